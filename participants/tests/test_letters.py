"""What letters say, in whose words; the letters of a workshop."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from mailing import transport
from mailing.actions import send_letters, set_wording
from mailing.kinds import KINDS
from mailing.models import Letter, LetterTemplate
from mailing.rules.wording import missing, unknown
from mailing.tests.smtp_server import HANGING, SmtpServer
from participants import letters
from participants.actions.registrations import confirm, register
from participants.wording import can_be_worded, standard_wording

PROVE = "registration_prove"


@pytest.fixture
def workshop(make, office):
    return make.workshop("WS-L", office=office)


@pytest.fixture
def address(office):
    return lambda name="wording", kind=PROVE, language="fr": reverse(f"participants:{name}", args=[office.pk, kind, language])


@pytest.mark.parametrize("kind", [kind.key for kind in can_be_worded()])
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_standard_wording_keeps_the_rules_of_its_kind(kind, language):
    subject, text = standard_wording(kind, language)
    assert (unknown(subject + text, KINDS[kind].placeholders), missing(text, KINDS[kind].required)) == ([], [])
    assert "{title}" in subject


def test_every_letter_of_a_registration_can_be_worded():
    assert {kind.key for kind in can_be_worded()} == {f"registration_{kind}" for kind in letters.KINDS} - {"registration_message"}


def test_own_wording_is_used_in_its_language_alone(make, workshop, office, actor, now):
    set_wording(office=office, kind=PROVE, language="fr", subject="À {name}", text="{link}\n{contact}\n{{x}}", by=actor, now=now)
    for language in ("fr", "en"):
        letters.write(registration=make.registration(workshop, language=language, given_name="{link}"), kind="prove", now=now)
    french, english = Letter.objects.order_by("pk")
    assert french.subject.startswith("À {link} TEST")
    assert french.text.startswith("http://testserver/prove/")
    assert french.text.endswith("/\n{{x}}\n")
    assert english.subject == "Confirm your registration: Workshop WS-L"


def test_wording_page_begins_with_the_standard_and_saves_our_own(staff, address, office):
    page = staff.get(address())
    assert "{link}" in page.context["form"]["text"].value()
    assert "Amina El Fassi" in page.content.decode()
    staff.post(address(), {"subject": "Bonjour {name}", "text": "Voici :\r\n{link}"})
    row = LetterTemplate.objects.get()
    assert (row.office, row.kind, row.language, row.text) == (office, PROVE, "fr", "Voici :\n{link}")
    page = staff.get(address()).content.decode()
    assert "wording of a letter changed" in page
    staff.post(address("wording_reset"))
    assert "standard wording" in staff.get(address()).content.decode()
    assert LetterTemplate.objects.get().text == ""


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"subject": "{nom}", "text": "{link}"}, {"subject": ["This placeholder is not known here: {nom}."]}),
        ({"subject": "S", "text": "T"}, {"text": ["This letter needs the placeholder {link}."]}),
        (
            {"subject": "S", "text": "{reason} {x}"},
            {"text": ["These placeholders are not known here: {reason}, {x}.", "This letter needs the placeholder {link}."]},
        ),
        ({"subject": "", "text": "{0.__class__} {link}"}, {"subject": ["This field is required."]}),
        ({"subject": "x" * 301, "text": "{link}"}, {"subject": ["Ensure this value has at most 300 characters (it has 301)."]}),
    ],
)
def test_wording_that_breaks_the_rules_is_refused_beside_its_field(staff, address, data, errors):
    page = staff.post(address(), data)
    assert page.context["form"].errors == errors
    assert page.context["form"]["text"].value() == data["text"]
    assert LetterTemplate.objects.count() == 0


def test_wording_page_in_another_language_than_the_letter_keeps_to_the_letter(staff, address, office):
    html = staff.get(address(language="ar")).content.decode()
    assert f'hx-post="{address("wording_preview", language="ar")}"' in html
    assert "أمينة الفاسي" in html


def test_preview_fills_in_what_is_typed_and_keeps_nothing(staff, address, workshop):
    html = staff.post(
        address("wording_preview"), {"subject": "{title}", "text": "<b>{name}</b> {0.__class__} {x}"}
    ).content.decode()
    assert "Atelier WS-L" in html
    assert "&lt;b&gt;Amina El Fassi&lt;/b&gt; {0.__class__} {x}" in html
    assert "This placeholder is not known here: {x}." in html
    assert LetterTemplate.objects.count() == 0


@pytest.mark.parametrize(("kind", "language"), [("registration_nothing", "fr"), (PROVE, "de"), ("registration_message", "fr")])
def test_wording_of_what_does_not_exist_does_not_exist(staff, address, kind, language):
    assert staff.get(address(kind=kind, language=language)).status_code == 404


def test_list_of_wordings_says_which_are_our_own(staff, address):
    staff.post(address(), {"subject": "S", "text": "{link}"})
    html = staff.get(reverse("participants:wordings")).content.decode()
    assert html.count("own wording") == 1
    assert html.count("standard wording") == 3 * len(can_be_worded()) - 1 + html.count("keep the standard wording")


@pytest.mark.parametrize(
    ("query", "found"),
    [({"q": "zinéb"}, 1), ({"q": "زَينب"}, 1), ({"q": "adil@"}, 1), ({"q": "nobody"}, 0), ({"state": "failed"}, 1), ({}, 2)],
)
def test_letters_of_a_workshop_are_found_by_name(staff, make, workshop, actor, now, query, found):
    people = [("Adil", "", "adil@example.org"), ("Zineb", "زينب", "z@example.org")]
    for given, arabic, email in people:
        row = make.registration(workshop, status="submitted", given_name=given, family_name="T", arabic_name=arabic, email=email)
        confirm(registration=row, by=actor, now=now)
    Letter.objects.filter(to="z@example.org").update(state="failed")
    page = staff.get(reverse("participants:letters", args=["WS-L"]), query)
    assert len(page.context["rows"]) == found


def test_letters_of_one_message_are_handled_together(staff, make, workshop, office, now):
    form = {"step": "send", "groups": ["confirmed"], "when": "hold", "nonce": "5" * 32, "subject_fr": "S", "text_fr": "T"}
    make.registration(workshop)
    page = staff.get(staff.post(reverse("participants:write", args=["WS-L"]), form).url)
    assert (page.context["batch"]["total"], page.context["batch"]["held"]) == (1, 1)
    assert "Release the message" in page.content.decode()


def test_letter_of_another_workshop_does_not_exist(staff, make, workshop, office, now):
    row = make.registration(make.workshop(office=office))
    letter = letters.write(registration=row, kind="confirmed", now=now)
    assert staff.get(reverse("participants:letter", args=["WS-L", letter.pk])).status_code == 404
    assert staff.get(reverse("participants:letter", args=[row.workshop.code, letter.pk])).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_registering_does_not_wait_for_a_mail_server_that_hangs(make, public, person, settings, monkeypatch):
    """The sender is in the middle of a letter the server says nothing to; a person registers at that moment."""
    monkeypatch.setattr(transport, "TIMEOUT", 1.5)
    workshop = make.workshop(start=make.NOW.date() + timedelta(days=30), end=make.NOW.date() + timedelta(days=30))
    letters.write(registration=make.registration(workshop), kind="confirmed", now=make.NOW)

    def send():
        send_letters(now=make.NOW)
        connection.close()

    with SmtpServer(HANGING) as server:
        settings.MAIL_TRANSPORT = server.transport
        sender = threading.Thread(target=send)
        sender.start()
        deadline = time.monotonic() + 10
        while not Letter.objects.filter(state="sending").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        started = time.monotonic()
        register(workshop=workshop, data=person(), by=public, now=make.NOW)
        assert time.monotonic() - started < 1
        assert Letter.objects.get(state="sending").kind == "registration_confirmed"
        sender.join(20)
    assert set(Letter.objects.values_list("state", flat=True)) == {"queued"}
