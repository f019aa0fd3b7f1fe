from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.history import entries_for
from mailing.actions import queue_letter
from mailing.models import Letter, LetterBatch, LetterTemplate

OUTBOX = reverse("mailing:outbox")


@pytest.fixture
def queue(office, now):
    def one(**values):
        state = values.pop("state", "queued")
        given = {"office": office, "kind": "registration_prove", "to": "a@example.org", "language": "en", "subject": "S"}
        letter = queue_letter(
            **{"text": "https://x.org/my/abcdefghijklmnopqrstuvwxyz/", "about": office, "now": now} | given | values
        )
        Letter.objects.filter(pk=letter.pk).update(
            state=state, sent_at=now, error="SMTPDataError 550" if state == "failed" else ""
        )
        return letter

    return one


def listed(response):
    return [row.letter.pk for row in response.context["rows"]]


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_outbox_shows_the_offices_letters_what_failed_first(staff, make, queue):
    sent, failed, held = (queue(state=state).pk for state in ("sent", "failed", "held"))
    queue(office=make.office())
    queue(office=None)
    page = staff.get(OUTBOX)
    assert listed(page) == [failed, held, sent]
    html = page.content.decode()
    assert "1 letter failed for good." in html
    assert "The mail server refused the letter." in html
    assert "abcdefghijklm" not in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "failed"}, {"b@example.org"}),
        ({"state": "lost"}, {"a@example.org", "b@example.org"}),
        ({"kind": "registration_confirmed"}, {"b@example.org"}),
        ({"q": "B@Example"}, {"b@example.org"}),
        ({"q": "nobody"}, set()),
        ({"batch": "x"}, {"a@example.org", "b@example.org"}),
        ({"batch": "9" * 30, "sort": "pk; drop", "page": "x"}, {"a@example.org", "b@example.org"}),
    ],
)
def test_outbox_is_filtered_by_the_address(staff, queue, query, found):
    queue()
    queue(to="b@example.org", kind="registration_confirmed", state="failed")
    assert {row.letter.to for row in staff.get(OUTBOX, query).context["rows"]} == found


def test_outbox_takes_as_many_readings_for_one_as_for_three(
    staff, queue, django_assert_num_queries, django_assert_max_num_queries
):
    queue()
    with django_assert_max_num_queries(16) as one:
        staff.get(OUTBOX)
    queue(state="failed")
    queue(state="held")
    with django_assert_num_queries(len(one)):
        staff.get(OUTBOX)


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [
        ("retry", "failed", "queued"),
        ("hold", "queued", "held"),
        ("release", "held", "queued"),
        ("cancel", "held", "cancelled"),
        ("hold", "sent", "sent"),
    ],
)
def test_act_changes_the_letters_ticked_that_allow_it(staff, queue, make, verb, before, after):
    letter, other, strange = queue(state=before), queue(state=before), queue(office=make.office(), state=before)
    answer = staff.post(
        reverse("mailing:act"), {"verb": verb, "ids": [letter.pk, strange.pk, "x"], "next": OUTBOX + "?state=held"}
    )
    assert answer.url == OUTBOX + "?state=held"
    assert told(answer)[-1][:15] == ("1 letter left a" if before == after else "1 letter change")
    states = {pk: Letter.objects.get(pk=pk).state for pk in (letter.pk, other.pk, strange.pk)}
    assert states == {letter.pk: after, other.pk: before, strange.pk: before}


@pytest.mark.parametrize("data", [{}, {"verb": "hold"}, {"verb": "explode", "ids": "1"}, {"next": "//evil.example", "ids": "²"}])
def test_act_without_sense_changes_nothing(staff, queue, data):
    queue()
    assert staff.post(reverse("mailing:act"), data).url == OUTBOX
    assert Letter.objects.get().state == "queued"


def test_time_of_leaving_is_read_on_the_clock_of_the_office(staff, office, queue):
    office.timezone = "Asia/Tokyo"
    office.save()
    letter, day = queue(), (timezone.now() + timedelta(days=2)).date()
    staff.post(reverse("mailing:act"), {"verb": "time", "ids": letter.pk, "send_at": f"{day}T09:30"})
    letter.refresh_from_db()
    assert f"{letter.send_at:%Y-%m-%d %H:%M}" == f"{day} 00:30"
    for wrong, words in [
        ("2001-01-01T00:00", "This time is past"),
        ("2999-01-01T00:00", "Give a time within"),
        ("soon", "Enter a valid"),
    ]:
        answer = staff.post(reverse("mailing:act"), {"verb": "time", "ids": letter.pk, "send_at": wrong})
        assert words in told(answer)[-1]
    staff.post(reverse("mailing:act"), {"verb": "time", "ids": letter.pk, "send_at": ""})
    letter.refresh_from_db()
    assert letter.send_at is None


def test_failed_letters_are_all_queued_again(staff, make, queue):
    failed, strange, sent = queue(state="failed"), queue(state="failed", office=make.office()), queue(state="sent")
    staff.post(reverse("mailing:retry_failed"))
    states = [Letter.objects.get(pk=letter.pk).state for letter in (failed, strange, sent)]
    assert states == ["queued", "failed", "sent"]


@pytest.mark.parametrize(
    ("verb", "state"), [("hold", "held"), ("cancel", "cancelled"), ("time", "queued"), ("nothing", "queued")]
)
def test_message_is_changed_as_a_whole(staff, office, queue, now, verb, state):
    batch = LetterBatch.objects.create(office=office, nonce=uuid4(), created_at=now)
    [queue(batch=batch) for _ in range(2)]
    staff.post(reverse("mailing:batch_act", args=[batch.pk]), {"verb": verb})
    assert set(batch.letters.values_list("state", flat=True)) == {state}


def test_letter_is_read_without_its_personal_link_and_with_its_history(staff, queue):
    letter = queue()
    staff.post(reverse("mailing:act"), {"verb": "hold", "ids": letter.pk})
    html = staff.get(reverse("mailing:letter", args=[letter.pk])).content.decode()
    assert "https://x.org/my/…/" in html
    assert "abcdefghijklm" not in html
    assert "letter held back" in html
    assert 'value="release"' in html
    assert 'value="hold"' not in html


def test_export_holds_no_text_and_is_logged(staff, office, queue):
    queue(subject="=1+1", state="failed")
    sheet = load_workbook(BytesIO(staff.get(reverse("mailing:export")).content)).active
    [row] = sheet.iter_rows(min_row=2)
    assert (row[1].value, row[3].value, row[3].data_type) == ("a@example.org", "=1+1", "s")
    assert row[6].value == "The mail server refused the letter."
    assert not any("/my/" in str(cell.value) for cell in row)
    assert [entry.verb for entry in entries_for(office)] == ["export_names"]


def test_admin_words_a_letter_under_the_same_rules(client, make, office):
    client.force_login(make.administrator())
    url = reverse("admin:mailing_lettertemplate_add")
    data = {"office": office.pk, "kind": "registration_prove", "language": "fr", "subject": "Bonjour {nom}", "text": "Texte"}
    errors = client.post(url, data).context["adminform"].form.errors
    assert errors == {
        "subject": ["This placeholder is not known here: {nom}."],
        "text": ["This letter needs the placeholder {link}."],
    }
    assert client.post(url, data | {"subject": "Bonjour {name}", "text": "{link}"}).status_code == 302
    row = LetterTemplate.objects.get()
    assert [entry.verb for entry in entries_for(row)] == ["created"]


def test_admin_holds_back_and_releases(client, make, queue):
    letter = queue()
    client.force_login(make.administrator())
    for action, state in [("hold_back", "held"), ("release", "queued")]:
        client.post(reverse("admin:mailing_letter_changelist"), {"action": action, "_selected_action": [letter.pk]})
        letter.refresh_from_db()
        assert letter.state == state
