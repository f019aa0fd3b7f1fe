"""One pass, sent from two telephones at the same moment."""

import threading

import pytest

from evaluations.actions import feedback as actions
from evaluations.models import FeedbackAnswer, FeedbackForm, SpentPass
from evaluations.models.feedback import in_order
from evaluations.tests.boxes import opened
from participants.tests.test_seats_race import at_once, both, need


def send(workshop, token, mark):
    return lambda: actions.give_feedback(workshop=workshop, token=token, answers={"overall_satisfaction": mark}, texts={})


@both
@pytest.mark.django_db(transaction=True)
def test_one_pass_sent_at_once_counts_once_and_no_form_is_lost(make, now, database):
    need(database)
    workshop, _people, passes = opened(make, now, people=4)
    errors = at_once([send(workshop, token, mark) for mark, token in enumerate(passes, start=1) for _time in range(2)])
    assert [error.code for error in errors] == ["spent"] * 4
    assert sorted(FeedbackAnswer.objects.values_list("answer", flat=True)) == [1, 2, 3, 4]
    assert (FeedbackForm.objects.get().forms, SpentPass.objects.count()) == (4, 4)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_an_answer_is_doubled(make, now, monkeypatch):
    """The control: two forms put in at once, neither waiting for the other, both write the earlier one anew."""
    need("postgres")
    workshop, _people, passes = opened(make, now, people=3)
    send(workshop, passes[0], 1)()
    together = threading.Barrier(2)

    def put_in_together(rows, fields, added, **owner):
        kept = list(rows.values_list(*fields))
        if rows.model is FeedbackAnswer:
            together.wait(30)
        rows.delete()
        rows.model.objects.bulk_create(in_order(rows.model, fields, [*kept, *added], **owner))

    monkeypatch.setattr(actions, "_locked", lambda workshop: FeedbackForm.objects.filter(workshop=workshop).first())
    monkeypatch.setattr(actions, "spend", lambda _box, _token: None)
    monkeypatch.setattr(actions, "put_in", put_in_together)
    assert at_once([send(workshop, passes[1], 2), send(workshop, passes[2], 3)]) == []
    assert sorted(FeedbackAnswer.objects.values_list("answer", flat=True)) == [1, 1, 2, 3]
