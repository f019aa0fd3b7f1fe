import pytest
from django.db import IntegrityError, transaction

from attendance.models import RegisterValidation


@pytest.fixture
def register(make):
    return make.register(make.workshop())


def broken(constraint, save, columns="\0"):
    """Whether `save` breaks `constraint`; SQLite names the `columns` of a unique index instead of the index."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        save()
    return constraint in str(error.value) or columns in str(error.value)


def test_one_mark_is_in_force_per_person_and_register(make, register):
    person = make.registration(register.workshop)
    make.mark(person, register)
    columns = "attendancerecord.register_id, attendance_attendancerecord.registration_id"
    assert broken("attendancerecord_one_current", lambda: make.mark(person, register, "absent"), columns)


def test_a_mark_has_a_known_state(make, register):
    person = make.registration(register.workshop)
    assert broken("attendancerecord_state_known", lambda: make.mark(person, register, "asleep"))


def test_a_mark_supersedes_one_mark_only(make, register):
    first, second, third = (make.registration(register.workshop) for _number in range(3))
    newest = make.mark(first, register)
    make.mark(second, register, superseded_by=newest)
    assert broken("superseded_by", lambda: make.mark(third, register, superseded_by=newest))


def test_a_validation_has_a_known_state(make, register, now):
    save = RegisterValidation(register=register, state="half", at=now).save
    assert broken("registervalidation_state_known", save)
