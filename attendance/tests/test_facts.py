from datetime import time
from fractions import Fraction

from attendance.queries import marks, plan_of, plans
from attendance.rules import share
from participants.models import Registration
from workshops.models import Session, Workshop


def test_a_plan_leaves_breaks_and_registers_of_breaks_out(make):
    workshop = make.workshop()
    morning = make.register(workshop)
    Session.objects.create(workshop=workshop, register=morning, key="B", kind="break", start=time(12), end=time(12, 30))
    make.register(workshop, "DINNER", start=time(19), end=time(21), kind="break")
    plan = plan_of(workshop)
    assert plan.registers == (morning.pk,)
    assert plan.minutes == 180


def test_a_workshop_without_sessions_has_an_empty_plan(make):
    assert plan_of(make.workshop()).registers == ()


def test_marks_are_the_current_ones_and_a_cleared_one_is_none(make):
    workshop = make.workshop()
    registers = [make.register(workshop, code) for code in ("A", "B")]
    person = make.registration(workshop)
    first = make.mark(person, registers[0], "absent", superseded_by=None)
    make.mark(person, registers[1], "cleared")
    assert marks([person])[person.pk] == {registers[0].pk: "absent"}
    first.superseded_by = first  # out of the way of the constraint until its successor exists
    first.save()
    make.mark(person, registers[0], "late")
    assert marks([person])[person.pk] == {registers[0].pk: "late"}
    assert share(plan_of(workshop), marks([person])[person.pk]) == Fraction(1, 1)


def test_plans_and_marks_need_one_query_each_for_one_and_three(make, django_assert_num_queries):
    for code in "ABC":
        workshop = make.workshop(code)
        make.mark(make.registration(workshop), make.register(workshop))
    for codes in ("A", "ABC"):
        with django_assert_num_queries(1):
            assert len(plans(Workshop.objects.filter(code__in=list(codes)))) == len(codes)
        with django_assert_num_queries(1):
            assert len(marks(Registration.objects.filter(workshop__code__in=list(codes)))) == len(codes)
