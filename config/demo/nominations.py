"""A workshop by nomination: institutions invited with quotas, names and a substitute, a waitlist, a seat given back and offered.

All persons are invented, with example.org addresses; everything goes through the actions the pages call. One of those
named was at the workshop of 2014 under another address: a pair to merge, or to tell apart.
"""

import json
from datetime import timedelta

from config.demo.registrations import FOLDER
from participants.actions import nominations
from participants.actions.registrations import add_registration, confirm, withdraw
from participants.models import Institution, Registration

#: how many days ago the letters left, and the names came
SENT, NAMED = 8, 3


def invite_people(*, workshop, by, now):
    """Invite the institutions and the people of `nominated.json`. Returns how many registrations that makes."""
    data = json.loads((FOLDER / "nominated.json").read_text())
    for entry in data["invitations"]:
        _nominate(workshop, entry, by, now)
    for number, entry in enumerate(data["invited"]):
        _invite(workshop, entry, by, now + timedelta(seconds=number))
    gone = Registration.objects.get(workshop=workshop, email=data["withdraws"])
    withdraw(registration=gone, by=by, now=now + timedelta(seconds=len(data["invited"])))
    return workshop.registrations.count()


def _nominate(workshop, entry, by, now):
    sent, named = now - timedelta(days=SENT), now - timedelta(days=NAMED)
    institution = Institution.objects.get(key=entry["institution"])
    said = {name: entry[name] for name in ("reference", "language", "seats")} | entry["point"]
    days = {
        "deadline": now.date() + timedelta(days=entry["deadline_in"]),
        "release_on": now.date() + timedelta(days=entry["release_in"]),
    }
    data = said | days | {"institution": institution, "focal_point": None}
    invitation = nominations.invite(workshop=workshop, data=data, by=by, now=sent)
    nominations.send(invitation=invitation, by=by, now=sent)
    if not entry["names"]:
        return
    nominations.name_people(invitation=invitation, people=entry["names"], now=named)
    nominations.endorse(invitation=invitation, now=named)
    for registration in workshop.registrations.filter(email__in=entry["confirmed"]):
        confirm(registration=registration, by=by, now=now)


def _invite(workshop, entry, by, now):
    entry = dict(entry)
    status, key = entry.pop("status"), entry.pop("institution", "")
    place = {"institution": Institution.objects.filter(key=key).first(), "institution_proposal": entry.pop("proposal", "")}
    add_registration(workshop=workshop, data=entry | place, status=status, by=by, now=now)
