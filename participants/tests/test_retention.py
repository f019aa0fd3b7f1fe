from datetime import timedelta

from accounts.models import HistoryEntry
from participants.actions.retention import erase_needs


def needs_of(person):
    person.refresh_from_db()
    return person.dietary, person.accessibility


def test_needs_are_erased_thirty_days_after_the_event(make, office, now):
    day = now.date() - timedelta(days=31)
    workshop = make.workshop(office=office, start=day, end=day)
    person = make.registration(workshop, dietary="no nuts", accessibility="ramp", created_at=now - timedelta(days=60))
    assert erase_needs(now=now) == 1
    assert needs_of(person) == ("", "")
    assert "no nuts" not in str(HistoryEntry.objects.filter(verb="needs_erased").values())
    assert erase_needs(now=now) == 0


def test_needs_are_kept_before_that_and_while_a_file_is_new(make, office, now):
    recent, old = (now.date() - timedelta(days=days) for days in (29, 400))
    early = make.registration(
        make.workshop(office=office, start=recent, end=recent), dietary="no nuts", created_at=now - timedelta(days=60)
    )
    moved_in = make.registration(make.workshop(office=office, start=old, end=old), accessibility="ramp", created_at=now)
    assert erase_needs(now=now) == 0
    assert (needs_of(early), needs_of(moved_in)) == (("no nuts", ""), ("", "ramp"))
