"""Nothing in a dump joins an answer to a person, or to another answer of the same form."""

import random

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from evaluations.actions import box as box_actions
from evaluations.actions import feedback as actions
from evaluations.actions.feedback import close_feedback, give_feedback
from evaluations.models import FeedbackForm
from evaluations.rules.passes import digest_of, pass_of
from evaluations.tests.boxes import BY, dump, opened

READY = ["overall_satisfaction", "venue_and_logistics"]
OWN = [{"kind": "text", "text_en": "What should change?", "text_fr": "", "text_ar": ""}]
FORMS = [
    ({"overall_satisfaction": 5, "venue_and_logistics": 1}, {"What should change?": "More breaks"}),
    ({"overall_satisfaction": 2, "venue_and_logistics": 4}, {}),
    ({"overall_satisfaction": 5, "venue_and_logistics": 3}, {"What should change?": "Another hotel"}),
    ({"overall_satisfaction": 3}, {"What should change?": "Nothing"}),
    ({"venue_and_logistics": 2}, {}),
]
CONTENT = {"evaluations_feedbackanswer": ("question", "answer"), "evaluations_feedbacktext": ("question", "text")}


def filled(make, now, seed):
    """A box into which the FORMS were put in an order, and by persons, that `seed` decides: (workshop, people, passes)."""
    workshop, people, passes = opened(make, now, ready=READY, own=OWN, people=len(FORMS))
    for token, (answers, texts) in zip(passes, random.Random(seed).sample(FORMS, len(FORMS)), strict=True):
        give_feedback(workshop=workshop, token=token, answers=answers, texts=texts)
    return workshop, people, passes


def kept(workshop):
    """What the database keeps of the answers, in the order of the file and in the order of the keys, the keys left out."""
    form = FeedbackForm.objects.get(workshop=workshop).pk
    tables = {name: [row for row in rows if row["form_id"] == form] for name, rows in dump(*CONTENT).items()}
    orders = [tables, {name: sorted(rows, key=lambda row: row["id"]) for name, rows in tables.items()}]
    return [{name: [[row[part] for part in CONTENT[name]] for row in rows] for name, rows in order.items()} for order in orders]


def test_what_is_kept_does_not_depend_on_who_came_when(make, now):
    assert [kept(filled(make, now, seed)[0]) for seed in range(3)] == [kept(filled(make, now, 9)[0])] * 3


def test_control_rows_added_as_they_come_would_tell_forms_apart(make, now, monkeypatch):
    """Written in the order of arrival, the same answers lie differently each time: rows beside each other are one form."""

    def added(rows, fields, new, **owner):
        rows.model.objects.bulk_create(rows.model(**owner, **dict(zip(fields, row, strict=True))) for row in new)

    monkeypatch.setattr(actions, "put_in", added)
    assert kept(filled(make, now, 1)[0]) != kept(filled(make, now, 9)[0])


def test_an_answer_holds_its_question_and_its_mark_alone(make, now):
    filled(make, now, 1)
    rows = dump(*CONTENT)
    assert {name: set(rows[name][0]) for name in rows} == {
        "evaluations_feedbackanswer": {"id", "form_id", "question", "answer"},
        "evaluations_feedbacktext": {"id", "form_id", "question", "text"},
    }
    keys = {row["id"] for answers in rows.values() for row in answers}
    others = [value for name, table in dump().items() if name not in CONTENT for row in table for value in row.values()]
    assert not keys & {value for value in others if isinstance(value, int)}


def test_every_form_gives_all_answers_new_keys(make, now):
    workshop, _people, passes = opened(make, now, ready=READY, people=2)
    give_feedback(workshop=workshop, token=passes[0], answers=FORMS[0][0], texts={})
    first = {row["id"] for row in dump(*CONTENT)["evaluations_feedbackanswer"]}
    give_feedback(workshop=workshop, token=passes[1], answers=FORMS[1][0], texts={})
    second = {row["id"] for row in dump(*CONTENT)["evaluations_feedbackanswer"]}
    assert (len(first), len(second), first & second) == (2, 4, set())


def test_a_form_sent_leaves_traces_in_the_box_alone(make, now):
    """No history, no letter, no session, no scan: what changes in the whole database is listed here."""
    workshop, _people, passes = opened(make, now, ready=READY, own=OWN, people=2)
    before = dump()
    url = reverse("evaluations:give_feedback", args=[workshop.code, passes[0]])
    response = Client().post(url, {"q0": "4", "q1": "", "q2": "Good"})
    assert response.url == reverse("evaluations:thanks", args=[workshop.code])
    after = dump()
    assert sorted(name for name in after if after[name] != before[name] and name != "cache") == [
        "evaluations_feedbackanswer",
        "evaluations_feedbackform",
        "evaluations_feedbacktext",
        "evaluations_spentpass",
    ]
    (form,) = after["evaluations_feedbackform"]
    assert {name for name in form if form[name] != before["evaluations_feedbackform"][0][name]} == {"forms"}


def test_no_pass_can_be_read_or_computed_from_a_dump(make, now):
    workshop, people, passes = filled(make, now, 1)
    everything = dump()
    text = repr(everything)
    assert not any(token in text for token in passes)
    secret = everything["evaluations_feedbackform"][0]["secret"]
    guesses = {digest_of(pass_of(f"{key}{secret}", "feedback", row.pk)) for key in ("", " ") for row in people}
    spent = [row["digest"] for row in everything["evaluations_spentpass"]]
    assert (len(spent), spent == sorted(spent), guesses & set(spent)) == (len(FORMS), True, set())


def test_control_with_the_key_of_the_site_passes_are_known_while_the_box_is_open(make, now):
    """Why the box is closed: its secret goes, and with it what the key of the site could still tell."""
    workshop, people, passes = filled(make, now, 1)
    box = FeedbackForm.objects.get(workshop=workshop)
    assert [pass_of(f"{settings.SECRET_KEY} {box.secret}", "feedback", row.pk) for row in people] == passes
    close_feedback(workshop=workshop, by=BY, now=now)
    rows = dump("evaluations_feedbackform", "evaluations_spentpass")
    assert (rows["evaluations_feedbackform"][0]["secret"], rows["evaluations_spentpass"]) == ("", [])


def test_letters_carry_no_pass(make, now):
    workshop, people, passes = opened(make, now, people=2)
    assert actions.send_feedback_letters(workshop=workshop, by=BY, now=now) == 2
    text = repr(dump())
    assert ("/feedback/" in text, any(token in text for token in passes)) == (True, False)


@pytest.mark.parametrize("mark", [0, 6, -1])
def test_a_refused_form_spends_no_pass(make, now, mark):
    workshop, _people, passes = opened(make, now, ready=READY, people=1)
    with pytest.raises(box_actions.AnswerRefused) as refused:
        give_feedback(workshop=workshop, token=passes[0], answers={"overall_satisfaction": mark}, texts={})
    assert (refused.value.code, dump("evaluations_spentpass")) == ("out_of_range", {"evaluations_spentpass": []})
