from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from mailing.models import Letter
from participants.actions.links import make_link
from participants.models import InstitutionAlias, Registration
from participants.rules.identity import folded
from workshops.models import Workshop

STATES = set(Workshop.State.values)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def workshop(make, office, today):
    days = {"start": today + timedelta(days=30), "end": today + timedelta(days=31)}
    return make.workshop("WS-P", office=office, city="Rabat", languages=["fr", "ar"], admission="first_come", **days)


@pytest.fixture
def answers():
    """What a person fills in; name what matters."""
    return lambda **values: {
        "given_name": "Ilham", "family_name": "ZERHOUNAJ", "email": "ilham@example.org", "institution_name": "DIDH",
        "notice": "on",
    } | values  # fmt: skip


@pytest.fixture
def send(client, workshop, answers):
    url = reverse("participants:register", args=[workshop.code])
    return lambda **values: client.post(url, answers(**values))


def errors(response):
    return {name: [str(text) for text in texts] for name, texts in response.context["form"].errors.items()}


def test_registering_writes_a_letter_and_names_nobody_in_the_address(client, workshop, send):
    response = send(phone="٠٦١٢٣٤٥٦٧٨", arabic_name="إلهام")
    assert response.status_code == 302
    assert response.url == reverse("participants:register_done", args=[workshop.code])
    row = Registration.objects.get()
    assert (row.status, str(row.phone), row.notice_version, row.language) == ("unconfirmed", "+212612345678", "2026-11", "en")
    assert "ilham" not in client.get(response.url).content.decode()


def test_known_and_unknown_address_get_the_same_answer(client, make, workshop, send):
    make.registration(workshop, email="known@example.org")
    known, unknown = send(email="known@example.org"), send(email="unknown@example.org")
    assert (known.status_code, known.url, known.content) == (unknown.status_code, unknown.url, unknown.content)
    assert Letter.objects.count() == 2


def test_phone_is_stored_as_e164(send):
    assert send(phone="00212 6.12-34 56٧٨").status_code == 302
    assert str(Registration.objects.get().phone) == "+212612345678"


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"email": "ilham@example"}, {"email"}),
        ({"email": ""}, {"email"}),
        ({"given_name": "", "family_name": ""}, {"given_name", "family_name"}),
        ({"family_name": ""}, {"family_name"}),
        ({"arabic_name": "Latin"}, {"arabic_name"}),
        ({"notice": ""}, {"notice"}),
        ({"institution_name": ""}, {"institution_name"}),
        ({"institution": "99999999999999999999999"}, {"institution_name"}),
        ({"institution": "\x00"}, {"institution_name"}),
        ({"phone": "12"}, {"phone"}),
        ({"sex": "Z"}, {"sex"}),
        ({"age_band": "0-5"}, {"age_band"}),
        ({"region": "9" * 30}, {"region"}),
        ({"given_name": "x" * 151}, {"given_name"}),
        ({"function": "a\x00b"}, {"function"}),
        ({"needs": "n" * 301}, {"needs"}),
    ],
)
def test_bad_input_is_told_beside_its_field_and_stores_nothing(send, values, fields):
    response = send(**values)
    assert response.status_code == 200
    assert set(errors(response)) == fields
    assert (Registration.objects.count(), Letter.objects.count()) == (0, 0)


def test_what_was_typed_is_kept_and_escaped(send):
    page = send(email="x", function='<script>"&').content.decode()
    assert 'value="&lt;script&gt;&quot;&amp;"' in page
    assert 'href="#id_email"' in page
    assert 'id="id_email_error"' in page


def test_arabic_name_alone_is_a_name(send):
    assert send(given_name="", family_name="", arabic_name="إلهام زرهوناج").status_code == 302


def test_program_that_fills_the_hidden_field_is_answered_and_forgotten(send):
    assert send(website="http://spam.example").status_code == 302
    assert (Registration.objects.count(), Letter.objects.count()) == (0, 0)


def test_institution_is_taken_by_choice_by_spelling_or_as_proposal(make, send):
    chosen = make.institution("DIDH", name="Delegation")
    InstitutionAlias.objects.create(institution=chosen, alias="Délég. DH", folded=folded("Délég. DH"))
    for number, (values, expected) in enumerate(
        [
            ({"institution": str(chosen.pk), "institution_name": "Delegation"}, (chosen.pk, "")),
            ({"institution_name": "deleg dh"}, (chosen.pk, "")),
            ({"institution_name": "وزارة DIDH"}, (chosen.pk, "")),
            ({"institution_name": "Ministry of Silence"}, (None, "Ministry of Silence")),
        ]
    ):
        send(email=f"p{number}@example.org", **values)
        row = Registration.objects.get(email=f"p{number}@example.org")
        assert (row.institution_id, row.institution_proposal) == expected


def test_institution_is_found_in_any_language_by_alias_and_acronym(client, make):
    police = make.institution("DGSN", name="General Directorate for National Security")
    police.names.update(name_fr="Direction générale de la sûreté nationale", name_ar="المديرية العامة للأمن الوطني")
    InstitutionAlias.objects.create(institution=police, alias="Police", folded=folded("Police"))
    make.institution("MOJ")
    url = reverse("participants:institution_options")
    for q in ("DGSN", "dgsn", "Sûreté", "surete", "الأمن الوطني", "الامن", "المديرية العامة", "police", "national security"):
        assert [item["id"] for item in client.get(url, {"q": q}).json()] == [police.pk]


def test_institution_not_in_the_list_is_told_to_the_person(client, make, workshop):
    row = make.registration(workshop, status="unconfirmed", institution_proposal="Ministry of Silence")
    page = client.get(reverse("participants:prove", args=[make_link(registration=row, now=timezone.now())]))
    assert "Not in the list: kept as you wrote it, and checked by the office." in page.content.decode()


def test_seldom_fields_are_folded_until_one_is_filled_or_wrong(client, workshop, send):
    url = reverse("participants:register", args=[workshop.code])
    assert '<details class="w-fold-fields">' in client.get(url).content.decode()
    assert '<details class="w-fold-fields" open>' in send(email="x", needs="stairs").content.decode()
    assert '<details class="w-fold-fields" open>' in send(region="9").content.decode()


def test_form_asks_for_fourteen_fields_at_most(client, workshop):
    form = client.get(reverse("participants:register", args=[workshop.code])).context["form"]
    assert len([name for name in form.fields if name not in {"website", "institution"}]) == 14


def test_register_page_says_when_registration_opens(client, workshop, send):
    opens = timezone.now() + timedelta(days=1)
    Workshop.objects.update(registration_opens_at=opens)
    assert "Registration is not open yet" in send().content.decode()
    Workshop.objects.update(registration_opens_at=None, state="registration_closed")
    assert "Registration is closed" in send().content.decode()
    assert Registration.objects.count() == 0


def test_institution_options_search_names_acronym_and_aliases(client, make):
    wanted = make.institution("DIDH", name="Delegation for Human Rights")
    make.institution("MOJ", name="Ministry of Justice")
    url = reverse("participants:institution_options")
    expected = [{"id": wanted.pk, "label": "Delegation for Human Rights", "hint": "DIDH"}]
    for q in ("human RIGHTS", "di", "Ministère D", "وِزارة DID"):
        assert client.get(url, {"q": q}).json() == expected
    assert client.get(url, {"q": "didh"}).json() == [expected[0] | {"exact": True}]
    assert client.get(url, {"q": "\x00zzz"}).json() == []


@pytest.mark.parametrize("name", ["إلهام", "😀", "12"])
def test_latin_name_is_written_in_latin_letters(send, name):
    assert errors(send(given_name=name)).keys() == {"given_name"}


def test_invisible_signs_of_direction_do_not_reach_a_paper(send):
    assert send(given_name="Il\u202eham", arabic_name="\u200fإلهام", email="ilham@example.org\u200f").status_code == 302
    row = Registration.objects.get()
    assert (row.given_name, row.arabic_name, row.email) == ("Ilham", "إلهام", "ilham@example.org")


@pytest.mark.parametrize(("language", "first"), [("fr", "given_name"), ("ar", "arabic_name")])
def test_form_begins_with_the_name_in_the_letters_of_the_page(client, workshop, language, first):
    url = reverse("participants:register", args=[workshop.code])
    page = client.get(url, headers={"Accept-Language": language}).content.decode()
    positions = {name: page.index(f'name="{name}"') for name in ("given_name", "arabic_name")}
    assert min(positions, key=positions.get) == first


def test_notice_opens_beside_the_form_and_errors_take_the_focus(client, send, workshop):
    page = send(email="x").content.decode()
    assert f'<a href="{reverse("participants:privacy")}" target="_blank" rel="noopener">' in page
    assert 'role="alert" tabindex="-1" autofocus' in page
    assert "<title>To correct: Register" in page


def test_nothing_is_chosen_for_a_person_who_chose_nothing(send):
    assert 'id="id_sex_3" value="" checked' not in send(email="x").content.decode()
    assert 'id="id_sex_3" value="" checked' in send(email="x", sex="").content.decode()


def test_language_changes_and_nothing_typed_is_lost(client, send):
    answer = send(switch_language="ar", given_name="Il", email="not yet", sex="F", institution_name="DG")
    page = answer.content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    for kept in ('value="Il"', 'value="not yet"', 'value="DG"', 'id="id_sex_0" value="F" checked', 'id="id_notice" checked'):
        assert kept in page
    assert (answer.context["form"].errors, Registration.objects.count()) == ({}, 0)
    assert '<html lang="ar"' in client.get("/").content.decode()


def test_unknown_language_is_no_switch(send):
    assert send(switch_language="xx").status_code == 302


def test_enter_key_sends_the_form_and_changes_no_language(client, workshop):
    page = client.get(reverse("participants:register", args=[workshop.code])).content.decode()
    first = page.index('form="w-form"')
    assert "switch_language" not in page[page.rindex("<button", 0, first) : page.index(">", first)]


def test_ages_are_in_the_language_of_the_reader(client, make):
    workshop = make.workshop(start=timezone.localdate() + timedelta(days=30), end=timezone.localdate() + timedelta(days=30))
    with translation.override("fr"):
        client.cookies["django_language"] = "fr"
        html = client.get(reverse("participants:register", args=[workshop.code])).content.decode()
    assert "55 ans et plus" in html
    assert "55 and over" not in html
