import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.history import entries_for
from mailing.models import Letter
from participants.actions import registrations as actions
from participants.actions.interruptions import InterruptionRefused, cancel_workshop, postpone_workshop
from participants.actions.links import make_link, open_link
from participants.models import Participant, Registration
from participants.rules.transitions import TRANSITIONS

DECISIONS = {
    "confirmed": actions.confirm,
    "declined": actions.decline,
    "waitlisted": actions.waitlist,
    "withdrawn": actions.withdraw,
    "cancelled": actions.cancel,
}
NEED_REASON = {"declined", "cancelled"}


@pytest.fixture
def workshop(make, office):
    return make.workshop("WS-D", office=office, capacity=3)


def decide(row, target, actor, now, **more):
    if target in NEED_REASON:
        more = {"reason": "Not in the target group"} | more
    return DECISIONS[target](registration=row, by=actor, now=now, **more)


@pytest.mark.parametrize("target", DECISIONS)
@pytest.mark.parametrize("status", Registration.Status.values)
def test_decisions_follow_the_transition_table(make, workshop, actor, now, status, target):
    row = make.registration(workshop, status=status, rank=1 if status == "waitlisted" else None)
    allowed = target in TRANSITIONS[status] and status != "unconfirmed"
    if allowed:
        assert decide(row, target, actor, now).status == target
        assert Letter.objects.get().kind == f"registration_{target}"
        [entry] = entries_for(row)
        assert (entry.verb, entry.values.before, entry.values.after) == (target, {"status": status}, {"status": target})
    else:
        with pytest.raises(actions.Refused) as refused:
            decide(row, target, actor, now)
        assert refused.value.code == "not_allowed"
        row.refresh_from_db()
        assert (row.status, Letter.objects.count()) == (status, 0)


def test_confirm_is_refused_when_the_room_is_full(make, workshop, actor, now):
    for status in ("confirmed", "offered", "confirmed"):
        make.registration(workshop, status=status)
    row = make.registration(workshop, status="submitted")
    with pytest.raises(actions.Refused) as refused:
        actions.confirm(registration=row, by=actor, now=now)
    assert refused.value.code == "full"
    row.refresh_from_db()
    assert row.status == "submitted"


def test_confirm_takes_the_seat_held_for_an_offer(make, workshop, actor, now):
    offered = [make.registration(workshop, status="offered", offered_until=now) for _ in range(3)][0]
    confirmed = actions.confirm(registration=offered, by=actor, now=now)
    assert (confirmed.status, confirmed.offered_until) == ("confirmed", None)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_decline_asks_for_a_reason(make, workshop, actor, now, reason):
    row = make.registration(workshop, status="submitted")
    with pytest.raises(actions.Refused) as refused:
        actions.decline(registration=row, by=actor, now=now, reason=reason)
    assert refused.value.code == "reason_needed"


def test_decline_gives_its_reason_in_letter_row_and_history(make, workshop, actor, now):
    row = make.registration(workshop, status="submitted", language="ar")
    actions.decline(registration=row, by=actor, now=now, reason=" <b>Quota</b> & seats ")
    row.refresh_from_db()
    assert row.status_reason == entries_for(row)[0].reason == "<b>Quota</b> & seats"
    letter = Letter.objects.get()
    assert "\n<b>Quota</b> & seats\n" in letter.text
    assert (letter.language, "ورشة WS-D" in letter.subject) == ("ar", True)


def test_waitlist_gives_the_next_rank_and_leaving_it_frees_the_rank(make, workshop, actor, now):
    rows = [make.registration(workshop, status="submitted") for _ in range(3)]
    ranks = [actions.waitlist(registration=row, by=actor, now=now).rank for row in rows]
    assert ranks == [1, 2, 3]
    assert actions.confirm(registration=rows[0], by=actor, now=now).rank is None


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_nothing_is_decided_once_the_workshop_is_final(make, office, actor, now, state):
    row = make.registration(make.workshop(office=office, state=state), status="submitted")
    with pytest.raises(actions.Refused) as refused:
        actions.confirm(registration=row, by=actor, now=now)
    assert refused.value.code == "over"


def test_person_without_an_address_gets_no_letter(make, workshop, actor, now):
    row = make.registration(workshop, status="submitted", email="")
    assert actions.confirm(registration=row, by=actor, now=now).status == "confirmed"
    assert Letter.objects.count() == 0


def test_walk_in_enters_as_confirmed_and_keeps_the_origin(workshop, actor, now, person, kinds):
    row = actions.add_walk_in(workshop=workshop, data=person(), by=actor, now=now)
    assert (row.status, row.origin, row.proved_at, row.key) == ("confirmed", "walk_in", now, "R1")
    assert row.participant.email_key == "ilham@example.org"
    assert kinds() == ["registration_confirmed"]


def test_walk_in_is_refused_when_the_room_is_full(make, workshop, actor, now, person):
    for _ in range(3):
        make.registration(workshop)
    with pytest.raises(actions.Refused) as refused:
        actions.add_walk_in(workshop=workshop, data=person(), by=actor, now=now)
    assert refused.value.code == "full"
    assert (Registration.objects.count(), Participant.objects.count()) == (3, 3)


def test_walk_in_registered_already_is_refused(make, workshop, actor, now, person):
    make.registration(workshop, status="submitted", email="ILHAM@example.org")
    with pytest.raises(actions.Refused) as refused:
        actions.add_walk_in(workshop=workshop, data=person(), by=actor, now=now)
    assert refused.value.code == "already_registered"


def test_walk_in_takes_the_place_of_an_unproved_registration(make, workshop, actor, now, person):
    unproved = make.registration(workshop, status="unconfirmed", email="ilham@example.org", key="R1", position=1)
    row = actions.add_walk_in(workshop=workshop, data=person(), by=actor, now=now)
    unproved.refresh_from_db()
    assert (unproved.status, row.status, row.key) == ("expired", "confirmed", "R2")


def test_two_people_without_an_address_are_two_persons(workshop, actor, now, person):
    for _ in range(2):
        actions.add_walk_in(workshop=workshop, data=person(email=""), by=actor, now=now)
    assert Participant.objects.count() == 2


@pytest.mark.parametrize("status", ["submitted", "confirmed", "waitlisted"])
def test_staff_add_a_person_with_the_status_they_choose(workshop, actor, now, person, status):
    row = actions.add_registration(workshop=workshop, data=person(), status=status, by=actor, now=now)
    assert (row.status, row.origin) == (status, "invited")


@pytest.mark.parametrize(
    ("state", "status", "code"), [("draft", "confirmed", "closed"), ("published", "declined", "not_allowed")]
)
def test_adding_is_refused(make, office, actor, now, person, state, status, code):
    workshop = make.workshop(office=office, state=state)
    with pytest.raises(actions.Refused) as refused:
        actions.add_registration(workshop=workshop, data=person(), status=status, by=actor, now=now)
    assert refused.value.code == code


def test_correct_changes_what_was_said_but_not_the_address(make, workshop, actor, now):
    row = make.registration(workshop, email="a@example.org")
    changed = actions.correct(
        registration=row, data={"function": "Judge", "email": "b@example.org", "given_name": "Amīna"}, by=actor, now=now
    )
    row.refresh_from_db()
    assert changed == ["function", "given_name"]
    assert (row.function, row.email, row.search_key.split()[0]) == ("Judge", "a@example.org", "amina")
    assert entries_for(row)[0].fields == ["function", "given_name"]
    assert row.participant.given_name == "Amina"
    assert actions.correct(registration=row, data={"function": "Judge"}, by=actor, now=now) == []
    assert entries_for(row).count() == 1


def test_correction_does_not_undo_a_decision_taken_meanwhile(make, workshop, actor, now):
    row = make.registration(workshop, status="submitted")
    actions.confirm(registration=row, by=actor, now=now)
    assert row.status == "submitted"  # as the person's page read it
    actions.correct(registration=row, data={"function": "Judge"}, by=actor, now=now)
    row.refresh_from_db()
    assert (row.status, row.function) == ("confirmed", "Judge")


@pytest.mark.parametrize(("act", "state"), [(postpone_workshop, "postponed"), (cancel_workshop, "cancelled")])
def test_interruption_tells_every_live_registrant_and_keeps_their_states(make, workshop, actor, now, act, state):
    statuses = [*Registration.Status.values]
    for status in statuses:
        make.registration(workshop, status=status, rank=1 if status == "waitlisted" else None)
    make.registration(workshop, email="")
    assert act(workshop=workshop, reason="Strike", by=actor, now=now) == 5
    workshop.refresh_from_db()
    assert (workshop.state, workshop.state_reason) == (state, "Strike")
    assert list(Registration.objects.order_by("position").values_list("status", flat=True)) == [*statuses, "confirmed"]
    assert set(Letter.objects.values_list("kind", flat=True)) == {f"registration_workshop_{state}"}
    assert all("\nStrike\n" in letter.text for letter in Letter.objects.all())
    assert [(entry.verb, entry.reason) for entry in entries_for(workshop)] == [(act.__name__.split("_")[0], "Strike")]


@pytest.mark.parametrize(("state", "reason", "code"), [("held", "Strike", "not_allowed"), ("published", " ", "reason_needed")])
def test_interruption_is_refused(make, office, actor, now, state, reason, code):
    workshop = make.workshop(office=office, state=state)
    make.registration(workshop)
    with pytest.raises(InterruptionRefused) as refused:
        cancel_workshop(workshop=workshop, reason=reason, by=actor, now=now)
    assert refused.value.code == code
    assert Letter.objects.count() == 0


def test_link_opens_its_registration_until_180_days_after_the_workshop(make, workshop, now):
    row = make.registration(workshop)
    token = make_link(registration=row, now=now)
    expires = row.links.get().expires_at
    assert (expires.date() - workshop.end).days == 180
    assert open_link(token, now) == row
    assert open_link(token, expires) is None
    assert open_link(token, expires - timedelta(seconds=1)) == row
    assert open_link(token + "x", now) is None


@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        ("submitted", ["confirm", "waitlist", "withdraw", "decline"]),
        ("offered", ["confirm", "withdraw"]),
        ("confirmed", ["withdraw", "decline", "cancel"]),
    ],
)
def test_the_page_of_one_person_offers_what_is_open(staff, make, office, status, verbs):
    person = make.registration(make.workshop("W-ONE", office=office), status=status)
    page = staff.get(reverse("participants:detail", args=["W-ONE", person.pk])).content.decode()
    assert re.findall(r'name="verb" value="(\w+)"', page) == verbs
