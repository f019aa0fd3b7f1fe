from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Attempt, Score
from participants.actions.links import make_link

pytestmark = pytest.mark.usefixtures("assessment")


@pytest.fixture
def workshop(make, office):
    made = make.workshop(office=office, test_max_score=Decimal(8))
    make.question(made, points=Decimal(2))
    make.question(made, kind="multiple", right=(1, 2), points=Decimal(3))
    make.question(made, number=Decimal("7.5"), points=Decimal(3))
    return made


@pytest.fixture
def assessment(make, workshop):
    return make.assessment(workshop, "pre")


@pytest.fixture
def person(make, workshop):
    return make.registration(workshop, given_name="Salma", door_code="ABCDEFGH23456789")


@pytest.fixture
def own(person):
    return reverse("evaluations:own_test", args=[make_link(registration=person, now=timezone.now()), "pre"])


@pytest.fixture
def wall(assessment):
    return reverse("evaluations:wall_test", args=[assessment.token])


def answers(workshop, number="7,5"):
    single, multiple, typed = workshop.questions.order_by("position")
    ticked = {f"q_{row.pk}": [choice.pk for choice in row.choices.filter(is_right=True)] for row in (single, multiple)}
    return ticked | {f"q_{typed.pk}": number}


def test_own_link_takes_the_test_once(client, workshop, own, person):
    page = client.get(own)
    assert ("Q1 en" in page.text, page.text.count('type="radio"'), page.text.count('type="checkbox"')) == (True, 3, 3)
    done = client.post(own, answers(workshop) | {"send": "1"})
    assert ("8 of 8" in done.text, Score.objects.get().points, Attempt.objects.get().way) == (True, 8, "link")
    again = client.get(own)
    assert ("You have taken this test" in again.text, "You have 8 points." in again.text) == (True, True)
    assert client.post(own, answers(workshop) | {"send": "1"}).status_code == 409
    assert Attempt.objects.count() == 1


def test_what_is_left_out_is_asked_about_once_and_kept(client, workshop, own):
    ticked = answers(workshop, number="")
    asked = client.post(own, ticked | {"send": "1"})
    assert ("1 question has no answer yet" in asked.text, asked.text.count(" checked"), Score.objects.count()) == (True, 3, 0)
    client.post(own, ticked | {"anyway": "1"})
    assert Score.objects.get().points == 5


@pytest.mark.parametrize("typed", ["seven", "NaN", "9" * 30])
def test_a_number_that_is_none_is_shown_beside_its_field(client, workshop, own, typed):
    page = client.post(own, answers(workshop, number=typed) | {"anyway": "1"})
    assert ('class="invalid-feedback d-block"' in page.text, f'value="{typed}"' in page.text) == (True, True)
    assert Score.objects.count() == 0


def test_a_choice_that_is_none_is_refused(client, workshop, own):
    single = workshop.questions.first()
    page = client.post(own, answers(workshop) | {f"q_{single.pk}": "999999", "anyway": "1"})
    assert (page.status_code, Score.objects.count()) == (200, 0)


def test_a_test_that_closed_meanwhile_refuses_and_keeps_the_answers(client, workshop, own, assessment, now):
    assessment.closed_at = now
    assessment.save()
    page = client.post(own, answers(workshop) | {"send": "1"})
    assert page.status_code == 409
    assert ("This test is not open now" in page.text, "they were not sent" in page.text) == (True, True)
    assert (page.text.count(" checked"), Score.objects.count()) == (3, 0)
    assert "The facilitator opens and closes it" in client.get(own).text


def test_another_language_keeps_what_was_ticked(client, workshop, own):
    page = client.post(own, answers(workshop) | {"switch_language": "ar"})
    assert ('lang="ar" dir="rtl"' in page.text, "Q1 ar" in page.text, page.text.count(" checked")) == (True, True, 3)
    assert ('value="7,5"' in page.text, Score.objects.count()) == (True, 0)


def test_a_test_nobody_set_and_a_link_nobody_knows(client, own):
    assert client.get(own.replace("/pre/", "/mid/")).status_code == 404
    assert client.get(reverse("evaluations:own_test", args=["x" * 30, "pre"])).status_code == 404
    assert "This test is not open now" in client.get(own.replace("/pre/", "/post/")).text


def test_the_wall_asks_for_the_code_and_forgets_it_afterwards(client, workshop, wall, person):
    assert "Q1 en" not in client.get(wall).text
    assert client.post(wall, {"code": " abcd-efgh "}).headers["Location"] == wall
    page = client.get(wall)
    assert ("Q1 en" in page.text, "Salma" in page.text) == (True, True)
    done = client.post(wall, answers(workshop) | {"send": "1"})
    assert ("8 of 8" in done.text, Attempt.objects.get().way) == (True, "wall")
    assert ("Salma" in client.get(wall).text, 'name="code"' in client.get(wall).text) == (False, True)


@pytest.mark.parametrize("code", ["W1:ABCDEFGH23456789", "ABCD EFGH 2345 6789", "abcdefgh2"])
def test_the_code_is_read_as_people_and_readers_give_it(client, wall, person, code):
    assert client.post(wall, {"code": code}).status_code == 302


@pytest.mark.parametrize(
    ("code", "words"),
    [("", "Type the code"), ("ABCD", "at least eight"), ("أبجدهوزح", "at least eight"), ("ABCDEFG9", "Nobody on the list")],
)
def test_a_wrong_code_is_told_beside_its_field(client, wall, person, code, words):
    page = client.post(wall, {"code": code})
    assert (words in page.text, "Salma" in page.text) == (True, False)


def test_a_code_of_another_workshop_opens_nothing(client, make, office, wall):
    make.registration(make.workshop(office=office), door_code="ZZZZEFGH23456789")
    assert "Nobody on the list" in client.post(wall, {"code": "ZZZZEFGH"}).text


def test_somebody_else_takes_the_telephone(client, wall, person):
    client.post(wall, {"code": "ABCDEFGH"})
    client.post(wall, {"leave": "1"})
    assert 'name="code"' in client.get(wall).text


def test_a_closed_wall_asks_for_no_code(client, wall, person, assessment, now):
    assessment.closed_at = now
    assessment.save()
    page = client.get(wall)
    assert ("This test is not open now" in page.text, 'name="code"' in page.text) == (True, False)


def test_neither_page_is_kept_by_a_cache(client, own, wall):
    assert {"no-store" in client.get(url).headers["Cache-Control"] for url in (own, wall)} == {True}


def test_own_page_offers_the_test_while_it_is_open(client, person, assessment, now):
    page = reverse("certificates:own_page", args=[make_link(registration=person, now=timezone.now())])
    assert "Take the pre-test" in client.get(page).text
    assessment.closed_at = now
    assessment.save()
    assert "Take the pre-test" not in client.get(page).text
