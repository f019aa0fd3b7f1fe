import pytest
from django.db import IntegrityError, transaction

from evaluations.models import FeedbackForm, FollowUp, Score


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
