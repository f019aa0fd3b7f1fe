"""The plan of a workshop as a case file writes it."""

from collections import defaultdict

from reports.casefile.writer.full import full, texts
from reports.casefile.writer.reference import rule
from reports.casefile.writer.text import whole
from workshops.models import SessionOrganisation


def workshop(row):
    certificate_rule = getattr(row, "certificate_rule", None)
    return full(
        code=row.code,
        title=texts(row, "title"),
        state=row.state,
        start=row.start.isoformat(),
        end=row.end.isoformat(),
        timezone=row.timezone,
        country=row.country,
        city=row.city_en or row.city or "",  # a case file has one town: read back, it is the English one
        region=row.region and row.region.code,
        venue=row.venue and _one_text(row.venue, "name"),
        capacity=row.capacity,
        target_women_share=whole(row.target_women_share),
        languages=row.languages,
        interpretation=row.interpretation,
        attendance_unit=row.attendance_unit,
        certificate_rule=certificate_rule and rule(certificate_rule),
        test_max_score=whole(row.test_max_score),
        funding=[{"donor": share.donor.key, "share": whole(share.share)} for share in _funding(row)],
        costs=_costs(row),
    )


def agenda(row):
    """Sessions and breaks by date, start and id."""
    organisations = defaultdict(list)
    given_by = SessionOrganisation.objects.filter(session__workshop=row).order_by("session", "position", "id")
    for session, key in given_by.values_list("session_id", "organisation__key"):
        organisations[session].append(key)
    items = [_item(session, organisations[session.pk]) for session in row.sessions.select_related("register").order_by("pk")]
    return sorted(items, key=lambda item: (item["date"], item["start"], item["id"]))


def _item(session, organisations):
    return full(
        id=session.key,
        date=session.register.date.isoformat(),
        register=session.register.code,
        start=f"{session.start:%H:%M}",
        end=f"{session.end:%H:%M}",
        type=session.kind,
        title=texts(session, "title"),
        facilitators=organisations,
    )


def _funding(row):
    return row.funding.select_related("donor").order_by("position", "id")


def _costs(row):
    if not row.currency:
        return {}
    lines = row.cost_lines.exclude(actual=None).order_by("position", "id")
    return full(currency=row.currency, lines=[{"line": cost.line, "amount": whole(cost.actual)} for cost in lines])


def _one_text(row, field):
    return next(iter(texts(row, field).values()), "")
