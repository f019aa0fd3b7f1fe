from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from participants.actions.links import make_link
from participants.models import Registration
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
def link(make, workshop):
    row = make.registration(workshop, status="unconfirmed")
    return reverse("participants:prove", args=[make_link(registration=row, now=timezone.now())])


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


def test_personal_links_stay_out_of_search_engines(client, link):
    assert client.get(link)["X-Robots-Tag"] == client.get("/prove/nothing/")["X-Robots-Tag"] == "noindex, nofollow"


def test_shared_link_previews_the_workshop(client, workshop):
    page = client.get(reverse("participants:public_workshop", args=[workshop.code])).content.decode()
    assert f'<meta property="og:title" content="{workshop}">' in page


def test_filter_without_a_choice_is_not_shown(client, make, workshop):
    assert 'name="city"' not in client.get("/").content.decode()
    make.workshop(city="Fes", start=workshop.start, end=workshop.end)
    assert 'name="city"' in client.get("/").content.decode()


def test_catalogue_keeps_only_workshops_with_seats(client, make, workshop):
    full = make.workshop("WS-FULL", start=workshop.start, end=workshop.end, capacity=1)
    make.registration(full)
    make.workshop("WS-SHUT", start=workshop.start, end=workshop.end, state="registration_closed")
    make.workshop("WS-FREE", start=workshop.start, end=workshop.end, capacity=None)
    found = client.get("/", {"seats": "left"}).context["entries"]
    assert [entry["workshop"].code for entry in found] == ["WS-FREE", "WS-P"]


def test_catalogue_of_many_is_read_in_pages(client, make, workshop, django_assert_num_queries):
    for _number in range(20):
        make.workshop(office=workshop.office, project=workshop.project, start=workshop.start, end=workshop.end)
    with django_assert_num_queries(4):
        second = client.get("/", {"page": "2", "city": ""})
    assert (len(second.context["entries"]), "21–21 of 21" in second.content.decode()) == (1, True)


def test_workshop_page_tells_how_to_come_and_how_to_pass_it_on(client, make, workshop):
    Workshop.objects.update(interpretation=["fr-ar"], contact_en="desk@example.org")
    page = client.get(reverse("participants:public_workshop", args=[workshop.code])).content.decode()
    for text in (
        "French–Arabic", 'href="mailto:desk@example.org"', "https://www.openstreetmap.org/search?query=Rabat",
        "mailto:?subject=Workshop%20WS-P&amp;body=", "https://wa.me/?text=Workshop%20WS-P%0Ahttp%3A%2F%2Ftestserver%2Fw%2FWS-P%2F",
        "/w/WS-P/calendar.ics",
    ):  # fmt: skip
        assert text in page


def test_town_is_read_in_the_language_of_the_page_and_filtered_in_any(client, workshop):
    Workshop.objects.update(city_ar="الرباط")
    for query in ({"city": "الرباط"}, {"city": "Rabat"}, {"q": "الرباط"}, {"q": "rabat"}):
        found = client.get("/", query, headers={"Accept-Language": "ar"})
        assert [entry["workshop"].city for entry in found.context["entries"]] == ["الرباط"]
