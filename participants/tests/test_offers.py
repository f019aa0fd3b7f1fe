"""A seat given back is offered to the next, held for a time, then offered to the one after; one letter each."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.history import Actor, entries_for
from mailing.models import Letter
from participants.actions import registrations as actions
from participants.actions.interruptions import cancel_workshop, postpone_workshop, reschedule_workshop
from participants.actions.quotas import release_quota, remove_quota, set_quota
from participants.models import Nomination, Quota, Registration
from workshops.actions.workshops import PlanRefused, edit_workshop
from workshops.forms.rules import terms_of

BEGINS = datetime(2026, 4, 14, 8, 0, tzinfo=UTC)  # nine o'clock in Rabat
FREEING = {
    "withdrawn": lambda row, by, now: actions.withdraw(registration=row, by=by, now=now),
    "declined": lambda row, by, now: actions.decline(registration=row, by=by, now=now, reason="Too many"),
    "cancelled": lambda row, by, now: actions.cancel(registration=row, by=by, now=now, reason="Too many"),
}
both = pytest.mark.parametrize("admission", ["selection", "first_come"])


@pytest.fixture
def full(make, office):
    """A workshop whose seats are all taken, with people who wait for one: (workshop, seated, waiting)."""

    def build(*, seats=2, waiting=2, institutions=(), **fields):
        workshop = make.workshop(office=office, capacity=seats, **fields)
        make.register(workshop)
        seated = [make.registration(workshop) for _ in range(seats)]
        institutions = [*institutions, *[None] * (waiting - len(institutions))]
        line = [
            make.registration(workshop, status="waitlisted", rank=10 * rank, institution=each, language="en")
            for rank, each in enumerate(institutions, 1)
        ]
        return workshop, seated, line

    return build


def statuses(rows):
    return [Registration.objects.get(pk=row.pk).status for row in rows]


@both
@pytest.mark.parametrize("how", FREEING)
def test_freed_seat_is_offered_to_the_next(full, actor, now, kinds, admission, how):
    _workshop, seated, line = full(admission=admission)
    FREEING[how](seated[0], actor, now)
    first = Registration.objects.get(pk=line[0].pk)
    assert (statuses(line), first.offered_until, first.rank) == (["offered", "waitlisted"], now + timedelta(hours=48), None)
    assert kinds(to=first.email) == ["registration_offered"]
    assert "until 4 March 2026, 10:00" in Letter.objects.get(to=first.email).text
    [entry] = entries_for(first)
    assert (entry.verb, entry.actor_label, entry.values.after) == ("offered", "offer_seats", {"status": "offered"})


def test_declined_offer_goes_to_the_next(full, actor, now, kinds):
    _workshop, seated, line = full()
    actions.withdraw(registration=seated[0], by=actor, now=now)
    actions.withdraw(registration=line[0], by=Actor.link("registration:1"), now=now)
    assert statuses(line) == ["withdrawn", "offered"]
    assert kinds(to=line[1].email) == ["registration_offered"]


def test_office_says_how_long_and_the_beginning_ends_it(full, office, actor):
    office.offer_hours = 5
    office.save()
    _workshop, seated, line = full()
    actions.withdraw(registration=seated[0], by=actor, now=BEGINS - timedelta(hours=24))
    actions.withdraw(registration=seated[1], by=actor, now=BEGINS - timedelta(hours=3))
    held = [Registration.objects.get(pk=row.pk).offered_until for row in line]
    assert held == [BEGINS - timedelta(hours=19), BEGINS]


@pytest.mark.parametrize("change", [{}, {"state": "postponed"}, {"state": "held"}])
def test_nothing_is_offered_once_begun_or_while_postponed(full, actor, now, change):
    _workshop, seated, line = full(**change)
    actions.withdraw(registration=seated[0], by=actor, now=now if change else BEGINS)
    actions.offer_seats(now=now if change else BEGINS)
    assert statuses(line) == ["waitlisted", "waitlisted"]


def test_workshop_without_sessions_begins_with_its_first_day(make, office, actor):
    workshop = make.workshop(office=office, capacity=1)
    seated, waiting = make.registration(workshop), make.registration(workshop, status="waitlisted", rank=1)
    midnight = datetime(2026, 4, 13, 23, 0, tzinfo=UTC)  # in Rabat
    actions.withdraw(registration=seated, by=actor, now=midnight - timedelta(hours=1))
    waiting.refresh_from_db()
    assert waiting.offered_until == midnight


def test_accepting_takes_the_seat_and_twice_is_once(full, actor, now, kinds):
    _workshop, seated, line = full()
    actions.withdraw(registration=seated[0], by=actor, now=now)
    for _ in range(2):
        row = actions.accept_offer(registration=line[0], by=Actor.link("registration:1"), now=now)
    assert (row.status, row.offered_until) == ("confirmed", None)
    assert kinds(to=row.email) == ["registration_offered", "registration_confirmed"]
    assert [entry.verb for entry in entries_for(row)] == ["offer_accepted", "offered"]


@pytest.mark.parametrize(
    ("fields", "state", "code"),
    [
        ({"status": "submitted"}, "published", "not_allowed"),
        ({"status": "expired"}, "published", "not_allowed"),
        ({"status": "offered", "offered_until": BEGINS}, "postponed", "postponed"),
        ({"status": "offered", "offered_until": BEGINS}, "cancelled", "cancelled"),
        ({"status": "offered", "offered_until": BEGINS}, "held", "over"),
        ({"status": "offered", "offered_until": datetime(2026, 3, 2, 10, tzinfo=UTC)}, "published", "lapsed"),
    ],
)
def test_accepting_is_refused(make, office, now, fields, state, code):
    row = make.registration(make.workshop(office=office, state=state), **fields)
    with pytest.raises(actions.Refused) as refused:
        actions.accept_offer(registration=row, by=Actor.link("registration:1"), now=now)
    assert refused.value.code == code


def test_offer_not_taken_lapses_and_goes_to_the_next_once(full, actor, now, kinds):
    _workshop, seated, line = full()
    actions.withdraw(registration=seated[0], by=actor, now=now)
    later = now + timedelta(hours=48)
    assert [actions.expire_offers(now=each) for each in (later - timedelta(seconds=1), later, later)] == [0, 1, 0]
    assert statuses(line) == ["expired", "offered"]
    assert kinds(to=line[0].email) == ["registration_offered", "registration_offer_expired"]
    assert kinds(to=line[1].email) == ["registration_offered"]


@pytest.mark.parametrize("state", ["postponed", "cancelled"])
def test_offers_of_an_interrupted_workshop_stand_still(make, office, now, state):
    row = make.registration(make.workshop(office=office, state=state), status="offered", offered_until=now)
    assert (actions.expire_offers(now=now), statuses([row])) == (0, ["offered"])


def test_workshop_taken_up_again_gives_offers_their_time_anew(full, actor, now):
    workshop, seated, line = full(admission="first_come", title_en="T", shares={})
    actions.withdraw(registration=seated[0], by=actor, now=now)
    postpone_workshop(workshop=workshop, reason="Strike", by=actor, now=now)
    actions.withdraw(registration=seated[1], by=actor, now=now)
    assert statuses(line) == ["offered", "waitlisted"]
    later = now + timedelta(days=9)
    with_share(workshop)
    reschedule_workshop(workshop=workshop, start=date(2026, 5, 14), end=date(2026, 5, 14), by=actor, now=later)
    rows = Registration.objects.filter(pk__in=[row.pk for row in line])
    assert set(rows.values_list("status", "offered_until")) == {("offered", later + timedelta(hours=48))}


def with_share(workshop):
    donor = workshop.project.donors.create(key="D", name_en="D")
    workshop.funding.create(donor=donor, share=1, position=0)


def test_cancelled_workshop_offers_nothing(full, actor, now):
    workshop, seated, line = full()
    seated[0].delete()
    cancel_workshop(workshop=workshop, reason="No money", by=actor, now=now)
    assert (actions.offer_seats(now=now), statuses(line)) == (0, ["waitlisted", "waitlisted"])


def test_sweep_fills_every_free_seat_where_the_first_come_and_runs_twice(full, now, kinds):
    _workshop, seated, line = full(seats=3, waiting=4, admission="first_come")
    for row in seated[1:]:
        row.delete()
    assert [actions.offer_seats(now=now) for _ in range(2)] == [2, 0]
    assert statuses(line) == ["offered", "offered", "waitlisted", "waitlisted"]
    assert kinds() == ["registration_offered"] * 2


def test_where_the_office_selects_free_seats_wait_for_its_word(full, make, actor, now):
    """Only what is given back moves the waitlist, until nobody is left to choose from or the office says so."""
    workshop, seated, line = full(seats=4, waiting=4)
    for row in seated[2:]:
        row.delete()
    assert (actions.offer_seats(now=now), statuses(line)) == (0, ["waitlisted"] * 4)
    actions.withdraw(registration=seated[0], by=actor, now=now)
    assert statuses(line) == ["offered", "waitlisted", "waitlisted", "waitlisted"]
    assert [row.pk for row in actions.offer_free_seats(workshop=workshop, by=actor, now=now)] == [line[1].pk, line[2].pk]


def test_where_the_office_selected_everybody_free_seats_are_offered_by_themselves(full, make, now):
    workshop, seated, line = full(state="registration_closed")
    undecided = make.registration(workshop, status="submitted")
    seated[0].delete()
    assert (actions.offer_seats(now=now), statuses(line)) == (0, ["waitlisted"] * 2)
    undecided.delete()
    assert (actions.offer_seats(now=now), statuses(line)) == (1, ["offered", "waitlisted"])


def test_whom_a_quota_holds_back_is_passed_over(full, make, actor, now):
    theirs, others = make.institution("A"), make.institution("B")
    workshop, seated, line = full(seats=3, waiting=3, institutions=[theirs, others, others])
    Quota.objects.create(workshop=workshop, institution=theirs, seats=1)
    Registration.objects.filter(pk=seated[0].pk).update(institution=theirs)
    actions.withdraw(registration=seated[1], by=actor, now=now)
    assert statuses(line) == ["waitlisted", "offered", "waitlisted"]


def test_kept_seat_goes_to_its_institution_alone(full, make, actor, now):
    theirs = make.institution("A")
    workshop, seated, line = full(seats=3, waiting=3, institutions=[None, None, theirs])
    Quota.objects.create(workshop=workshop, institution=theirs, seats=1)
    Registration.objects.filter(pk=seated[0].pk).update(institution=theirs)
    actions.withdraw(registration=seated[0], by=actor, now=now)
    assert statuses(line) == ["waitlisted", "waitlisted", "offered"]


@both
@pytest.mark.parametrize("end", [release_quota, remove_quota])
def test_quota_ended_gives_its_seats_to_those_who_wait(full, make, actor, now, admission, end):
    workshop, seated, line = full(seats=3, waiting=3, admission=admission)
    quota = Quota.objects.create(workshop=workshop, institution=make.institution("A"), seats=2)
    for row in seated[1:]:
        row.delete()
    assert (actions.offer_seats(now=now), statuses(line)) == (0, ["waitlisted"] * 3)
    end(quota=quota, by=actor, now=now)
    assert statuses(line) == ["offered", "offered", "waitlisted"]


def test_quota_lowered_gives_its_seats_to_those_who_wait(full, make, actor, now):
    theirs = make.institution("A")
    workshop, seated, line = full(seats=3, waiting=3)
    set_quota(workshop=workshop, institution=theirs, seats=2, by=actor, now=now)
    for row in seated[1:]:
        row.delete()
    set_quota(workshop=workshop, institution=theirs, seats=1, by=actor, now=now)
    assert statuses(line) == ["offered", "waitlisted", "waitlisted"]


@both
def test_institution_put_right_opens_its_kept_seat(full, make, actor, now, admission):
    theirs = make.institution("A")
    workshop, seated, line = full(seats=2, waiting=1, admission=admission)
    Quota.objects.create(workshop=workshop, institution=theirs, seats=1)
    seated[0].delete()
    actions.correct(registration=line[0], data={"institution": theirs}, by=actor, now=now)
    assert statuses(line) == ["offered" if admission == "first_come" else "waitlisted"]


def plan(workshop, actor, now, **values):
    values = {"start": workshop.start, "end": workshop.end, "capacity": workshop.capacity} | values
    rule = terms_of(workshop.certificate_rule)
    return edit_workshop(workshop=workshop, values=values, topics=[], rule=rule, by=actor, now=now)


@both
@pytest.mark.parametrize(("capacity", "offered"), [(3, 1), (4, 2), (None, 3)])
def test_raised_capacity_is_offered_at_once(full, actor, now, admission, capacity, offered):
    workshop, _seated, line = full(waiting=3, admission=admission)
    plan(workshop, actor, now, capacity=capacity)
    assert statuses(line) == ["offered"] * offered + ["waitlisted"] * (3 - offered)


def test_capacity_is_never_lower_than_the_seats_taken(full, actor, now):
    workshop, seated, _line = full(seats=3)
    Registration.objects.filter(pk=seated[0].pk).update(status="offered")
    Registration.objects.filter(pk=seated[1].pk).update(status="declined")
    plan(workshop, actor, now, capacity=2)
    with pytest.raises(PlanRefused) as refused:
        plan(workshop, actor, now, capacity=1)
    workshop.refresh_from_db()
    assert (refused.value.code, workshop.capacity) == ("seats_taken", 2)


def test_workshop_overbooked_by_an_import_keeps_its_plan_open(full, make, actor, now):
    workshop, _seated, _line = full(seats=2)
    make.registration(workshop)
    plan(workshop, actor, now, city="Fès")
    workshop.refresh_from_db()
    assert (workshop.city, workshop.capacity) == ("Fès", 2)


@both
@pytest.mark.parametrize(("released", "expected"), [(True, ["offered", "waitlisted"]), (False, ["submitted", "waitlisted"])])
def test_seat_a_nominee_gives_up_goes_to_the_first_substitute(full, make, actor, now, admission, released, expected):
    """Without a quota in force nothing else keeps it; with one it stays kept until the office calls the substitute."""
    workshop, seated, line = full(admission=admission)
    asked = make.invitation(workshop, quota=1)
    Quota.objects.update(released_at=now if released else None)
    Registration.objects.filter(pk=seated[0].pk).update(institution=asked.institution)
    Nomination.objects.create(invitation=asked, registration=seated[0], role="nominee", rank=1, named_at=now)
    substitute = make.nomination(asked, role="substitute", rank=2, status="submitted")
    make.nomination(asked, role="substitute", rank=3, status="submitted")
    actions.withdraw(registration=seated[0], by=actor, now=now)
    substitute.refresh_from_db()
    assert statuses([substitute.registration, line[0]]) == expected
    assert substitute.role == ("nominee" if released else "substitute")


def test_offers_end_with_the_beginning_of_a_workshop_moved_forward(full, actor, now):
    workshop, seated, line = full()
    actions.withdraw(registration=seated[0], by=actor, now=now)
    days = {"start": date(2026, 3, 3), "end": date(2026, 3, 4)}
    values = {**days, "registration_closes_at": None}
    # Rabat keeps UTC in Ramadan
    edit_workshop(workshop=workshop, values=values, topics=[], rule=terms_of(workshop.certificate_rule), by=actor, now=now)
    assert Registration.objects.get(pk=line[0].pk).offered_until == datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
