"""The sequence under real threads: contiguous whatever fails in between."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from certificates.actions.numbers import take_number
from certificates.models import NumberSequence

THREADS, EACH = 8, 10


class Undone(Exception):
    """A transaction that fails after it took its number."""


def take_many(office, thread):
    """Numbers of ten transactions that commit; before every third one, one that is rolled back."""
    kept = []
    try:
        for turn in range(EACH):
            if turn % 3 == thread % 3:
                _undone(office)
            with transaction.atomic():
                kept.append(take_number(office=office, year=2026))
    finally:
        connection.close()
    return kept


def _undone(office):
    try:
        with transaction.atomic():
            take_number(office=office, year=2026)
            raise Undone
    except Undone:
        pass


def contiguous(office):
    with ThreadPoolExecutor(THREADS) as pool:
        numbers = [number for kept in pool.map(lambda thread: take_many(office, thread), range(THREADS)) for number in kept]
    assert sorted(numbers) == list(range(1, THREADS * EACH + 1))
    assert NumberSequence.objects.get().last == THREADS * EACH


@pytest.mark.django_db(transaction=True)
def test_numbers_are_contiguous_under_threads(make):
    contiguous(make.office())


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_numbers_are_contiguous_under_threads_on_postgresql(make):
    assert connection.vendor == "postgresql"
    contiguous(make.office())


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_control_without_the_lock_numbers_collide(make, monkeypatch):
    """Switched off, the lock is missed: the test above can fail."""
    assert connection.vendor == "postgresql"
    monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", lambda rows, **_options: rows)
    with pytest.raises(AssertionError):
        contiguous(make.office())
