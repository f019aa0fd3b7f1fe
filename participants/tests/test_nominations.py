"""What a focal point may do with the list of its institution."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.history import entries_for
from mailing.models import Letter
from participants.actions import nominations as actions
from participants.actions.registrations import Refused, confirm, withdraw
from participants.models import Invitation, Nomination, Registration
from participants.queries import nominations as listing

BEFORE = datetime(2026, 4, 10, 10, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
LATE = datetime(2026, 4, 13, 23, 0, tzinfo=ZoneInfo("Africa/Casablanca"))


@pytest.fixture
def workshop(make, office):
    return make.workshop("W", office=office, capacity=10)


@pytest.fixture
def asked(make, workshop):
    """An invitation with two seats, its names wanted by 12 April."""
    return make.invitation(workshop, quota=2, deadline=date(2026, 4, 12))


def said(given, family="", arabic="", **values):
    return {"given_name": given, "family_name": family, "arabic_name": arabic, "email": "", "sex": "F"} | values


def listed(invitation):
    """[(given name, role, status)] in the order of the list."""
    rows = listing.list_of(invitation)
    return [(row.registration.given_name, row.role, row.registration.status) for row in rows]


def test_people_beyond_the_quota_are_substitutes(asked, kinds):
    people = [said("Amal", "ONE", email="amal@example.org"), said("Badr", "TWO", sex="M"), said("Chama", "THREE")]
    actions.name_people(invitation=asked, people=people, now=BEFORE)
    assert listed(asked) == [
        ("Amal", "nominee", "submitted"), ("Badr", "nominee", "submitted"), ("Chama", "substitute", "submitted"),
    ]  # fmt: skip
    rows = Registration.objects.order_by("pk")
    assert {(row.origin, row.institution, row.language) for row in rows} == {("nominated", asked.institution, "fr")}
    assert (kinds(to="amal@example.org"), kinds(to=asked.focal_point.email)) == (["registration_nominated"], [])
    counted = listing.names_of(listing.invitations_of(asked.workshop).get())
    assert (counted.nominees, counted.substitutes, counted.women, counted.stated, counted.quota) == (2, 1, 1, 2, 2)


def test_all_are_named_or_none(asked):
    people = [said("Amal", "ONE", email="one@example.org"), said("Badr", "TWO", email="One@example.org")]
    with pytest.raises(actions.NamingRefused) as refused:
        actions.name_people(invitation=asked, people=people, now=BEFORE)
    assert (refused.value.code, refused.value.row, Registration.objects.count()) == ("shared_address", 1, 0)


def test_same_person_twice_is_told_apart_from_a_shared_address(asked):
    actions.name_people(invitation=asked, people=[said("Amal", "TAZI", email="a@example.org")], now=BEFORE)
    with pytest.raises(actions.NamingRefused, match="named_already"):
        actions.name_people(invitation=asked, people=[said("Amal", "Tazi", email="a@example.org")], now=BEFORE)


def test_address_of_somebody_registered_elsewhere_is_not_given_away(asked, make):
    make.registration(asked.workshop, email="known@example.org")
    actions.name_people(invitation=asked, people=[said("Amal", "ONE", email="known@example.org")], now=BEFORE)
    named = Registration.objects.latest("pk")
    assert (named.email, named.status) == ("", "submitted")
    assert "address_set_aside" in [entry.verb for entry in entries_for(named)]


def test_letters_to_a_nominee_without_address_go_to_the_focal_point(asked, actor, now):
    actions.name_people(invitation=asked, people=[said("Amal", "ONE")], now=BEFORE)
    confirm(registration=Registration.objects.get(), by=actor, now=now)
    letter = Letter.objects.get()
    assert (letter.kind, letter.to) == ("registration_confirmed", asked.focal_point.email)
    assert "Amal ONE" in letter.text.splitlines()[0]


def test_moving_changes_rank_and_role(asked):
    named = actions.name_people(invitation=asked, people=[said(name, "X") for name in ("Amal", "Badr", "Chama")], now=BEFORE)
    actions.move(nomination=named[2], step=-1, now=BEFORE)
    assert [row[:2] for row in listed(asked)] == [("Amal", "nominee"), ("Chama", "nominee"), ("Badr", "substitute")]
    with pytest.raises(Refused, match="not_allowed"):
        actions.move(nomination=named[0], step=-1, now=BEFORE)


def test_who_is_decided_about_is_not_moved(asked, actor, now):
    named = actions.name_people(invitation=asked, people=[said(name, "X") for name in ("Amal", "Badr")], now=BEFORE)
    confirm(registration=named[0].registration, by=actor, now=now)
    with pytest.raises(Refused, match="not_allowed"):
        actions.move(nomination=named[1], step=-1, now=BEFORE)


def test_removing_lets_the_next_move_up(asked):
    named = actions.name_people(invitation=asked, people=[said(name, "X") for name in ("Amal", "Badr", "Chama")], now=BEFORE)
    actions.remove(nomination=named[0], now=BEFORE)
    assert listed(asked) == [
        ("Badr", "nominee", "submitted"), ("Chama", "nominee", "submitted"), ("Amal", "nominee", "withdrawn"),
    ]  # fmt: skip
    assert listing.substitutes_to_call(asked.workshop) == {}


@pytest.mark.parametrize("by_own_link", [True, False])
def test_first_substitute_is_proposed_when_a_confirmed_nominee_withdraws(asked, actor, now, by_own_link):
    named = actions.name_people(invitation=asked, people=[said(n, "X") for n in ("Amal", "Badr", "Chama", "Driss")], now=BEFORE)
    person = named[0].registration
    confirm(registration=person, by=actor, now=now)
    named[0].refresh_from_db()
    if by_own_link:
        withdraw(registration=person, by=actor, now=now)
    else:
        actions.remove(nomination=named[0], now=BEFORE)
    assert listing.substitutes_to_call(asked.workshop) == {asked.pk: [named[2]]}
    actions.call_substitute(nomination=named[2], by=actor, now=now)
    assert listed(asked)[:3] == [
        ("Badr", "nominee", "submitted"), ("Chama", "nominee", "confirmed"), ("Driss", "substitute", "submitted"),
    ]  # fmt: skip
    assert listing.substitutes_to_call(asked.workshop) == {}


def test_endorsement_keeps_its_time_and_names_after_it_need_another(asked):
    with pytest.raises(Refused, match="not_allowed"):
        actions.endorse(invitation=asked, now=BEFORE)
    actions.name_people(invitation=asked, people=[said("Amal", "X")], now=BEFORE)
    actions.endorse(invitation=asked, now=BEFORE)
    actions.name_people(invitation=asked, people=[said("Badr", "X")], now=BEFORE + timedelta(hours=1))
    assert Invitation.objects.get().endorsed_at == BEFORE
    assert list(Nomination.objects.order_by("rank").values_list("endorsed_at", flat=True)) == [BEFORE, None]


def test_replacing_passes_a_confirmed_seat_on_after_the_deadline(asked, actor, now):
    [amal, _badr] = actions.name_people(invitation=asked, people=[said("Amal", "X"), said("Badr", "X")], now=BEFORE)
    confirm(registration=amal.registration, by=actor, now=now)
    new = actions.replace(nomination=amal, person=said("Salim", "NEW", sex="M"), now=LATE)
    old = Registration.objects.get(pk=amal.registration_id)
    assert (old.status, old.replaced_by, new.registration.origin) == ("replaced", new.registration, "nominated")
    assert listed(asked) == [
        ("Salim", "nominee", "confirmed"), ("Badr", "nominee", "submitted"), ("Amal", "nominee", "replaced"),
    ]  # fmt: skip
    assert Letter.objects.filter(to=asked.focal_point.email, kind="registration_confirmed").count() == 2


def test_replacing_by_a_substitute_gives_place_and_seat(asked, actor, now):
    named = actions.name_people(invitation=asked, people=[said(n, "X") for n in ("Amal", "Badr", "Chama")], now=BEFORE)
    confirm(registration=named[0].registration, by=actor, now=now)
    actions.replace(nomination=named[0], substitute_nomination=named[2], now=LATE)
    assert listed(asked)[:2] == [("Chama", "nominee", "confirmed"), ("Badr", "nominee", "submitted")]


def test_replacing_somebody_not_decided_about_keeps_the_rank(asked):
    [amal, _badr] = actions.name_people(invitation=asked, people=[said("Amal", "X"), said("Badr", "X")], now=BEFORE)
    actions.replace(nomination=amal, person=said("Salim", "NEW"), now=LATE)
    assert listed(asked)[:2] == [("Salim", "nominee", "submitted"), ("Badr", "nominee", "submitted")]


@pytest.mark.parametrize(("hour", "minute", "standing"), [(8, 59, "replacing"), (9, 0, "begun")])
def test_replacing_ends_when_the_workshop_begins(asked, hour, minute, standing):
    at = datetime(2026, 4, 14, hour, minute, tzinfo=ZoneInfo("Africa/Casablanca"))
    [amal] = actions.name_people(invitation=asked, people=[said("Amal", "X")], now=BEFORE)
    assert listing.standing_of(asked, at) == standing
    if standing == "begun":
        with pytest.raises(actions.NamingRefused, match="begun"):
            actions.replace(nomination=amal, person=said("Salim", "NEW"), now=at)


def test_morning_is_that_of_the_first_session(asked, make):
    make.register(asked.workshop)
    type(asked.workshop.sessions.get()).objects.update(start="08:30")
    assert listing.morning_of(asked.workshop).strftime("%H:%M") == "08:30"


@pytest.mark.parametrize("act", ["name", "remove", "move"])
def test_after_the_deadline_the_list_stands(asked, act):
    named = actions.name_people(invitation=asked, people=[said("Amal", "X"), said("Badr", "X")], now=BEFORE)
    calls = {
        "name": lambda: actions.name_people(invitation=asked, people=[said("Chama", "X")], now=LATE),
        "remove": lambda: actions.remove(nomination=named[0], now=LATE),
        "move": lambda: actions.move(nomination=named[1], step=-1, now=LATE),
    }
    with pytest.raises((Refused, actions.NamingRefused)):
        calls[act]()
    assert [row[0] for row in listed(asked)] == ["Amal", "Badr"]


def test_first_names_set_the_lead_time_once(asked):
    for day in (0, 1):
        actions.name_people(invitation=asked, people=[said(f"Amal{day}", "X")], now=BEFORE + timedelta(days=day))
    assert Invitation.objects.get().first_named_at == BEFORE


def test_first_come_confirms_nominees_while_there_is_room(make, office):
    workshop = make.workshop(office=office, capacity=1, admission="first_come")
    invitation = make.invitation(workshop, quota=2)
    actions.name_people(invitation=invitation, people=[said(n, "X") for n in ("Amal", "Badr", "Chama")], now=BEFORE)
    assert [row[1:] for row in listed(invitation)] == [
        ("nominee", "confirmed"), ("nominee", "waitlisted"), ("substitute", "submitted"),
    ]  # fmt: skip


def test_quota_beyond_the_room_is_refused_and_a_fitting_one_is_in_the_history(workshop, make, actor, now):
    institution, other = make.institution(), make.institution()
    data = {
        "institution": institution, "reference": "R/9", "deadline": date(2026, 4, 12), "language": "fr", "release_on": None,
        "focal_point": None, "name": "Salma", "title": "", "email": "salma@example.org", "seats": 6,
    }  # fmt: skip
    actions.invite(workshop=workshop, data=data, by=actor, now=now)
    assert [entry.verb for entry in entries_for(workshop)] == ["quota_set"]
    with pytest.raises(actions.InvitationRefused, match="quotas"):
        actions.invite(workshop=workshop, data=data | {"institution": other, "reference": "R/10"}, by=actor, now=now)
    assert Invitation.objects.count() == 1
