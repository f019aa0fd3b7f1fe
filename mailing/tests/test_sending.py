import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from mailing.actions import queue_letter, send_letters
from mailing.actions.sending import ATTEMPTS, STUCK_AFTER, _claim
from mailing.models import Letter

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def transport(settings):
    def use(backend, **options):
        settings.MAIL_TRANSPORT = {"EMAIL_BACKEND": backend, **options}

    use(LOCMEM)
    return use


def queue(office, now, **values):
    values = {
        "office": office,
        "kind": "test",
        "to": "amina@example.org",
        "language": "fr",
        "subject": "Bonjour",
        "text": "Texte\n",
        "about": office,
        "now": now,
    } | values
    return queue_letter(**values)


def test_sweep_sends_and_marks(office, now):
    letter = queue(office, now)
    assert send_letters(now=now) == 1
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.error) == ("sent", 1, "")
    assert letter.sent_at >= now
    [message] = mail.outbox
    assert message.extra_headers["Message-ID"] == letter.message_id
    assert (message.to, message.subject, message.body) == (["amina@example.org"], "Bonjour", "Texte\n")


def test_sweep_twice_sends_once(office, now):
    queue(office, now)
    assert [send_letters(now=now), send_letters(now=now)] == [1, 0]
    assert len(mail.outbox) == 1


def test_sweep_leaves_a_letter_whose_time_has_not_come(office, now):
    queue(office, now, send_at=now + timedelta(hours=1))
    assert send_letters(now=now) == 0
    assert send_letters(now=now + timedelta(hours=1)) == 1


def test_sweep_takes_no_more_than_the_limit(office, now):
    for _ in range(3):
        queue(office, now)
    assert [send_letters(now=now, limit=2), send_letters(now=now, limit=2)] == [2, 1]


def test_subject_of_several_lines_is_one_line(office, now):
    assert queue(office, now, subject="One\nBcc: x@example.org\r\n" + "y" * 400).subject[:25] == "One Bcc: x@example.org yy"
    assert send_letters(now=now) == 1


def test_refused_letter_is_tried_five_times_then_failed(office, now, transport):
    transport("mailing.tests.transports.RefusingBackend")
    letter = queue(office, now)
    waits = []
    for _ in range(ATTEMPTS):
        assert send_letters(now=now) == 0
        letter.refresh_from_db()
        waits.append(round((letter.send_at - now).total_seconds() / 60))
        now = letter.send_at
    assert waits == [1, 5, 25, 125, 125]
    assert (letter.state, letter.attempts) == ("failed", ATTEMPTS)
    assert send_letters(now=now + timedelta(days=9)) == 0


def test_refusal_keeps_no_address(office, now, transport, caplog):
    transport("mailing.tests.transports.RefusingBackend")
    letter = queue(office, now)
    send_letters(now=now)
    letter.refresh_from_db()
    assert letter.error == "SMTPDataError 451"
    assert "amina" not in caplog.text


def test_refused_letter_leaves_with_its_first_message_id(office, now, transport):
    transport("mailing.tests.transports.RefusingBackend")
    letter = queue(office, now)
    send_letters(now=now)
    transport(LOCMEM)
    assert send_letters(now=now + timedelta(minutes=2)) == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == letter.message_id


def test_killed_sender_leaves_an_unclear_letter_that_is_tried_once_more(office, now, transport):
    letter = queue(office, now)
    transport("mailing.tests.transports.KilledBackend")
    with pytest.raises(KeyboardInterrupt):
        send_letters(now=now)
    letter.refresh_from_db()
    assert letter.state == "sending"
    transport(LOCMEM)
    assert send_letters(now=now + STUCK_AFTER - timedelta(minutes=1)) == 0
    assert send_letters(now=now + STUCK_AFTER + timedelta(minutes=1)) == 1
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("sent", 2)
    assert mail.outbox[0].extra_headers["Message-ID"] == letter.message_id


def test_letter_whose_sender_is_killed_twice_is_failed(office, now, transport):
    letter = queue(office, now)
    transport("mailing.tests.transports.KilledBackend")
    for hours in (0, 1):
        with pytest.raises(KeyboardInterrupt):
            send_letters(now=now + timedelta(hours=hours))
    assert send_letters(now=now + timedelta(hours=2)) == 0
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.error) == ("failed", 2, "sender stopped")


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_send_each_letter_once(make, now):
    office = make.office()
    for _ in range(20):
        queue(office, now)
    start = threading.Barrier(2)
    sent, errors = [], []

    def sweep():
        try:
            start.wait(10)
            sent.append(send_letters(now=now))
        except Exception as error:  # shown by the assertion below
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=sweep) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join(60) for thread in threads]
    assert errors == []
    assert sum(sent) == 20
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == len(mail.outbox) == 20


def test_claim_is_refused_to_the_second_sweep(office, now):
    letter = queue(office, now)
    assert _claim(letter.pk, now).pk == letter.pk
    assert _claim(letter.pk, now) is None


def test_files_transport_writes_one_file_per_message_id(office, now, transport, tmp_path):
    transport("mailing.transport.FileBackend", EMAIL_FILE_PATH=str(tmp_path / "outbox"))
    letter = queue(office, now, text="أهلا\n")
    send_letters(now=now)
    Letter.objects.update(state="queued")
    send_letters(now=now)
    [file] = (tmp_path / "outbox").iterdir()
    assert file.name == letter.message_id.strip("<>").partition("@")[0] + ".eml"
    assert f"Message-ID: {letter.message_id}".encode() in file.read_bytes()


def test_letter_of_unknown_state_is_refused_by_the_database(office, now):
    letter = queue(office, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(state="lost")


def test_letter_sent_without_a_time_is_refused_by_the_database(office, now):
    letter = queue(office, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(state="sent")


def test_message_id_twice_is_refused_by_the_database(office, now):
    first, second = queue(office, now), queue(office, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=second.pk).update(message_id=first.message_id)
