import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from accounts.history import Actor, entries_for
from mailing.actions import (
    LetterRefused,
    batch_of,
    cancel_batch,
    cancel_letter,
    hold_batch,
    hold_letter,
    queue_letter,
    release_batch,
    release_letter,
    reset_wording,
    retry_all,
    send_letters,
    set_wording,
    time_batch,
    time_letter,
)
from mailing.models import Letter, LetterBatch, LetterTemplate


@pytest.fixture(autouse=True)
def transport(settings):
    settings.MAIL_TRANSPORT = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}


@pytest.fixture
def actor(coordinator):
    return Actor.of(coordinator)


@pytest.fixture
def queue(office, now):
    def one(**values):
        given = {"kind": "test", "to": "a@example.org", "language": "en", "subject": "S", "text": "T", "about": office}
        return queue_letter(**{"office": office, "now": now} | given | values)

    return one


def test_letter_held_back_leaves_when_it_is_released(queue, actor, now):
    letter = queue()
    hold_letter(letter=letter, by=actor, now=now)
    assert send_letters(now=now + timedelta(days=9)) == 0
    release_letter(letter=letter, by=actor, now=now)
    assert send_letters(now=now) == 1
    assert [entry.verb for entry in entries_for(letter)] == ["release_letter", "hold_letter"]


def test_letter_held_back_can_be_cancelled_and_given_a_time(queue, actor, now):
    letter = queue(held=True)
    time_letter(letter=letter, send_at=now + timedelta(hours=1), by=actor, now=now)
    assert (letter.state, letter.send_at) == ("held", now + timedelta(hours=1))
    cancel_letter(letter=letter, by=actor, now=now)
    assert letter.state == "cancelled"


@pytest.mark.parametrize("state", ["sending", "sent", "cancelled", "failed"])
@pytest.mark.parametrize("act", [hold_letter, release_letter, time_letter])
def test_letter_that_does_not_wait_is_neither_held_nor_timed(queue, actor, now, state, act):
    letter = queue()
    Letter.objects.update(state=state, sent_at=now)
    more = {"send_at": now} if act is time_letter else {}
    with pytest.raises(LetterRefused) as refusal:
        act(letter=letter, by=actor, now=now, **more)
    assert refusal.value.code == state
    assert list(entries_for(letter)) == []


def test_retrying_all_takes_the_failed_ones_alone(queue, actor, now):
    failed, cancelled = queue(), queue()
    Letter.objects.filter(pk=failed.pk).update(state="failed")
    Letter.objects.filter(pk=cancelled.pk).update(state="cancelled")
    assert retry_all(letters=Letter.objects.all(), by=actor, now=now) == 1
    assert list(Letter.objects.order_by("pk").values_list("state", flat=True)) == ["queued", "cancelled"]


def test_batch_is_held_released_timed_and_cancelled_as_a_whole(queue, office, actor, now):
    batch, _new = batch_of(office=office, nonce=uuid4(), about=office, by=actor, now=now)
    for state in ("queued", "queued", "sent"):
        Letter.objects.filter(pk=queue(batch=batch).pk).update(state=state, sent_at=now)
    other = queue()
    assert hold_batch(batch=batch, by=actor, now=now) == 2
    assert time_batch(batch=batch, send_at=now, by=actor, now=now) == 2
    assert release_batch(batch=batch, by=actor, now=now) == 2
    assert cancel_batch(batch=batch, by=actor, now=now) == 2
    assert hold_batch(batch=batch, by=actor, now=now) == 0
    assert list(batch.letters.order_by("pk").values_list("state", flat=True)) == ["cancelled", "cancelled", "sent"]
    other.refresh_from_db()
    assert other.state == "queued"
    assert [entry.verb for entry in entries_for(batch)] == ["cancel", "release_letter", "time_letter", "hold_letter"]


def test_form_sent_twice_is_one_batch(office, actor, now):
    nonce = uuid4()
    first, second = (batch_of(office=office, nonce=nonce, about=office, by=actor, now=now) for _ in range(2))
    assert (first[0], first[1], second[1]) == (second[0], True, False)
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterBatch.objects.create(office=office, nonce=nonce, created_at=now)


def test_what_is_written_once_is_queued_once(queue):
    assert queue(once="reminder:1") is not None
    assert queue(once="reminder:1") is None
    assert (queue(once=None) and queue(once=None)) is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(once=None).update(once="reminder:1")


@pytest.mark.parametrize("database", ["any", pytest.param("postgres", marks=pytest.mark.postgres)])
@pytest.mark.parametrize(("once", "written"), [("reminder:1", 1), (None, 6)])
@pytest.mark.django_db(transaction=True)
def test_once_holds_against_six_writers_at_once(make, now, database, once, written):
    """With its control: without a name there are as many letters as writers."""
    if database == "postgres" and connection.vendor != "postgresql":
        pytest.skip("the run is on SQLite")
    office, start = make.office(), threading.Barrier(6)
    errors = []

    def one():
        try:
            start.wait(10)
            with transaction.atomic():
                queue_letter(
                    office=office,
                    kind="test",
                    to="a@x.org",
                    language="en",
                    subject="S",
                    text="T",
                    about=office,
                    now=now,
                    once=once,
                )
        except Exception as error:  # shown by the assertion below
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join(30) for thread in threads]
    assert (errors, Letter.objects.count()) == ([], written)


def test_wording_is_kept_with_its_history_and_set_back(office, actor, now):
    texts = {"office": office, "kind": "registration_prove", "language": "fr", "by": actor, "now": now}
    row = set_wording(**texts, subject="A", text="B {link}")
    set_wording(**texts, subject="A", text="B {link}")
    assert reset_wording(**texts) == row
    assert [entry.verb for entry in entries_for(row)] == ["wording_reset", "wording_changed"]
    row.refresh_from_db()
    assert (row.subject, row.text) == ("", "")


@pytest.mark.parametrize("values", [{"text": "T"}, {"subject": "S"}, {"language": "de"}])
def test_half_a_wording_is_refused_by_the_database(office, now, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterTemplate.objects.create(**{"office": office, "kind": "k", "language": "fr", "changed_at": now} | values)


def test_wording_twice_is_refused_by_the_database(office, now):
    LetterTemplate.objects.create(office=office, kind="k", language="fr", changed_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterTemplate.objects.create(office=office, kind="k", language="fr", changed_at=now)


def test_answers_go_to_the_office(queue, office, now):
    office.email = "office@example.org"
    office.save()
    queue()
    queue(office=None)
    send_letters(now=now)
    assert [message.reply_to for message in mail.outbox] == [["office@example.org"], []]
