from decimal import Decimal

import pytest

from accounts.history import Actor, entries_for
from attendance.tests.test_concurrency import together
from evaluations.actions.assessments import TestRefused, close_test, open_test, take_test
from evaluations.actions.papers import PaperRefused
from evaluations.actions.scores import ScoresRefused, set_scores
from evaluations.models import Answer, Attempt, Score
from evaluations.queries.assessments import answers_by_question, open_tests


@pytest.fixture
def by(coordinator):
    return Actor.of(coordinator)


@pytest.fixture
def workshop(make, office):
    """A workshop whose paper has a single choice (1 point) and a number (3 points)."""
    made = make.workshop(office=office, test_max_score=Decimal(4))
    make.question(made)
    make.question(made, number=Decimal(18), points=Decimal(3))
    return made


def take(assessment, person, by, now, answers=None):
    about = {"language": "ar", "way": "link", "by": by, "now": now}
    return take_test(assessment=assessment, registration=person, answers=answers or {}, **about)


def refused(assessment, person, by, now):
    with pytest.raises(TestRefused) as refusal:
        take(assessment, person, by, now)
    return refusal.value.code


def right(workshop):
    single, number = workshop.questions.order_by("position")
    return {single.pk: {single.choices.get(is_right=True).pk}, number.pk: Decimal(18)}


def test_opening_sets_the_maximum_and_closing_ends_it(make, office, by, now):
    workshop = make.workshop(office=office)
    make.question(workshop, points=Decimal(7))
    assert open_test(workshop=workshop, test="pre", by=by, now=now).is_open
    workshop.refresh_from_db()
    assert workshop.test_max_score == 7
    close_test(workshop=workshop, test="pre", by=by, now=now)
    close_test(workshop=workshop, test="pre", by=by, now=now)
    assert [entry.verb for entry in entries_for(workshop)] == ["test_closed", "test_opened", "maximum_set"]
    assert open_test(workshop=workshop, test="pre", by=by, now=now).is_open


@pytest.mark.parametrize("state", ["draft", "approved", "postponed", "cancelled", "closed"])
def test_a_test_opens_only_while_the_workshop_is_on(make, office, by, now, state):
    workshop = make.workshop(office=office, state=state)
    make.question(workshop)
    with pytest.raises(TestRefused, match="not_running"):
        open_test(workshop=workshop, test="pre", by=by, now=now)


def test_a_test_without_questions_does_not_open(make, office, by, now):
    with pytest.raises(PaperRefused, match="no_questions"):
        open_test(workshop=make.workshop(office=office), test="pre", by=by, now=now)


def test_taking_keeps_every_answer_and_writes_the_score(make, workshop, by, now):
    person, assessment = make.registration(workshop), make.assessment(workshop, "post")
    answers = right(workshop) | {max(right(workshop)): Decimal(17)}
    assert take(assessment, person, by, now, answers) == 1
    score = Score.objects.get()
    assert (score.registration, score.test, score.points, score.source) == (person, "post", 1, "taken")
    kept = Answer.objects.order_by("question__position").values_list("given", "points")
    assert list(kept) == [(sorted(answers[min(answers)]), Decimal(1)), (["17"], Decimal(0))]
    assert (Attempt.objects.get().language, entries_for(person)[0].verb) == ("ar", "test_taken")


def test_what_is_left_out_or_belongs_elsewhere_earns_nothing(make, workshop, by, now):
    foreign = make.question(make.workshop(office=workshop.office)).choices.get(is_right=True)
    question = workshop.questions.first()
    points = take(make.assessment(workshop), make.registration(workshop), by, now, {question.pk: {foreign.pk}})
    assert (points, list(Answer.objects.values_list("given", flat=True))) == (0, [[], []])


def test_a_test_is_taken_once(make, workshop, by, now):
    person, assessment = make.registration(workshop), make.assessment(workshop)
    take(assessment, person, by, now, right(workshop))
    assert refused(assessment, person, by, now) == "taken"
    assert (Attempt.objects.count(), Score.objects.get().points) == (1, 4)


@pytest.mark.django_db(transaction=True)
def test_a_test_sent_twice_at_once_is_taken_once(make, workshop, by, now):
    person, assessment, answers = make.registration(workshop), make.assessment(workshop), []

    def send():
        try:
            answers.append(take(assessment, person, by, now, right(workshop)))
        except TestRefused as refusal:
            answers.append(refusal.code)

    assert together(send, send) == []
    assert sorted(map(str, answers)) == ["4.00", "taken"]
    assert (Attempt.objects.count(), Score.objects.count()) == (1, 1)


def test_only_the_confirmed_take_an_open_test(make, workshop, by, now):
    person, assessment = make.registration(workshop), make.assessment(workshop, is_open=False)
    assert refused(assessment, person, by, now) == "not_open"
    assessment.opened_at = now
    assessment.save()
    assert refused(assessment, make.registration(workshop, status="withdrawn"), by, now) == "not_confirmed"
    assessment.closed_at = now
    assessment.save()
    assert refused(assessment, person, by, now) == "not_open"


def test_a_score_typed_before_closes_the_test_to_its_person(make, workshop, by, now):
    person, assessment = make.registration(workshop), make.assessment(workshop)
    Score.objects.create(registration=person, test="pre", points=3)
    assert (refused(assessment, person, by, now), open_tests(person)) == ("scored", [])


def test_a_paper_out_of_step_with_the_maximum_is_not_taken(make, workshop, by, now):
    type(workshop).objects.filter(pk=workshop.pk).update(test_max_score=50)
    assert refused(make.assessment(workshop), make.registration(workshop), by, now) == "incoherent"


def test_a_taken_score_changes_for_a_reason_alone(make, workshop, by, now):
    person, assessment = make.registration(workshop), make.assessment(workshop)
    take(assessment, person, by, now, right(workshop))
    change = {"workshop": workshop, "scores": {(person.pk, "pre"): Decimal(2)}, "by": by, "now": now}
    with pytest.raises(ScoresRefused) as refusal:
        set_scores(**change)
    assert (refusal.value.code, refusal.value.keys) == ("needs_reason", ((person.pk, "pre"),))
    assert set_scores(**change, reason="Read aloud to her") == 1
    score = Score.objects.get()
    assert (score.points, score.source, entries_for(workshop)[0].reason) == (2, "typed", "Read aloud to her")
    assert refused(assessment, person, by, now) == "taken"


def test_a_taken_score_taken_back_lets_the_person_try_again(make, workshop, by, now):
    person, assessment = make.registration(workshop), make.assessment(workshop)
    take(assessment, person, by, now)
    change = {(person.pk, "pre"): None}
    set_scores(workshop=workshop, scores=change, by=by, now=now, reason="The battery died")
    assert (open_tests(person), Attempt.objects.count()) == (["pre"], 0)
    assert take(assessment, person, by, now, right(workshop)) == 4


def test_answers_are_counted_by_question_and_test(make, workshop, by, now):
    pre, post = make.assessment(workshop, "pre"), make.assessment(workshop, "post")
    people = [make.registration(workshop) for _number in range(3)]
    take(pre, people[0], by, now, right(workshop))
    take(pre, people[1], by, now)
    take(post, people[0], by, now, right(workshop))
    take(post, people[2], by, now, right(workshop))
    type(people[2]).objects.filter(pk=people[2].pk).update(status="withdrawn")
    single, number = workshop.questions.order_by("position")
    assert answers_by_question(workshop) == {
        single.pk: {"pre": (2, 1), "post": (1, 1)},
        number.pk: {"pre": (2, 3), "post": (1, 3)},
    }
