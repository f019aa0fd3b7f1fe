"""Two lists are entered at the same moment: their people get seats and numbers once, on both databases."""

import threading

import pytest
from django.db import IntegrityError

from accounts.history import Actor
from participants.actions.imports import entering
from participants.actions.imports.comparing import compare
from participants.actions.imports.entering import enter
from participants.actions.imports.receiving import receive
from participants.actions.imports.refusing import ImportRefused
from participants.models import ImportBatch, Registration
from participants.tests.test_seats_race import at_once, both, need
from workshops.models import Workshop

State = ImportBatch.State


def entries(make, office, now):
    """Two lists of two people each, entered as confirmed into one workshop of three seats."""
    workshop, by = make.workshop(office=office, capacity=3), Actor.of(make.user(office=office))
    lists = [[["Name"], ["Amal ALAMI"], ["Badr BERRADA"]], [["Name"], ["Chama CHERKAOUI"], ["Driss DAOUDI"]]]
    return [_task(workshop, rows, by, now) for rows in lists]


def _task(workshop, rows, by, now):
    batch = receive(workshop=workshop, rows=iter(rows), name="list", digest="0" * 64, by=by, now=now)
    ImportBatch.objects.filter(pk=batch.pk).update(state=State.READING, status="confirmed")
    compare(pk=batch.pk)
    ImportBatch.objects.filter(pk=batch.pk).update(state=State.APPLYING)
    return lambda: enter(batch=batch, by=by, now=now)


@both
@pytest.mark.django_db(transaction=True)
def test_of_two_lists_at_once_the_second_finds_the_seats_taken(make, office, now, database):
    need(database)
    errors = at_once(entries(make, office, now))
    assert [(type(error), error.code) for error in errors] == [(ImportRefused, "full")]
    assert sorted(Registration.objects.values_list("position", "status")) == [(1, "confirmed"), (2, "confirmed")]


@both
@pytest.mark.django_db(transaction=True)
def test_one_list_entered_twice_at_once_is_entered_once(make, office, now, database):
    need(database)
    [task, _other] = entries(make, office, now)
    assert at_once([task, task]) == []
    assert Registration.objects.count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_lists_take_the_same_numbers(make, office, now, monkeypatch):
    """The control: both count before either has written; the database's own constraint is all that is left."""
    need("postgres")
    counted, start = threading.Barrier(2), entering._Entry.__init__

    def start_together(self, *args):
        start(self, *args)
        counted.wait(30)

    monkeypatch.setattr(entering.places, "lock_workshop", lambda pk: Workshop.objects.select_related("office").get(pk=pk))
    monkeypatch.setattr(entering._Entry, "__init__", start_together)
    assert [type(error) for error in at_once(entries(make, office, now))] == [IntegrityError]
