"""The workshops of the demonstration that are weeks ahead: one whose registration is open, one by nomination."""

import json
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from accounts.history import record
from certificates.models import Signatory
from workshops.models import (
    CertificateRule,
    CostLine,
    Donor,
    FundingShare,
    Organisation,
    Project,
    Region,
    Register,
    Rule,
    Session,
    SessionOrganisation,
    Topic,
    Venue,
    Workshop,
)

#: how many days ago registration opened
OPENED = 9
LANGUAGES = ("en", "fr", "ar")
NOON = time(13)


def make_upcoming(*, office, by, now, file="upcoming.json"):
    """(the workshop, whether it is new). Its days are counted from `now`, so a demonstration never starts in the past."""
    data = json.loads(Path(__file__).with_name(file).read_text())
    _signatories(office, data["signatories"])
    known = Workshop.objects.filter(code=data["workshop"]["code"]).first()
    if known:
        return known, False
    project = _project(data["project"], data["workshop"]["shares"], now)
    workshop = _workshop(data, office, project, now)
    _money(workshop, data["workshop"])
    _agenda(workshop, data["days"])
    record(
        by=by, now=workshop.registration_opens_at, obj=workshop, verb="published", office=office, after={"code": workshop.code}
    )
    return workshop, True


def _texts(field, texts):
    return {f"{field}_{language}": texts[language] for language in LANGUAGES}


def _signatories(office, entries):
    if office.signatories.exists():
        return
    for position, entry in enumerate(entries):
        Signatory.objects.create(office=office, position=position, name=entry["name"], **_texts("title", entry["title"]))


def _project(entry, shares, now):
    project, made = Project.objects.get_or_create(
        code=entry["code"], defaults=_texts("title", entry["title"]) | {"start": now.date(), "budget_currency": entry["currency"]}
    )
    if made:
        project.donors.set(Donor.objects.filter(key__in=shares))
        Rule.objects.create(project=project, version=1, created_at=now)
    return project


def _workshop(data, office, project, now):
    entry = data["workshop"]
    start = _weekday(now.date() + timedelta(days=entry["days_ahead"]))
    region = Region.objects.get(code=entry["region"])
    texts = {
        key: value for name in ("title", "description", "contact", "city") for key, value in _texts(name, entry[name]).items()
    }
    workshop = Workshop.objects.create(
        **texts,
        code=entry["code"],
        office=office,
        project=project,
        state=entry["state"],
        start=start,
        end=start + timedelta(days=len(data["days"]) - 1),
        country="MA",
        region=region,
        venue=_venue(data["venue"], entry["city"], region),
        capacity=entry["capacity"],
        admission=entry["admission"],
        registration_opens_at=now - timedelta(days=OPENED),
        registration_closes_at=datetime.combine(start - timedelta(days=3), time(23, 59), tzinfo=UTC),
        target_women_share=Decimal("0.4"),
        languages=["fr", "ar"],
        interpretation=["fr-ar"],
        test_max_score=20,
        currency=data["project"]["currency"],
    )
    workshop.topics.set(_topic(topic) for topic in data["topics"])
    CertificateRule.objects.create(workshop=workshop)
    return workshop


def _weekday(day):
    """`day`, or the Monday after a day from which two working days do not follow."""
    return day if day.weekday() < 4 else day + timedelta(days=7 - day.weekday())


def _venue(entry, city, region):
    values = _texts("name", entry["name"]) | _texts("address", entry["address"]) | _texts("city", city)
    return Venue.objects.get_or_create(
        name_en=entry["name"]["en"], city_en=city["en"], defaults=values | {"region": region, "country": "MA"}
    )[0]


def _topic(entry):
    return Topic.objects.get_or_create(slug=entry["slug"], defaults=_texts("name", entry["name"]))[0]


def _money(workshop, entry):
    for position, (key, share) in enumerate(entry["shares"].items()):
        FundingShare.objects.create(workshop=workshop, donor=Donor.objects.get(key=key), share=Decimal(share), position=position)
    for position, (line, budget) in enumerate(entry["costs"]):
        CostLine.objects.create(workshop=workshop, position=position, line=line, budget=Decimal(budget))


def _agenda(workshop, days):
    number = 0
    for index, day in enumerate(days):
        date = workshop.start + timedelta(days=index)
        for entry in day:
            number += 1
            start, end = time.fromisoformat(entry["start"]), time.fromisoformat(entry["end"])
            half = "AM" if start < NOON else "PM"
            register, _ = Register.objects.get_or_create(workshop=workshop, code=f"D{index + 1}-{half}", defaults={"date": date})
            kind = Session.Kind.BREAK if entry.get("break") else Session.Kind.SESSION
            session = Session.objects.create(
                workshop=workshop,
                register=register,
                key=f"S{number}",
                kind=kind,
                start=start,
                end=end,
                **_texts("title", entry["title"]),
            )
            for position, key in enumerate(entry["given_by"]):
                organisation = Organisation.objects.get(key=key)
                SessionOrganisation.objects.create(session=session, organisation=organisation, position=position)
