from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.history import Actor, entries_for
from evaluations.actions.keys import correct_key
from evaluations.actions.papers import PaperRefused
from evaluations.actions.scores import set_scores
from evaluations.models import Answer, Score
from evaluations.tests.test_assessments import right, take
from evaluations.tests.test_assessments import workshop as workshop_with_paper

taught = workshop_with_paper


@pytest.fixture
def correct(coordinator, now):
    about = {"right": (), "number": None, "tolerance": Decimal(0), "reason": "The law changed"}
    return lambda question, **values: correct_key(question=question, by=Actor.of(coordinator), now=now, **about | values)


@pytest.fixture
def sat(make, taught, coordinator, now):
    """Two people took the test with all right; the second one's score was then typed as 2."""
    by, assessment = Actor.of(coordinator), make.assessment(taught)
    people = [make.registration(taught) for _number in range(2)]
    for person in people:
        take(assessment, person, by, now, right(taught))
    set_scores(workshop=taught, scores={(people[1].pk, "pre"): Decimal(2)}, by=by, now=now, reason="Read aloud")
    return people


def points():
    return list(Score.objects.order_by("registration").values_list("points", flat=True))


def test_a_corrected_key_marks_every_answer_again(taught, sat, correct):
    single, number = taught.questions.order_by("position")
    assert correct(single, right={2}) == 1
    assert (points(), set(Answer.objects.filter(question=single).values_list("points", flat=True))) == ([3, 2], {0})
    assert correct(number, number=Decimal(17), tolerance=Decimal("0.5")) == 1
    assert points() == [0, 2]
    assert correct(number, number=Decimal(17), tolerance=Decimal(1)) == 1
    assert points() == [3, 2]
    entry = entries_for(taught)[2]
    assert (entry.verb, entry.reason) == ("key_corrected", "The law changed")
    assert (entry.values.before, entry.values.after["right"]) == ({"question": 1, "right": [1]}, [2])


@pytest.mark.parametrize(("places", "code"), [(set(), "none_right"), ({1, 2}, "several_right")])
def test_a_key_that_cannot_be_right_changes_nothing(taught, sat, correct, places, code):
    with pytest.raises(PaperRefused, match=code):
        correct(taught.questions.first(), right=places)
    assert (points(), taught.questions.first().choices.get(is_right=True).position) == ([4, 2], 1)


def test_a_key_of_a_closed_workshop_stays(taught, sat, correct):
    type(taught).objects.update(state="closed")
    with pytest.raises(PaperRefused, match="closed"):
        correct(taught.questions.first(), right={2})


def test_the_page_asks_why_and_says_what_changed(taught, sat, staff):
    question = taught.questions.first()
    url = reverse("evaluations:question_key", args=[taught.code, question.pk])
    assert staff.get(url).context["form"].rows[0] == (question.choices.first(), True)
    assert list(staff.post(url, {"right": "2"}).context["form"].errors) == ["reason"]
    assert "1 score changed" in staff.post(url, {"right": "2", "reason": "Misprint"}, follow=True).text
    number = reverse("evaluations:question_key", args=[taught.code, taught.questions.last().pk])
    assert staff.post(number, {"number": "17,5", "reason": "Misprint"}).status_code == 302
    assert points() == [0, 2]
