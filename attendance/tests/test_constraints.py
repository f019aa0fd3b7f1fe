import pytest
from django.db import IntegrityError, transaction

from attendance.models import RegisterValidation, ScanReview


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


def test_a_nonce_comes_once(make, register):
    scan = make.door_scan(register)
    assert broken("scan_nonce_once", lambda: make.door_scan(register, nonce=scan.nonce), "attendance_scan.nonce")


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("scan_kind_known", {"kind": "dance"}),
        ("scan_refused_with_a_known_reason", {"outcome": "recorded"}),
        ("scan_refused_with_a_known_reason", {"outcome": "kept", "reason": ""}),
        ("scan_refused_with_a_known_reason", {"outcome": "refused", "reason": "rain"}),
        ("scan_refused_with_a_known_reason", {"outcome": "lost", "reason": ""}),
        ("scan_sent_by_one", {"link": None}),
    ],
)
def test_a_scan_says_what_it_is(make, register, constraint, fields):
    assert broken(constraint, lambda: make.door_scan(register, **fields))


def test_a_scan_comes_from_a_person_or_by_a_link(make, register):
    link = make.device_link(register)
    assert broken("scan_sent_by_one", lambda: make.door_scan(register, link=link, by=link.made_by))


def test_a_link_ends_after_it_was_made_and_has_a_label(make, register, now):
    assert broken("devicelink_ends_after_made", lambda: make.device_link(register, expires_at=now))
    assert broken("devicelink_has_a_label", lambda: make.device_link(register, label=""))


def test_a_review_has_a_known_verdict_and_a_reason(make, register, now):
    scan = make.door_scan(register)
    values = {"scan": scan, "by": scan.link.made_by, "at": now, "verdict": "accepted", "reason": "Seen"}
    for name, change in {"scanreview_verdict_known": {"verdict": "maybe"}, "scanreview_has_a_reason": {"reason": ""}}.items():
        assert broken(name, ScanReview(**values | change).save)


def test_papers_are_of_a_known_kind_and_ready_with_a_file(make):
    workshop = make.workshop()
    assert broken("printbatch_kind_known", lambda: make.print_batch(workshop, kind="poster"))
    assert broken("printbatch_ready_has_a_file", lambda: make.print_batch(workshop, file=""))
    assert broken("printbatch_ready_has_a_file", lambda: make.print_batch(workshop, state="failed"))
