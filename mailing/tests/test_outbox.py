import pytest
from django.contrib.messages import get_messages
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from accounts.history import Actor, entries_for
from mailing.actions import LetterRefused, cancel_letter, queue_letter, retry_letter
from mailing.models import Letter
from mailing.preview import masked


@pytest.fixture
def letter(office, now):
    return queue_letter(
        office=office, kind="test", to="amina@example.org", language="en", subject="Hello",
        text="https://x.org/my/abcdefghijklmnopqrstuvwxyz/ end", about=office, now=now,
    )  # fmt: skip


@pytest.fixture
def actor(coordinator):
    return Actor.of(coordinator)


def test_backend_makes_a_letter_per_recipient_and_sends_nothing(db, mailoutbox, settings):
    settings.EMAIL_BACKEND = "mailing.backend.LetterBackend"
    message = EmailMultiAlternatives("Sign in", "Text", "a@example.org", ["b@example.org"], cc=["c@example.org"])
    message.attach_alternative("<p>Text</p>", "text/html")
    assert message.send() == 1
    rows = Letter.objects.order_by("to").values_list("to", "kind", "subject", "text", "html", "state", "office")
    assert list(rows) == [
        ("b@example.org", "account", "Sign in", "Text", "<p>Text</p>", "queued", None),
        ("c@example.org", "account", "Sign in", "Text", "<p>Text</p>", "queued", None),
    ]
    assert mailoutbox == []


def test_retry_queues_a_failed_letter_with_its_message_id(letter, actor, now):
    Letter.objects.update(state="failed", attempts=5, error="X")
    before = letter.message_id
    retry_letter(letter=letter, by=actor, now=now)
    assert (letter.state, letter.attempts, letter.error, letter.message_id) == ("queued", 0, "", before)
    assert [entry.verb for entry in entries_for(letter)] == ["retry"]


@pytest.mark.parametrize("state", ["sent", "sending", "queued"])
def test_retry_refuses_a_letter_that_has_left_or_waits(letter, actor, now, state):
    Letter.objects.update(state=state, sent_at=now)
    with pytest.raises(LetterRefused) as refusal:
        retry_letter(letter=letter, by=actor, now=now)
    assert refusal.value.code == state
    assert list(entries_for(letter)) == []


def test_cancel_keeps_a_letter_from_leaving(letter, actor, now):
    cancel_letter(letter=letter, by=actor, now=now)
    assert letter.state == "cancelled"
    with pytest.raises(LetterRefused):
        cancel_letter(letter=letter, by=actor, now=now)


def test_letters_are_visible_to_coordinators_of_their_office_alone(letter, make, coordinator):
    stranger = make.user(office=make.office())
    officer = make.user(office=letter.office, role="me_officer")
    assert list(Letter.objects.visible_to(coordinator)) == [letter]
    assert list(Letter.objects.visible_to(stranger)) == []
    assert list(Letter.objects.visible_to(officer)) == []


def test_masked_text_holds_no_link_a_reader_could_use(letter):
    assert masked(letter.text) == "https://x.org/my/…/ end"
    for page in ("https://x.org/w/WS-1/", "https://x.org/w/IOM-MA-2026-A-RATHER-LONG-CODE/"):
        assert masked(f"see {page} please") == f"see {page} please"


def test_admin_retries_cancels_and_shows_no_token(letter, client, make):
    client.force_login(make.administrator())
    page = client.get(reverse("admin:mailing_letter_change", args=[letter.pk])).content.decode()
    assert "abcdefghijklmnop" not in page
    assert "https://x.org/my/…/" in page
    url = reverse("admin:mailing_letter_changelist")
    answer = client.post(url, {"action": "cancel", "_selected_action": [letter.pk]})
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["1 letter changed."]
    letter.refresh_from_db()
    assert letter.state == "cancelled"
    client.post(url, {"action": "send_again", "_selected_action": [letter.pk]})
    letter.refresh_from_db()
    assert letter.state == "queued"
