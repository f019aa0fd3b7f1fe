"""Taking a list back, what a dead worker leaves, what is erased."""

from datetime import timedelta

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.models import HistoryEntry
from participants import letters
from participants.actions.imports.ordering import map_columns
from participants.actions.imports.receiving import discard
from participants.actions.imports.refusing import ImportRefused
from participants.actions.imports.undoing import undo
from participants.actions.registrations import correct, withdraw
from participants.jobs import erase_lists, requeue_lists
from participants.models import ImportBatch, ImportRow, Participant, Registration
from participants.queue import LEASE, WORKERS
from participants.tasks import compare_list, enter_list

TWO = "Name,E-mail\nAmina ALAMI,a@example.org\nKarim TAZI,\n"


def test_undoing_removes_what_the_list_added_and_nothing_else(make, office, listed, bring, actor, now):
    known = make.registration(make.workshop(office=office), given_name="Amina", family_name="ALAMI", email="a@example.org")
    batch = bring(listed, TWO, "confirmed")
    assert undo(batch=batch, by=actor, now=now) == 2
    assert list(Registration.objects.all()) == [known]
    assert list(Participant.objects.all()) == [known.participant]
    assert list(HistoryEntry.objects.filter(verb="import_undone").values_list("values__after", flat=True)) == [
        {"list": batch.pk, "people": 2}
    ]
    with pytest.raises(ImportRefused, match="busy"):
        undo(batch=batch, by=actor, now=now)
    assert list(bring(listed, TWO).rows.order_by("number").values_list("verdict", flat=True)) == ["known", "new"]


def _withdrawn(registration, make, actor, now):
    withdraw(registration=registration, by=actor, now=now)


def _corrected(registration, make, actor, now):
    correct(registration=registration, data={"function": "Head"}, by=actor, now=now)


def _written_to(registration, make, actor, now):
    letters.write(registration=registration, kind="confirmed", now=now)


def _marked(registration, make, actor, now):
    make.mark(registration, make.register(registration.workshop))


def _scored(registration, make, actor, now):
    registration.scores.create(test="pre", points=1)


@pytest.mark.parametrize(
    ("happens", "code"),
    [(_withdrawn, "changed"), (_corrected, "changed"), (_written_to, "told"), (_marked, "recorded"), (_scored, "recorded")],
)
def test_undoing_is_refused_while_something_hangs_on_somebody(make, listed, bring, actor, now, happens, code):
    batch = bring(listed, TWO, "confirmed")
    happens(Registration.objects.get(workshop=listed, family_name="ALAMI"), make, actor, now)
    with pytest.raises(ImportRefused, match=code):
        undo(batch=batch, by=actor, now=now)
    assert Registration.objects.count() == 2


def test_a_list_is_dropped_before_it_is_entered_not_after(listed, bring):
    discard(batch=bring(listed, TWO))
    assert ImportRow.objects.count() == 0
    with pytest.raises(ImportRefused, match="busy"):
        discard(batch=bring(listed, TWO, "submitted"))


def test_entering_twice_enters_once(listed, bring):
    batch = bring(listed, TWO, "submitted")
    enter_list.func(batch.pk)
    compare_list.func(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, Registration.objects.count()) == ("applied", 2)


def test_a_job_of_a_dead_worker_is_queued_again_and_given_up_after_three(listed, bring, now):
    batch = bring(listed, TWO)
    DBTaskResult.objects.all().delete()
    map_columns(batch=batch, mapping=batch.mapping)
    job = DBTaskResult.objects.get()
    for workers in range(1, WORKERS + 1):
        running = {"status": TaskResultStatus.RUNNING, "started_at": now, "worker_ids": ["w"] * workers}
        DBTaskResult.objects.filter(pk=job.pk).update(**running)
        assert requeue_lists(now=now + LEASE) == 0
        requeue_lists(now=now + 2 * LEASE)
        batch.refresh_from_db()
        job.refresh_from_db()
        state = ("READY", "reading") if workers < WORKERS else ("FAILED", "failed")
        assert (job.status, batch.state) == state
    assert requeue_lists(now=now + 2 * LEASE) == 0


def test_a_worker_killed_half_way_leaves_what_is_done_and_the_next_ends_the_same(listed, bring, monkeypatch):
    monkeypatch.setattr("participants.actions.imports.comparing.CHUNK", 1)
    batch = bring(listed, "Name,E-mail\nAmina ALAMI,a@example.org\nKarim TAZI,a@example.org\n")
    before = list(batch.rows.order_by("number").values_list("verdict", "reasons"))
    batch.rows.filter(number=2).update(verdict="", reasons=[])
    ImportBatch.objects.filter(pk=batch.pk).update(state="reading", done=1)
    compare_list.func(batch.pk)
    assert list(batch.rows.order_by("number").values_list("verdict", "reasons")) == before


def test_cells_are_erased_after_thirty_days_and_the_list_is_still_known(listed, bring, now):
    entered, waiting = bring(listed, TWO, "submitted"), bring(listed, "Name\nOthmane CHRAIBI\n")
    assert erase_lists(now=now + timedelta(days=30)) == 0
    assert erase_lists(now=now + timedelta(days=31)) == 2
    assert erase_lists(now=now + timedelta(days=31)) == 0
    assert not ImportBatch.objects.filter(pk=waiting.pk).exists()
    assert set(map(tuple, entered.rows.values_list("cells", flat=True))) == {()}
    again = bring(listed, TWO)
    assert list(again.rows.order_by("number").values_list("verdict", "already_registered", "decision")) == [
        ("known", True, "skip"),
        ("review", True, "skip"),
    ]
