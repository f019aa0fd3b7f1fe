from datetime import UTC, date, datetime, time

from accounts.models import Role
from reports.queries import open_work, seat_counts, situations
from workshops.models import Workshop

AFTER = datetime(2026, 4, 20, 9, tzinfo=UTC)


def held(make, office, code):
    """A held workshop of two registers; one of two persons attended both."""
    workshop = make.workshop(code, office=office, state=Workshop.State.HELD, shares={make.donor(): "1"})
    registers = [make.register(workshop), make.register(workshop, "D1-PM", start=time(14), end=time(16))]
    present, away = make.registration(workshop), make.registration(workshop, sex="M")
    for register in registers:
        make.mark(present, register)
        make.mark(away, register, "absent")
    make.validate(registers[0])
    return workshop


def test_situations_count_what_waits(make, office):
    workshop = held(make, office, "A")
    make.registration(workshop, status="submitted")
    situation = situations([workshop], AFTER)[workshop.pk]
    assert (situation.registers, situation.registers_past, situation.registers_validated) == (2, 2, 1)
    assert (situation.eligible, situation.certificates, situation.to_decide, situation.seats_taken) == (1, 0, 1, 2)
    assert situation.has_sessions
    assert situation.shares_complete
    assert situation.today == date(2026, 4, 20)


def test_situations_need_the_same_queries_for_one_and_three(make, office, django_assert_num_queries):
    workshops = [held(make, office, code) for code in "ABC"]
    for some in (workshops[:1], workshops):
        fresh = list(Workshop.objects.filter(pk__in=[w.pk for w in some]).select_related("certificate_rule"))
        with django_assert_num_queries(9):
            situations(fresh, AFTER)


def filling(make, office, code):
    """A workshop to come: a substitute's turn, an institution that owes names, a seat free for who waits, a proposal."""
    workshop = make.workshop(code, office=office, capacity=4)
    invitation = make.invitation(workshop, quota=1, first_named_at=AFTER)
    make.nomination(invitation, status="withdrawn")
    make.nomination(invitation, role="substitute")
    make.invitation(workshop, deadline=date(2026, 4, 2))
    make.registration(workshop, status="waitlisted", rank=3)
    make.registration(workshop, institution_proposal="A bureau")
    return workshop


def test_situations_count_what_fills_the_room(make, office, django_assert_num_queries):
    workshops = [filling(make, office, code) for code in "ABC"]
    for some in (workshops[:1], workshops):
        fresh = list(Workshop.objects.filter(pk__in=[w.pk for w in some]).select_related("certificate_rule"))
        with django_assert_num_queries(11):
            found = situations(fresh, AFTER)
    for situation in found.values():
        assert (situation.to_decide, situation.to_call, situation.to_offer, situation.proposed) == (0, 1, 1, 1)
        assert situation.silent == (date(2026, 4, 2),)


def test_a_free_seat_kept_for_an_institution_is_offered_to_nobody_else(make, office):
    workshop = make.workshop("A", office=office, capacity=1)
    make.invitation(workshop, quota=1)
    make.registration(workshop, status="waitlisted", rank=1)
    assert situations([workshop], AFTER)[workshop.pk].to_offer == 0


def test_seat_counts_are_zero_without_registrations(make, office):
    workshop = make.workshop(office=office)
    assert seat_counts([workshop])[workshop.pk]["taken"] == 0


def test_open_work_keeps_a_long_closed_workshop_without_certificates(make, office, coordinator):
    old = make.workshop("C", office=office, state="closed", start=date(2020, 1, 1), end=date(2020, 1, 1))
    assert list(open_work(coordinator, AFTER)) == [old]


def test_open_work_leaves_out_what_is_over_or_not_mine(make, office, coordinator):
    mine = make.workshop("A", office=office, state="published")
    make.workshop("B", office=office, state="cancelled")
    certified = make.workshop("C", office=office, state="closed", start=date(2020, 1, 1), end=date(2020, 1, 1))
    make.certificate(make.registration(certified))
    make.workshop("D")
    assert list(open_work(coordinator, AFTER)) == [mine]
    assert list(open_work(make.user(role=Role.ME_OFFICER, office=office), AFTER)) == []
