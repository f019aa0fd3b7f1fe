from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.history import entries_for
from participants.actions.links import make_link
from participants.actions.registrations import Refused, correct_own
from participants.models import Registration
from workshops.models import Workshop


@pytest.fixture
def person(make, office):
    day = timezone.localdate() + timedelta(days=10)
    workshop = make.workshop(office=office, start=day, end=day, contact_en="desk@example.org")
    police = make.institution("DGSN", name="Police")
    return make.registration(workshop, institution=police, phone="+212612345678", language="en", photo_consent=True)


@pytest.fixture
def page(person):
    return reverse("certificates:own_correct", args=[make_link(registration=person, now=timezone.now())])


def answers(person, **values):
    return {
        "given_name": person.given_name, "family_name": person.family_name, "arabic_name": person.arabic_name,
        "sex": "F", "language": "en", "name_order": "given_first", "institution_name": "Police",
        "institution": str(person.institution_id), "phone": "0612345678", "photo_consent": "on",
    } | values  # fmt: skip


def fields(response):
    return set(response.context["form"].fields)


def test_looking_changes_nothing_and_is_kept_nowhere(client, person, page):
    answer = client.get(page)
    assert ("no-store" in answer["Cache-Control"], answer["X-Robots-Tag"]) == (True, "noindex, nofollow")
    assert 'value="+212 ' in answer.content.decode()
    assert list(entries_for(person)) == []


def test_what_is_corrected_is_kept_with_its_history_and_the_address_stays(client, person, page):
    send = answers(person, given_name="Amal", name_order="family_first", accessibility="stairs", email="other@example.org")
    answer = client.post(page, send | {"photo_consent": ""}, follow=True)
    assert "Your corrections are kept." in answer.content.decode()
    row = Registration.objects.get()
    assert (row.given_name, row.name_order, row.accessibility, row.photo_consent, row.email) == (
        "Amal", "family_first", "stairs", False, person.email,
    )  # fmt: skip
    (entry,) = entries_for(row)
    assert (entry.verb, entry.actor_label) == ("correct", f"registration:{row.pk}")
    assert entry.fields == ["accessibility", "given_name", "name_order", "photo_consent"]


def test_nothing_changed_leaves_no_trace(client, person, page):
    assert "Nothing was changed." in client.post(page, answers(person), follow=True).content.decode()
    assert list(entries_for(person)) == []


def test_another_institution_typed_without_a_script_is_taken(client, person, page):
    client.post(page, answers(person, institution_name="Ministry of Silence"))
    row = Registration.objects.get()
    assert (row.institution, row.institution_proposal) == (None, "Ministry of Silence")


def test_mistake_is_told_beside_its_field(client, person, page):
    answer = client.post(page, answers(person, phone="12"))
    assert set(answer.context["form"].errors) == {"phone"}


def test_language_changes_and_a_box_unticked_stays_so(client, person, page):
    send = answers(person, given_name="Il", switch_language="ar", photo_consent="")
    text = client.post(page, {name: value for name, value in send.items() if value}).content.decode()
    assert ('dir="rtl"' in text, 'value="Il"' in text) == (True, True)
    assert 'id="id_photo_consent" checked' not in text
    assert Registration.objects.get().given_name == person.given_name


@pytest.mark.parametrize(
    ("state", "days", "status", "kept"),
    [
        ("published", 1, "confirmed", {"given_name", "institution_name", "name_order", "photo_consent"}),
        ("postponed", 1, "confirmed", {"given_name", "institution_name", "name_order", "photo_consent"}),
        ("registration_closed", 1, "confirmed", {"name_order", "photo_consent"}),
        ("published", 0, "confirmed", {"photo_consent"}),
        ("cancelled", 1, "confirmed", {"photo_consent"}),
        ("closed", -9, "confirmed", {"photo_consent"}),
        ("published", 1, "withdrawn", {"photo_consent"}),
    ],
)
def test_less_may_be_corrected_the_nearer_the_workshop(client, person, page, state, days, status, kept):
    day = timezone.localdate() + timedelta(days=days)
    Workshop.objects.update(state=state, start=day, end=day)
    Registration.objects.update(status=status)
    asked = {"given_name", "institution_name", "name_order", "photo_consent"}
    assert fields(client.get(page)) & asked == kept


def test_deadline_that_passed_meanwhile_writes_nothing(client, person, page, monkeypatch):
    form = client.get(page).context["form"].fields
    Workshop.objects.update(state="registration_closed")
    with pytest.raises(Refused, match="over"):
        correct_own(registration=person, data={"given_name": "Late", "photo_consent": False}, now=timezone.now())
    client.post(page, answers(person, given_name="Late"))
    row = Registration.objects.get()
    assert ("given_name" in form, row.given_name, row.photo_consent) == (True, person.given_name, True)


def test_wrong_link_opens_nothing(client, person):
    for verb in (client.get, client.post):
        assert verb(reverse("certificates:own_correct", args=["wrong"])).status_code == 404
