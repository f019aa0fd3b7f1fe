from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from evaluations.models import Answer, Assessment, Attempt, Choice, FeedbackForm, FollowUp, Question, Score


def broken(constraint, model, **values):
    """Whether these `values` break `constraint` (a name; columns where SQLite names those of a unique constraint instead)."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        model.objects.create(**values)
    return constraint in str(error.value)


def test_a_person_has_one_score_per_test(make):
    person = make.registration(make.workshop())
    Score.objects.create(registration=person, test="pre", points=1)
    names = "score_once", "score.registration_id, evaluations_score.test"
    assert any(broken(name, Score, registration=person, test="pre", points=2) for name in names)


def test_a_score_is_not_negative(make):
    assert broken("score_positive", Score, registration=make.registration(make.workshop()), test="pre", points=-1)


def test_a_score_belongs_to_a_known_test(make):
    assert broken("score_test_known", Score, registration=make.registration(make.workshop()), test="mid", points=1)


def test_a_scale_goes_up(make):
    assert broken("feedbackform_scale_ordered", FeedbackForm, workshop=make.workshop(), scale_min=5, scale_max=5)


@pytest.mark.parametrize(("answered", "using_skills"), [(11, 5), (5, 6)])
def test_follow_up_totals_are_ordered(make, answered, using_skills):
    values = {"workshop": make.workshop(), "invited": 10, "answered": answered, "using_skills": using_skills}
    assert broken("followup_totals_ordered", FollowUp, **values)


def test_an_assessment_is_set_once_per_test(make):
    workshop = make.workshop()
    make.assessment(workshop, "pre")
    names = "assessment_once", "assessment.workshop_id, evaluations_assessment.test"
    assert any(broken(name, Assessment, workshop=workshop, test="pre") for name in names)


def test_an_assessment_is_of_a_known_test(make):
    assert broken("assessment_test_known", Assessment, workshop=make.workshop(), test="mid")


@pytest.mark.parametrize("opened", [None, timedelta(hours=1)])
def test_an_assessment_closes_after_it_opened(make, now, opened):
    values = {"workshop": make.workshop(), "test": "pre", "opened_at": opened and now + opened, "closed_at": now}
    assert broken("assessment_closed_after_opened", Assessment, **values)


def test_an_attempt_is_made_once(make, now):
    workshop = make.workshop()
    values = {"assessment": make.assessment(workshop), "registration": make.registration(workshop)}
    values |= {"way": "link", "language": "fr", "taken_at": now}
    Attempt.objects.create(**values)
    names = "attempt_once", "attempt.assessment_id, evaluations_attempt.registration_id"
    assert any(broken(name, Attempt, **values) for name in names)


def test_an_answer_is_given_once_and_earns_no_less_than_nothing(make, now):
    workshop = make.workshop()
    about = {"assessment": make.assessment(workshop), "registration": make.registration(workshop)}
    attempt = Attempt.objects.create(**about, way="link", language="fr", taken_at=now)
    values = {"attempt": attempt, "question": make.question(workshop)}
    assert broken("answer_points_positive", Answer, **values, points=-1)
    Answer.objects.create(**values, points=1)
    names = "answer_once", "answer.attempt_id, evaluations_answer.question_id"
    assert any(broken(name, Answer, **values, points=1) for name in names)


def test_a_choice_has_a_place_of_its_own(make):
    question = make.question(make.workshop())
    names = "choice_place_once", "choice.question_id, evaluations_choice.position"
    assert any(broken(name, Choice, question=question, position=1) for name in names)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("question_points_positive", {"points": 0}),
        ("question_number_where_asked", {"kind": "number"}),
        ("question_number_where_asked", {"kind": "single", "number": 1}),
        ("question_number_where_asked", {"kind": "essay"}),
        ("question_tolerance_positive", {"tolerance": -1}),
        ("question_has_a_text", {"text_en": ""}),
    ],
)
def test_a_question_can_be_asked_and_answered(make, constraint, values):
    dull = {"workshop": make.workshop(), "position": 1, "kind": "single", "points": 1, "text_en": "Q"}
    assert broken(constraint, Question, **dull | values)


def test_a_score_has_a_known_source(make):
    values = {"registration": make.registration(make.workshop()), "test": "pre", "points": 1}
    assert broken("score_source_known", Score, **values, source="dream")
