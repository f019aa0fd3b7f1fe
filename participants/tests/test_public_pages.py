from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

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


@pytest.mark.parametrize("state", Workshop.State.values)
def test_public_page_exists_from_publication_on(client, make, state):
    workshop = make.workshop(state=state)
    status = client.get(reverse("participants:public_workshop", args=[workshop.code])).status_code
    assert status == (404 if state in {"draft", "approved"} else 200)


def test_catalogue_shows_coming_workshops_and_below_them_the_held(client, make, workshop, today):
    make.workshop("SECRET-1", state="draft", start=today, end=today)
    make.workshop("PAST-1", state="closed", start=today - timedelta(days=9), end=today - timedelta(days=9))
    response = client.get("/")
    assert [entry["workshop"].code for entry in response.context["entries"]] == ["WS-P"]
    assert [row.code for row in response.context["past"]] == ["PAST-1"]
    assert "SECRET-1" not in response.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "atelier ws-p"}, 1), ({"q": "وَرشة"}, 1), ({"q": "nothing"}, 0), ({"city": "Rabat"}, 1), ({"city": "Fes"}, 0),
        ({"language": "ar"}, 1), ({"language": "en"}, 0), ({"month": "1999-01"}, 0), ({"topic": "x"}, 0),
        ({"q": "\x00' OR 1=1"}, 0), ({"month": "\x00" * 900}, 0),
    ],
)  # fmt: skip
def test_catalogue_filters(client, workshop, query, found):
    assert len(client.get("/", query).context["entries"]) == found


def test_catalogue_counts_the_same_statements_for_one_and_three(client, make, workshop, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/")
    for _ in range(2):
        make.registration(make.workshop(start=workshop.start, end=workshop.end))
    with django_assert_num_queries(4):
        assert len(client.get("/").context["entries"]) == 3


def test_workshop_page_shows_programme_rule_funders_and_seats(client, make, workshop):
    make.register(workshop, title_en="Opening")
    make.registration(workshop)
    page = client.get(reverse("participants:public_workshop", args=[workshop.code])).content.decode()
    for text in ("Opening", "09:00–12:00", "80", "24 of 25 free", "Register"):
        assert text in page


def test_seats_waited_for_are_not_offered_to_newcomers(client, make, workshop):
    make.registration(workshop, status="waitlisted", rank=1)
    assert client.get("/").context["entries"][0]["seats"].left == 0


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


@pytest.mark.parametrize(
    "phone", ["0612345678", "06 12 34 56 78", "00212 612345678", "+212612345678", "٠٦١٢٣٤٥٦٧٨", "۰۶۱۲۳۴۵۶۷۸"]
)
def test_phone_is_read_as_people_write_it(send, phone):
    assert send(phone=phone).status_code == 302
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
    for q in ("human RIGHTS", "didh", "Ministère DIDH", "وِزارة DIDH"):
        assert client.get(url, {"q": q}).json() == expected
    assert client.get(url, {"q": "\x00zzz"}).json() == []


@pytest.fixture
def link(make, workshop):
    row = make.registration(workshop, status="unconfirmed")
    return reverse("participants:prove", args=[make_link(registration=row, now=timezone.now())])


def test_prove_page_shows_and_changes_nothing_until_the_button(client, link):
    page = client.get(link)
    assert "Confirm my registration" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Registration.objects.get().status == "unconfirmed"


def test_prove_button_gives_the_seat_and_shows_the_outcome(client, link):
    response = client.post(link, follow=True)
    assert response.redirect_chain == [(link, 302)]
    assert "Your seat is confirmed" in response.content.decode()
    assert reverse("certificates:own_page", args=[link.split("/")[2]]) in response.content.decode()
    assert Registration.objects.get().status == "confirmed"


def test_prove_page_tells_the_place_in_line(client, make, workshop, link):
    Workshop.objects.update(capacity=1)
    make.registration(workshop, status="waitlisted", rank=4)
    assert "number 2 on the waitlist" in client.post(link, follow=True).content.decode()


def test_prove_page_of_an_unknown_link_is_polite(client, db):
    response = client.get("/prove/nothing/")
    assert response.status_code == 404
    assert "does not open anything" in response.content.decode()
    assert client.post("/prove/nothing/").status_code == 409


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_public_pages_are_drawn_in_every_language(client, workshop, link, language):
    code = [workshop.code]
    urls = ["/", reverse("participants:privacy"), link]
    urls += [reverse(f"participants:{name}", args=code) for name in ("public_workshop", "register", "register_done")]
    for url in urls:
        response = client.get(url, headers={"Accept-Language": language})
        assert response.status_code == 200
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in response.content.decode()


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


def test_personal_links_stay_out_of_search_engines(client, link):
    assert client.get(link)["X-Robots-Tag"] == client.get("/prove/nothing/")["X-Robots-Tag"] == "noindex, nofollow"


def test_shared_link_previews_the_workshop(client, workshop):
    page = client.get(reverse("participants:public_workshop", args=[workshop.code])).content.decode()
    assert f'<meta property="og:title" content="{workshop}">' in page


def test_filter_without_a_choice_is_not_shown(client, make, workshop):
    assert 'name="city"' not in client.get("/").content.decode()
    make.workshop(city="Fes", start=workshop.start, end=workshop.end)
    assert 'name="city"' in client.get("/").content.decode()
