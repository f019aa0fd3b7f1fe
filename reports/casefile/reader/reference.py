"""The shared rows of a case: linked where they are known, made where they are not, never changed."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.history import record
from accounts.models import Language, Office
from participants.models import Institution, InstitutionAlias, InstitutionName
from participants.rules.identity import folded
from workshops.models import Donor, Organisation, Project, Region, Rule, Venue


@dataclass(frozen=True)
class Rows:
    """The rows a workshop hangs on; donors, organisations, institutions by their id, regions by code."""

    office: Office
    project: Project
    donors: dict
    organisations: dict
    institutions: dict
    regions: dict
    venue: Venue | None


def link(data, *, by, now):
    """The Rows of a sound case. Each row that is made gets an entry in the history."""
    made = []
    donors = _by_key(Donor, data.get("donors"), _donor, made)
    regions = _regions(data, made)
    rows = Rows(
        office=_office(data["office"], made),
        project=_project(data["project"], made, now),
        donors=donors,
        organisations=_by_key(Organisation, data.get("organisations"), _organisation, made),
        institutions=_institutions(data, made),
        regions=regions,
        venue=_venue(data["workshop"], regions, made),
    )
    rows.project.donors.add(*donors.values())
    for row in made:
        record(by=by, now=now, obj=row, verb="create", reason="import_case")
    return rows


def texts(values, field):
    """{field_en: …, field_fr: …, field_ar: …} of an object of languages, which may be null."""
    return {f"{field}_{language}": (values or {}).get(language) or "" for language in Language.values}


def rule_fields(rule):
    """The columns of a `RuleFields` row; the threshold as exact decimal text."""
    threshold = rule["threshold"]
    return {
        "unit": rule["unit"],
        "scope": rule["scope"],
        "threshold": f"{threshold:f}".rstrip("0").rstrip(".") if threshold % 1 else str(int(threshold)),
        "test": rule["test"],
        "pass_mark": rule.get("pass_mark"),
        "excused": rule.get("excused") or "counts_absent",
    }


def _office(said, made):
    row = Office.objects.filter(code=said["code"]).first()
    if row is None:
        row = Office(code=said["code"], **texts(said["names"], "name"), **_filled(said, "country", "iati_org_ref"))
        row.timezone = said.get("timezone") or row.timezone
        row.save()
        made.append(row)
    return row


def _project(said, made, now):
    row = Project.objects.filter(code=said["code"]).first()
    if row is None:
        budget = said.get("budget") or {}
        row = Project.objects.create(
            code=said["code"],
            start=said.get("start"),
            end=said.get("end"),
            budget_amount=budget.get("amount"),
            budget_currency=budget.get("currency") or "",
            countries=said.get("countries") or [],
            **texts(said["title"], "title"),
            **_filled(said, "type", "source"),
        )
        made.append(row)
    if not row.rules.filter(donor=None).exists():
        Rule.objects.create(project=row, version=1, created_at=now, **rule_fields(said["trained_rule"]))
    return row


def _donor(said):
    return Donor(key=said["id"], **texts(said.get("names"), "name"), **_filled(said, "iati_org_ref", "iati_org_type"))


def _organisation(said):
    return Organisation(key=said["id"], **_filled(said, "name", "iati_org_ref"))


def _institution(said):
    return Institution(key=said["id"], type=said["type"], **_filled(said, "acronym"))


def _institutions(data, made):
    said = data.get("institutions") or []
    before = len(made)
    rows = _by_key(Institution, said, _institution, made)
    kept = Institution.objects.in_bulk({row.merged_into_id for row in rows.values() if row.merged_into_id})
    rows = {key: kept.get(row.merged_into_id, row) for key, row in rows.items()}
    new = {row.key for row in made[before:]}
    day_after = date.fromisoformat(data["workshop"]["end"]) + timedelta(days=1)
    names, aliases = [], []
    for item in said:
        if item["id"] not in new:
            continue
        row = rows[item["id"]]
        names.append(InstitutionName(institution=row, **texts(item["names"], "name")))
        if any((item.get("names_now") or {}).values()):
            later = InstitutionName(institution=row, valid_from=day_after, from_is_latest_bound=True)
            names.append(_with(later, texts(item["names_now"], "name")))
        for place, alias in enumerate(item.get("aliases") or []):
            aliases.append(InstitutionAlias(institution=row, alias=alias, folded=folded(alias)[:300], position=place))
    InstitutionName.objects.bulk_create(names)
    InstitutionAlias.objects.bulk_create(aliases)
    return rows


def _regions(data, made):
    codes = {data["workshop"].get("region")} | {person.get("region") for person in data.get("participants") or []}
    codes = sorted(code for code in codes if code)
    rows = {row.code: row for row in Region.objects.filter(code__in=codes)}
    new = [Region(code=code, name_en=code, country=code[:2]) for code in codes if code not in rows]
    made += Region.objects.bulk_create(new)
    return rows | {row.code: row for row in new}


def _venue(said, regions, made):
    """The venue of exactly that English name and city."""
    if not said.get("venue"):
        return None
    city = said.get("city") or ""
    row = Venue.objects.filter(name_en=said["venue"], city_en=city).order_by("pk").first()
    if row is None:
        region = regions.get(said.get("region"))
        row = Venue.objects.create(name_en=said["venue"], city_en=city, region=region, country=said.get("country") or "")
        made.append(row)
    return row


def _by_key(model, said, build, made):
    """{id: row} of a list of the file; what is not known is built in one statement."""
    said = said or []
    rows = {row.key: row for row in model.objects.filter(key__in=[item["id"] for item in said])}
    new = [build(item) for item in said if item["id"] not in rows]
    made += model.objects.bulk_create(new)
    return rows | {row.key: row for row in new}


def _filled(said, *keys):
    return {key: said.get(key) or "" for key in keys}


def _with(row, values):
    for name, value in values.items():
        setattr(row, name, value)
    return row
