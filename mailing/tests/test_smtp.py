"""Sending to a real mail server on loopback that refuses, hangs, drops the line; and a sender that is killed."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from mailing import transport
from mailing.actions import queue_letter, send_letters
from mailing.actions.sending import STUCK_AFTER, UNREACHED
from mailing.faults import in_words
from mailing.models import Letter
from mailing.tests.smtp_server import BUSY, DROPPING, GOOD, HANGING, MUTE, REFUSING, SmtpServer

#: RIGS=full (bin/test --rigs): how often the sender is killed, and among how many letters
KILLS, LETTERS = (12, 60) if os.environ.get("RIGS") == "full" else (2, 8)


@pytest.fixture
def server(settings, monkeypatch):
    monkeypatch.setattr(transport, "TIMEOUT", 0.3)
    with SmtpServer() as running:
        settings.MAIL_TRANSPORT = running.transport
        yield running


def queue(office, now, count=1, **values):
    given = {"kind": "test", "to": "a@example.org", "language": "ar", "subject": "أهلا", "text": "IOM: أهلا\n", "about": office}
    return [queue_letter(**{"office": office, "now": now} | given | values) for _ in range(count)]


def test_letter_arrives_whole_with_its_headers(server, office, now):
    [letter] = queue(office, now)
    assert send_letters(now=now) == 1
    [(message_id, text)] = server.taken
    assert message_id == letter.message_id
    assert "Content-Language: ar" in text


@pytest.mark.parametrize(
    ("behaviour", "error", "words"),
    [
        (REFUSING, "SMTPRecipientsRefused 550", "The mail server does not accept the recipient's address."),
        (BUSY, "SMTPConnectError 421", "The mail server asked to try again later."),
        (HANGING, "TimeoutError", "The mail server did not answer in time."),
        (DROPPING, "SMTPServerDisconnected", "The mail server broke the connection off."),
        (MUTE, "TimeoutError", "The mail server did not answer in time."),
    ],
)
def test_bad_server_loses_no_letter_and_says_why(server, office, now, behaviour, error, words):
    server.behaviour = behaviour
    [letter] = queue(office, now)
    started = time.monotonic()
    assert send_letters(now=now) == 0
    assert time.monotonic() - started < 3
    letter.refresh_from_db()
    assert (letter.state, letter.error, str(in_words(letter.error))) == ("queued", error, words)
    server.behaviour = GOOD
    assert send_letters(now=now + timedelta(minutes=3)) == 1
    assert server.ids[-1] == letter.message_id
    assert set(server.ids) == {letter.message_id}


@pytest.mark.parametrize("behaviour", [BUSY, HANGING, DROPPING])
def test_server_that_does_not_answer_ends_the_sweep(server, office, now, behaviour):
    server.behaviour = behaviour
    queue(office, now, UNREACHED + 2)
    assert send_letters(now=now) == 0
    assert Counter(Letter.objects.values_list("attempts", flat=True)) == {1: UNREACHED, 0: 2}
    server.behaviour = GOOD
    assert send_letters(now=now) == 2
    assert send_letters(now=now + timedelta(minutes=3)) == UNREACHED


def test_server_that_is_gone_loses_no_letter(settings, office, now):
    with SmtpServer() as gone:
        settings.MAIL_TRANSPORT = gone.transport
    [letter] = queue(office, now)
    for attempt in range(10):
        assert send_letters(now=now + attempt * timedelta(hours=3)) == 0
    letter.refresh_from_db()
    assert (letter.state, letter.error, letter.attempts) == ("queued", "ConnectionRefusedError", 10)


def test_refused_address_stops_no_other_letter(server, office, now):
    server.behaviour = REFUSING
    queue(office, now, UNREACHED + 2)
    assert send_letters(now=now) == 0
    assert set(Letter.objects.values_list("attempts", flat=True)) == {1}


def test_sender_asked_to_stop_finishes_the_letter_in_hand(server, office, now):
    queue(office, now, 3)
    assert send_letters(now=now, stopping=lambda: len(server.taken) == 1) == 1
    assert Counter(Letter.objects.values_list("state", flat=True)) == {"sent": 1, "queued": 2}


def sender(server, tmp_path):
    """A real process that sends what is due in the database of this run."""
    name = connection.settings_dict["NAME"]
    url = os.environ.get("TEST_DATABASE_URL", "")
    code = SENDER.format(name=str(name))
    environment = os.environ | {
        **{"DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(tmp_path), "DATABASE_URL": url, "PRODUCTION": ""},
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
    }
    return subprocess.Popen([sys.executable, "-c", code], cwd=django_settings.BASE_DIR, env=environment)


SENDER = """
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {name!r}
django.setup()
from django.core.management import call_command
call_command("send_letters", pause=0.1)
"""


def wait_until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert condition()


@pytest.mark.rig
@pytest.mark.django_db(transaction=True)
def test_killed_sender_sends_at_most_that_letter_again(make, tmp_path, settings):
    """kill -9 while the server holds a letter it has taken and not yet answered for: the worst moment."""
    queue(make.office(), timezone.now(), LETTERS)
    with SmtpServer() as server:
        for number in range(KILLS):
            kill_in_mid_letter(server, tmp_path, after=LETTERS * (number + 1) // (KILLS + 2))
        settings.MAIL_TRANSPORT = server.transport
        send_letters(now=timezone.now() + STUCK_AFTER + timedelta(minutes=1))
        times = Counter(server.ids)
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
    assert times.keys() == set(Letter.objects.values_list("message_id", flat=True))
    assert sum(times.values()) - LETTERS == KILLS
    assert max(times.values()) == 2


def kill_in_mid_letter(server, tmp_path, *, after):
    """Let a sender work until `after` letters are out, then fall silent on one, and kill it."""
    known, server.mute_from = server.kept_silent, after + 1  # the server's own count: a sender is faster than who watches it
    process = sender(server, tmp_path)
    try:
        wait_until(lambda: server.kept_silent > known)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        server.mute_from = None


@pytest.mark.rig
@pytest.mark.django_db(transaction=True)
def test_letter_leaves_within_seconds_and_a_sender_asked_to_stop_ends_well(make, tmp_path):
    with SmtpServer() as server:
        process = sender(server, tmp_path)
        try:
            queue(make.office(), timezone.now())
            wait_until(lambda: Letter.objects.filter(state="sent").exists())
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0
        finally:
            process.kill()
            process.wait()
        assert len(server.taken) == 1
