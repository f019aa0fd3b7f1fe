import pytest
from django.urls import reverse

from accounts.models import Role


def found(client, query):
    response = client.get(reverse("reports:search"), {"q": query})
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("query", ["ws-bor", "FRONTIÈRES", "frontieres", "gestion front", "الحدود", "تدبيرُ الحدود"])
def test_workshop_is_found_by_code_and_title_in_three_languages(staff, make, office, query):
    workshop = make.workshop("WS-BORDER", office=office, title_fr="Gestion des frontières", title_ar="تدبير الحدود")
    make.workshop("WS-OTHER", office=office)
    assert found(staff, query).context["workshops"] == [workshop]


@pytest.mark.parametrize("query", ["ZEROUALI", "zérouali fatima", "فاطمة", "فاطمه", "fatima@example"])
def test_person_is_found_in_both_scripts_and_by_address(staff, make, office, query):
    workshop = make.workshop(office=office)
    person = make.registration(
        workshop, given_name="Fatima", family_name="ZEROUALI", arabic_name="فاطمة الزروالي", email="fatima@example.org"
    ).participant
    make.registration(workshop)
    assert found(staff, query).context["people"] == [person]


def test_nothing_of_another_office_is_found(staff, make):
    make.registration(make.workshop("WS-SECRET"), family_name="SECRET")
    response = found(staff, "secret")
    assert (response.context["workshops"], response.context["people"]) == ([], [])


def test_a_facilitator_finds_workshops_and_nobody(client, make, office):
    workshop = make.workshop("WS-SEEN", office=office)
    make.registration(workshop, family_name="SEEN")
    client.force_login(make.user(office=office, role=Role.FACILITATOR))
    response = found(client, "seen")
    assert (response.context["workshops"], response.context["people"]) == ([workshop], [])


@pytest.mark.parametrize("query", ["", " ", "a", "\x00", "!!", "%%", "__", "x" * 5000])
def test_too_short_or_absurd_queries_find_nothing(staff, make, office, query):
    make.registration(make.workshop(office=office))
    response = found(staff, query)
    assert (response.context["workshops"], response.context["people"]) == ([], [])


def test_at_most_twenty_of_each(staff, make, office, django_assert_num_queries):
    workshop = make.workshop("WS-MANY-0", office=office)
    make.registration(workshop, family_name="MANY")
    found(staff, "many")
    with django_assert_num_queries(7):
        found(staff, "many")
    for number in range(1, 25):
        make.registration(make.workshop(f"WS-MANY-{number}", office=office), family_name="MANY")
    with django_assert_num_queries(7):
        response = found(staff, "many")
    assert (len(response.context["workshops"]), len(response.context["people"])) == (20, 20)


def test_anonymous_is_sent_to_sign_in(client):
    assert client.get(reverse("reports:search"), {"q": "many"}).status_code == 302
