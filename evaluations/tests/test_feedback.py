"""The box of feedback: who may put a form in, once; opening, closing, letters."""

from datetime import timedelta

import pytest

from accounts.models import HistoryEntry
from evaluations.actions.box import AnswerRefused
from evaluations.actions.feedback import (
    FeedbackRefused,
    close_due_feedback,
    close_feedback,
    give_feedback,
    open_feedback,
    send_feedback_letters,
    set_questions,
)
from evaluations.models import FeedbackAnswer, FeedbackForm, SpentPass
from evaluations.queries.feedback import feedback, texts
from evaluations.queries.passes import pass_for
from evaluations.rules.feedback import READY
from evaluations.tests.boxes import BY, held, opened
from mailing.models import Letter

GOOD = {"overall_satisfaction": 4}


def box_of(workshop):
    return FeedbackForm.objects.get(workshop=workshop)


def refusal(workshop, token, answers=GOOD, texts=()):
    with pytest.raises(AnswerRefused) as refused:
        give_feedback(workshop=workshop, token=token, answers=answers, texts=dict(texts))
    return refused.value.code


def test_a_pass_takes_one_form(make, now):
    workshop, _people, passes = opened(make, now)
    give_feedback(workshop=workshop, token=passes[0], answers=GOOD | {"unknown": 1}, texts={})
    assert refusal(workshop, passes[0]) == "spent"
    assert list(FeedbackAnswer.objects.values_list("question", "answer")) == [("overall_satisfaction", 4)]
    assert (box_of(workshop).forms, SpentPass.objects.count()) == (1, 1)


def test_passes_are_of_those_who_were_there_and_of_this_workshop(make, now):
    workshop, _people, passes = opened(make, now)
    other, _people, others = opened(make, now)
    absent = make.registration(workshop)
    make.mark(absent, workshop.registers.get(), state="absent")
    assert pass_for(box_of(workshop), absent) is None
    assert refusal(workshop, others[0]) == refusal(workshop, "made up") == refusal(workshop, passes[0] + "x") == "unknown_pass"
    give_feedback(workshop=other, token=others[0], answers=GOOD, texts={})


def test_presence_at_a_register_without_sessions_does_not_count(make, now):
    workshop, _people, _passes = opened(make, now)
    register = make.register(workshop, "BREAK", start=now.time(), kind="break")
    person = make.registration(workshop)
    make.mark(person, register)
    assert pass_for(box_of(workshop), person) is None


@pytest.mark.parametrize(("answers", "said", "code"), [({}, {}, "empty"), ({"unknown": 3}, {}, "empty"), (GOOD, {}, "closed")])
def test_what_is_refused(make, now, answers, said, code):
    workshop, _people, passes = opened(make, now)
    if code == "closed":
        close_feedback(workshop=workshop, by=BY, now=now)
    assert refusal(workshop, passes[0], answers, said) == code
    assert SpentPass.objects.count() == 0


def test_answers_count_once_the_box_is_closed(make, now):
    own = [{"kind": "text", "text_en": "", "text_fr": "Autre chose ?", "text_ar": ""}]
    workshop, _people, passes = opened(make, now, ready=READY, own=own, people=5)
    for mark, token in enumerate(passes, start=1):
        give_feedback(
            workshop=workshop, token=token, answers={"overall_satisfaction": mark}, texts={"Autre chose ?": f" {mark} "}
        )
    assert (feedback(workshop), texts(workshop)) == ([], [])
    close_feedback(workshop=workshop, by=BY, now=now)
    (result,) = feedback(workshop)
    assert (result.name, result.summary.n, result.mean, result.counts) == (
        "Overall satisfaction", 5, "3.00", {1: 1, 2: 1, 3: 1, 4: 1, 5: 1},
    )  # fmt: skip
    assert texts(workshop) == [("Autre chose ?", ["1", "2", "3", "4", "5"])]


def test_four_forms_give_their_number_and_no_words(make, now):
    own = [{"kind": "text", "text_en": "Else?", "text_fr": "", "text_ar": ""}]
    workshop, _people, passes = opened(make, now, ready=READY, own=own, people=4)
    for token in passes:
        give_feedback(workshop=workshop, token=token, answers=GOOD, texts={"Else?": "Yes"})
    close_feedback(workshop=workshop, by=BY, now=now)
    (result,) = feedback(workshop)
    assert (result.summary.n, result.summary.mean, result.summary.share_good, result.counts) == (4, None, None, {})
    assert (texts(workshop), FeedbackAnswer.objects.shown().count()) == ([], 0)


def test_closing_is_for_good(make, now):
    workshop, _people, passes = opened(make, now)
    give_feedback(workshop=workshop, token=passes[0], answers=GOOD, texts={})
    close_feedback(workshop=workshop, by=BY, now=now)
    assert (box_of(workshop).secret, SpentPass.objects.count()) == ("", 0)
    for action, more in ((close_feedback, {}), (open_feedback, {"closes_on": now.date()})):
        with pytest.raises(FeedbackRefused) as refused:
            action(workshop=workshop, by=BY, now=now, **more)
        assert refused.value.code == ("not_open" if action is close_feedback else "closed_already")


@pytest.mark.parametrize(
    ("fields", "days", "code"),
    [
        ({"state": "approved"}, 1, "not_running"),
        ({"state": "postponed"}, 1, "not_running"),
        ({"state": "published", "later": 1}, 3, "not_begun"),
        ({}, -1, "past"),
        ({}, 93, "too_late"),
    ],
)
def test_a_box_opens_while_the_workshop_takes_place(make, now, fields, days, code):
    start = now.date() + timedelta(days=fields.pop("later", 0))
    workshop, _people = held(make, now, start=start, end=start, **fields)
    with pytest.raises(FeedbackRefused) as refused:
        open_feedback(workshop=workshop, closes_on=now.date() + timedelta(days=days), by=BY, now=now)
    assert (refused.value.code, FeedbackForm.objects.filter(state="open").count()) == (code, 0)


def test_a_box_opens_with_the_ready_questions_unless_others_are_chosen(make, now):
    workshop, _people, _passes = opened(make, now)
    assert [row.name for row in box_of(workshop).questions.all()] == READY
    own = [{"kind": "scale", "text_en": "Pace?", "text_fr": "", "text_ar": "الوتيرة؟"}]
    chosen, _people, _passes = opened(make, now, ready=["venue_and_logistics"], own=own)
    assert [row.name for row in box_of(chosen).questions.all()] == ["venue_and_logistics", "Pace?"]


@pytest.mark.parametrize(
    ("ready", "own", "code"),
    [([], 0, "no_question"), (READY, 15, "too_many"), ([], 2, "same_name"), (["unknown"], 0, "no_question")],
)
def test_questions_are_refused(make, now, ready, own, code):
    workshop, _people = held(make, now)
    rows = [{"kind": "text", "text_en": f"Question {n if own > 2 else ''}", "text_fr": "", "text_ar": ""} for n in range(own)]
    with pytest.raises(FeedbackRefused) as refused:
        set_questions(workshop=workshop, ready=ready, own=rows, by=BY, now=now)
    assert refused.value.code == code


def test_questions_of_an_open_box_stay(make, now):
    workshop, _people, _passes = opened(make, now)
    with pytest.raises(FeedbackRefused) as refused:
        set_questions(workshop=workshop, ready=READY[:1], own=[], by=BY, now=now)
    assert (refused.value.code, box_of(workshop).questions.count()) == ("opened_already", 6)


def test_the_sweep_closes_what_is_over_once(make, now):
    workshop, _people, _passes = opened(make, now)
    last = now + timedelta(days=14)
    assert [close_due_feedback(now=moment) for moment in (last, last + timedelta(days=1), last + timedelta(days=1))] == [0, 1, 0]
    assert HistoryEntry.objects.filter(verb="feedback_closed", object_id=str(workshop.pk)).count() == 1


def test_everybody_present_is_written_to_once(make, now):
    workshop, people, _passes = opened(make, now)
    make.registration(workshop)
    send = {"workshop": workshop, "by": BY, "now": now}
    assert (send_feedback_letters(**send), send_feedback_letters(**send)) == (3, 0)
    letters = Letter.objects.filter(kind="registration_feedback").order_by("to")
    assert [letter.to for letter in letters] == sorted(person.email for person in people)
    assert all("/my/" in letter.text and "anonymes" in letter.text for letter in letters)


def test_letters_wait_for_an_open_box(make, now):
    with pytest.raises(FeedbackRefused) as refused:
        send_feedback_letters(workshop=held(make, now)[0], by=BY, now=now)
    assert refused.value.code == "not_open"
