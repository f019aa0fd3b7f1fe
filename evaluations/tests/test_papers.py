from decimal import Decimal

import pytest

from accounts.history import Actor, entries_for
from evaluations.actions import papers
from evaluations.models import Question, Score
from evaluations.queries.assessments import questions


@pytest.fixture
def workshop(make, office):
    return make.workshop(office=office)


@pytest.fixture
def act(coordinator, now):
    return lambda action, **values: action(by=Actor.of(coordinator), now=now, **values)


def single(right=(True, False), **values):
    choices = [{"text_en": f"A{number}", "is_right": is_right} for number, is_right in enumerate(right)]
    return {"kind": "single", "points": Decimal(2), "text_en": "Q", "choices": choices} | values


def refused(act, action, **values):
    with pytest.raises(papers.PaperRefused) as refusal:
        act(action, **values)
    return refusal.value.code


def shape(workshop):
    return [(row.text_en, [(choice.text_en, choice.is_right) for choice in row.choices.all()]) for row in questions(workshop)]


def test_a_paper_is_written_changed_and_put_in_order(act, workshop):
    first = act(papers.add_question, workshop=workshop, data=single(text_en="One"))
    second = act(papers.add_question, workshop=workshop, data=single(text_en="Two"))
    act(papers.change_question, question=first, data=single(right=(False, True, False), text_en="Uno", points=Decimal(3)))
    act(papers.move_question, question=second, step=-1)
    act(papers.move_question, question=second, step=-1)
    assert shape(workshop) == [
        ("Two", [("A0", True), ("A1", False)]),
        ("Uno", [("A0", False), ("A1", True), ("A2", False)]),
    ]
    act(papers.remove_question, question=second)
    assert [row.points for row in questions(workshop)] == [3]
    verbs = ["question_removed", "question_moved", "question_changed", "question_added", "question_added"]
    entries = entries_for(workshop)
    assert [entry.verb for entry in entries] == verbs
    assert entries[2].values.before == {"question": 1, "text_en": "One", "points": "2"}


def test_a_question_without_a_right_answer_is_refused(act, workshop):
    assert refused(act, papers.add_question, workshop=workshop, data=single(right=(False, False))) == "none_right"
    number = {"kind": "number", "points": Decimal(1), "text_en": "Q", "number": None, "choices": []}
    assert refused(act, papers.add_question, workshop=workshop, data=number) == "no_number"
    assert Question.objects.count() == 0


def test_a_paper_that_is_open_or_taken_changes_no_more(act, make, workshop, now):
    question = make.question(workshop)
    assessment = make.assessment(workshop, is_open=True)
    assert refused(act, papers.remove_question, question=question) == "settled"
    assessment.closed_at = now
    assessment.save()
    act(papers.change_question, question=question, data=single())
    assessment.attempts.create(registration=make.registration(workshop), way="link", language="fr", taken_at=now)
    assert refused(act, papers.change_question, question=question, data=single()) == "settled"
    assert refused(act, papers.add_question, workshop=workshop, data=single()) == "settled"


def test_a_paper_of_a_closed_workshop_stays(act, make, office):
    closed = make.workshop(office=office, state="closed")
    assert refused(act, papers.add_question, workshop=closed, data=single()) == "closed"
    assert refused(act, papers.adopt_total, workshop=closed) == "closed"


def test_a_paper_has_an_end(act, workshop, monkeypatch):
    monkeypatch.setattr(papers, "MOST_QUESTIONS", 1)
    act(papers.add_question, workshop=workshop, data=single())
    assert refused(act, papers.add_question, workshop=workshop, data=single()) == "full"


def test_a_copy_takes_questions_and_nothing_of_people(act, make, office, workshop):
    source = make.workshop(office=office)
    make.question(source, right=(2,))
    make.question(source, kind="number", number=Decimal("7.5"), tolerance=Decimal("0.5"))
    assert act(papers.copy_paper, workshop=workshop, source=source) == 2
    assert shape(workshop) == shape(source)
    assert [(row.number, row.tolerance) for row in questions(workshop)][1] == (Decimal("7.5"), Decimal("0.5"))
    assert refused(act, papers.copy_paper, workshop=workshop, source=source) == "not_empty"
    assert refused(act, papers.copy_paper, workshop=make.workshop(office=office), source=None) == "nothing_to_copy"


def test_the_total_becomes_the_maximum(act, make, workshop):
    assert refused(act, papers.adopt_total, workshop=workshop) == "no_questions"
    make.question(workshop, points=Decimal("12.5"))
    assert act(papers.adopt_total, workshop=workshop) == Decimal("12.5")
    workshop.refresh_from_db()
    assert workshop.test_max_score == Decimal("12.5")
    assert entries_for(workshop)[0].verb == "maximum_set"


def test_a_total_that_contradicts_scores_or_the_rule_is_refused(act, make, office):
    workshop = make.workshop(office=office, test_max_score=Decimal(20), rule={"test": "score", "pass_mark": Decimal(15)})
    make.question(workshop, points=Decimal(10))
    assert refused(act, papers.adopt_total, workshop=workshop) == "pass_mark"
    Score.objects.create(registration=make.registration(workshop), test="pre", points=9)
    assert refused(act, papers.adopt_total, workshop=workshop) == "other_total"
    make.question(workshop, points=Decimal(10))
    assert act(papers.adopt_total, workshop=workshop) == 20
