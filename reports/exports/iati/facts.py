"""What an IATI file says of a report's project beside its figures: plain values, so that they can be kept with it."""

import re
from datetime import date, timedelta
from decimal import Decimal

from accounts.models import Language, Office
from reports.exports.iati.security import guarded, tells_one_alone
from reports.exports.iati.spending import transactions
from workshops.models import Donor, Organisation, Workshop

#: who is behind an office without a word on it: Warsha is the register of an international organisation
MULTILATERAL = "40"
UNSPECIFIED_SECTOR = "99810"
CLOSED = {"4", "5"}
CONTEXT = ("activity_status", "flow_type", "finance_type", "aid_type", "tied_status")


def gather(report):
    """The plain values of `report`'s project; a constant number of queries. Empty where nothing is known, None over several."""
    if report.scope.project is None:
        return None
    project, today = report.scope.project, report.generated_at.date()
    rows = list(Workshop.objects.filter(pk__in=[w.id for w in report.workshops]).select_related("venue", "region", "office"))
    reporting = _reporting(project, rows)
    status = project.activity_status or _status(project, today)
    countries = [{"code": code, "percent": project.country_shares.get(code)} for code in _countries(project, rows)]
    return {
        **{name: getattr(project, name) for name in CONTEXT},
        **_identifiers(report, reporting),
        "reporting": reporting,
        "title": in_languages(project, "title"),
        "description": in_languages(project, "description") or in_languages(project, "title"),
        "described": bool(in_languages(project, "description")),
        "participating": [*_funders(report), *_partners(project, reporting, rows)],
        "activity_status": status,
        "status_known": bool(project.activity_status),
        "dates": _dates(project, rows, status, today),
        "countries": countries,
        "locations": _locations(rows, guarded(report)),
        "sectors": [{"code": row.code, "percent": _plain(row.percent)} for row in project.sectors.order_by("-percent", "code")],
        "markers": list(project.markers.order_by("code").values("code", "significance")),
        "budgets": [] if report.scope.donor else _budgets(project),
        "transactions": transactions(report, {row.pk: row.country or row.office.country for row in rows}),
        "period": _period(report, project, rows, today),
        "currency": project.budget_currency,
        "one_alone": tells_one_alone(report),
        "partial": _is_partial(report),
    }


def _is_partial(report):
    """Whether the project has workshops that this report leaves out: of other offices, topics or times."""
    whole = Workshop.objects.filter(project=report.scope.project).reported().count()
    return not report.scope.donor and len(report.workshops) < whole


def in_languages(row, field):
    """{language: text} of a translated column, where there is text; an organisation's one name counts as English."""
    found = {language: getattr(row, f"{field}_{language}", "") or "" for language in Language.values}
    found = {language: text.strip() for language, text in found.items() if text.strip()}
    return found or ({"en": getattr(row, field)} if getattr(row, field) else {})


def _identifiers(report, reporting):
    """The activity's identifier; of one donor's part, that of a child of the whole project."""
    whole = _identifier(reporting["ref"], report.scope.project.code)
    donor = report.scope.donor
    return {"identifier": _identifier(whole, donor.key) if donor else whole, "parent": whole if donor else None}


def _identifier(*parts):
    return "-".join(re.sub(r"[\s/&|?]+", "-", part) for part in parts)


def _reporting(project, rows):
    """The reporting organisation: the project's own, else that of the offices, when they have one alone."""
    if project.reporting_org:
        return _organisation(project.reporting_org)
    offices = {row.office_id: row.office for row in rows} or _offices(project)
    refs = {office.iati_org_ref for office in offices.values()}
    if len(refs) != 1:
        return {"ref": "", "type": MULTILATERAL, "names": {}}
    (ref,) = refs
    known = Organisation.objects.filter(iati_org_ref=ref).exclude(iati_org_type="").order_by("pk").first() if ref else None
    if known:
        return _organisation(known)
    office = offices[min(offices)]
    return {"ref": ref, "type": MULTILATERAL, "names": in_languages(office, "name")}


def _offices(project):
    return Office.objects.in_bulk(list(project.workshops.values_list("office", flat=True)))


def _organisation(row):
    return {"ref": row.iati_org_ref, "type": row.iati_org_type or MULTILATERAL, "names": in_languages(row, "name")}


def _funders(report):
    """The donors of the project, and those who fund its workshops: funding organisations all."""
    keys = {donor for workshop in report.workshops for donor in workshop.shares}
    keys |= set(report.scope.project.donors.values_list("key", flat=True))
    rows = Donor.objects.filter(key__in=keys).order_by("key")
    return [
        {"role": "1", "ref": row.iati_org_ref, "type": row.iati_org_type or None, "names": in_languages(row, "name")}
        for row in rows
    ]


def _partners(project, reporting, rows):
    """The partners; where nobody else is said to, who reports is accountable, and implements with those who taught."""
    named = project.partners.select_related("organisation").order_by("role", "organisation__name", "pk")
    found = [{"role": partner.role, **_organisation(partner.organisation)} for partner in named]
    said = {partner["role"] for partner in found}
    found += [{"role": role, **reporting} for role in ("2", "4") if role not in said]
    if "4" not in said:
        found += [{"role": "4", **_organisation(row)} for row in _teachers(rows) if row.iati_org_ref != reporting["ref"]]
    return sorted(found, key=lambda partner: partner["role"])


def _teachers(rows):
    """The organisations that gave sessions and have an IATI reference."""
    taught = Organisation.objects.filter(given_sessions__session__workshop__in=rows).exclude(iati_org_ref="")
    return taught.distinct().order_by("name", "pk")


def _status(project, today):
    """What follows from the dates: being prepared, under way, closed."""
    if project.start and project.start > today:
        return "1"
    return "4" if project.end and project.end < today else "2"


def _dates(project, rows, status, today):
    """{type: day}: planned start and end, and the actual ones as far as they have come."""
    start = project.start or min((row.start for row in rows), default=None)
    end = project.end
    found = {"1": start, "2": start if start and start <= today and status != "1" else None, "3": end}
    found["4"] = end if end and end <= today and status in CLOSED else None
    return {kind: day.isoformat() for kind, day in found.items() if day}


def _countries(project, rows):
    return project.countries or sorted({row.country or row.office.country for row in rows} - {""})


def _locations(rows, hidden):
    """The towns where workshops were held, once each; none of a workshop that only security bodies attended."""
    found = {}
    for row in rows:
        names = in_languages(row, "city") or (in_languages(row.region, "name") if row.region else {})
        if not names or row.pk in hidden:
            continue
        venue = row.venue if row.venue and row.venue.latitude is not None else None
        place = {
            "names": names,
            "country": row.country or row.office.country,
            "region": row.region.code if row.region else "",
            "point": f"{_plain(venue.latitude)} {_plain(venue.longitude)}" if venue else None,
        }
        key = (place["country"], place["region"], tuple(names.values()))
        if key not in found or (place["point"] and not found[key]["point"]):
            found[key] = place
    return [found[key] for key in sorted(found)]


def _budgets(project):
    """The budget by calendar year, since no period may be longer than one: split by days, indicative, its sum exact."""
    amount, start, end = project.budget_amount, project.start, project.end
    if amount is None or not project.budget_currency or not start or not end:
        return []
    cuts = [start, *(date(year, 1, 1) for year in range(start.year + 1, end.year + 1)), end + timedelta(days=1)]
    whole = (cuts[-1] - start).days
    upto = [(amount * (cut - start).days / whole).quantize(Decimal("0.01")) for cut in cuts]
    return [
        {"from": first.isoformat(), "to": (last - timedelta(days=1)).isoformat(), "amount": _plain(upto[n + 1] - upto[n])}
        for n, (first, last) in enumerate(zip(cuts, cuts[1:], strict=False))
    ]


def _period(report, project, rows, today):
    """What the results cover: the report's period, else the project's, as far as it has come."""
    first = report.scope.first or project.start or min((row.start for row in rows), default=today)
    last = report.scope.last or min(project.end or today, today)
    return {"from": min(first, last).isoformat(), "to": last.isoformat()}


def _plain(number):
    return f"{number.normalize():f}"
