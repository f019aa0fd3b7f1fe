"""People of the upcoming workshop: all invented, with example.org addresses, entered through the public's own actions."""

import json
from datetime import timedelta
from pathlib import Path

from accounts.history import Actor
from participants.actions.links import make_link
from participants.actions.registrations import prove, register
from participants.models import Institution, Registration
from participants.notice import NOTICE_VERSION
from workshops.models import Region

FOLDER = Path(__file__).resolve().parent


def register_people(*, workshop, now):
    """Register the people of `registrations.json`. "stage" says whether they proved the address. Returns how many."""
    people = json.loads((FOLDER / "registrations.json").read_text())
    for number, entry in enumerate(people):
        _register(workshop, entry, now + timedelta(seconds=number))
    return len(people)


def _register(workshop, entry, now):
    stage = entry.pop("stage")
    institution = Institution.objects.filter(key=entry["institution"]).first()
    places = {"institution": institution, "region": Region.objects.filter(code=entry["region"]).first()}
    notice = {"notice_version": NOTICE_VERSION, "notice_language": entry["language"]}
    register(workshop=workshop, data=entry | places | notice, by=Actor.link("public"), now=now)
    registration = Registration.objects.get(workshop=workshop, email=entry["email"])
    if stage == "proved":
        prove(token=make_link(registration=registration, now=now), now=now)
