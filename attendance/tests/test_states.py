from datetime import UTC, date, datetime

import pytest

from accounts.history import Actor, entries_for
from attendance import actions

DAY = datetime(2026, 4, 14, 18, 0, tzinfo=UTC)


@pytest.fixture
def by(coordinator):
    return Actor.of(coordinator)


@pytest.fixture
def register(make, office):
    return make.register(make.workshop(office=office))


def refused(action, **arguments):
    """The exception with which `action` refuses."""
    with pytest.raises((actions.RegisterRefused, actions.TransitionRefused)) as caught:
        action(now=DAY, **arguments)
    return caught.value


def test_validate_register_locks_it(make, register, by):
    make.mark(make.registration(register.workshop), register)
    validation = actions.validate_register(register=register, by=by, now=DAY)
    assert (validation.state, validation.source, validation.by, validation.at) == ("validated", "person", by.user, DAY)
    assert [entry.verb for entry in entries_for(register)] == ["validate_register"]


def test_validate_register_refuses_while_somebody_is_not_recorded(make, register, by):
    make.mark(make.registration(register.workshop), register)
    make.mark(make.registration(register.workshop), register, "cleared")
    make.registration(register.workshop)
    make.registration(register.workshop, status="declined")
    error = refused(actions.validate_register, register=register, by=by)
    assert (error.code, error.count) == ("unmarked", 2)


def test_validate_register_refuses_a_second_time(make, register, by):
    make.validate(register)
    assert refused(actions.validate_register, register=register, by=by).code == "already"


@pytest.mark.parametrize(("state", "code"), [("draft", "too_early"), ("cancelled", "not_running"), ("closed", "closed")])
def test_validate_register_refuses_a_workshop_that_does_not_run(register, by, state, code):
    set_state(register.workshop, state)
    assert refused(actions.validate_register, register=register, by=by).code == code


def test_validate_register_refuses_before_its_day(make, office, by):
    register = make.register(make.workshop(office=office), day=date(2026, 4, 15))
    assert refused(actions.validate_register, register=register, by=by).code == "too_early"


def test_reopen_register_keeps_its_reason_and_unlocks(make, register, by):
    person = make.registration(register.workshop)
    make.validate(register)
    validation = actions.reopen_register(register=register, reason="Sheet misread", by=by, now=DAY)
    assert (validation.state, validation.reason) == ("reopened", "Sheet misread")
    assert entries_for(register)[0].reason == "Sheet misread"
    assert len(actions.record(register=register, marks={person.pk: "present"}, by=by, now=DAY)) == 1


def test_reopen_register_refuses(make, register, by):
    assert refused(actions.reopen_register, register=register, reason=" ", by=by).code == "needs_reason"
    assert refused(actions.reopen_register, register=register, reason="x", by=by).code == "not_validated"
    make.validate(register)
    set_state(register.workshop, "closed")
    assert refused(actions.reopen_register, register=register, reason="x", by=by).code == "closed"


def test_hold_from_the_last_day_on(make, office, by):
    workshop = make.workshop(office=office)
    assert actions.hold(workshop=workshop, by=by, now=DAY).state == "held"
    assert [entry.verb for entry in entries_for(workshop)] == ["hold"]


def test_hold_refuses_before_the_last_day(make, office, by):
    workshop = make.workshop(office=office, end=date(2026, 4, 15))
    assert refused(actions.hold, workshop=workshop, by=by).code == "too_early"


def test_close_names_the_registers_that_are_open(make, register, by):
    second = make.register(register.workshop, "D1-PM")
    make.register(register.workshop, "D1-LUNCH", kind="break")
    make.validate(register)
    set_state(register.workshop, "held")
    error = refused(actions.close, workshop=register.workshop, by=by)
    assert (error.code, error.registers) == ("registers_open", (second,))
    make.validate(second)
    assert actions.close(workshop=register.workshop, by=by, now=DAY).state == "closed"


def test_close_refuses_a_register_that_was_reopened(make, register, by):
    make.validate(register)
    set_state(register.workshop, "held")
    actions.reopen_register(register=register, reason="Sheet misread", by=by, now=DAY)
    assert refused(actions.close, workshop=register.workshop, by=by).code == "registers_open"


def test_reopen_takes_a_closed_workshop_back_to_held(make, office, by):
    workshop = make.workshop(office=office, state="closed")
    assert refused(actions.reopen, workshop=workshop, reason="", by=by).code == "needs_reason"
    reopened = actions.reopen(workshop=workshop, reason="A sheet was found", by=by, now=DAY)
    assert (reopened.state, reopened.state_reason) == ("held", "A sheet was found")


@pytest.mark.parametrize(("action", "state"), [("hold", "draft"), ("hold", "held"), ("close", "published"), ("reopen", "held")])
def test_transitions_the_table_does_not_allow_are_refused(make, office, by, action, state):
    workshop = make.workshop(office=office, state=state)
    extra = {"reason": "x"} if action == "reopen" else {}
    assert refused(getattr(actions, action), workshop=workshop, by=by, **extra).code == "not_allowed"


def set_state(workshop, state):
    workshop.state = state
    workshop.save()
