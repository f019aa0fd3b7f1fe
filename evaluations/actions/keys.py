"""Correcting what is right for a question that people have answered already: their answers are marked again."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from accounts import history
from evaluations.actions.papers import PaperRefused
from evaluations.models import Answer, Question, Score
from evaluations.queries.assessments import key_of
from evaluations.rules.assessments import NUMBER, points_for, question_fault
from workshops.models import Workshop


@transaction.atomic
def correct_key(*, question, right, number, tolerance, reason, by, now):
    """Make the choices at the places in `right`, or `number` within `tolerance`, the answer; the rest of `question` stays.

    Every answer to it is marked again, and so is every score taken on a screen; a score corrected by hand stays as it is.
    Returns how many scores changed; raises PaperRefused.
    """
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=question.workshop_id)
    if workshop.state == Workshop.State.CLOSED:
        raise PaperRefused("closed")
    before = _key(question)
    _write(question, right, number, tolerance)
    question = Question.objects.prefetch_related("choices").get(pk=question.pk)
    if fault := question_fault(question.kind, [choice.is_right for choice in question.choices.all()], question.number):
        raise PaperRefused(fault)
    _mark_again(question)
    changed = _write_scores(workshop)
    after = _key(question) | {"scores_changed": changed}
    sides = {"before": before, "after": after, "reason": reason}
    history.record(by=by, now=now, obj=workshop, verb="key_corrected", office=workshop.office, **sides)
    return changed


def _key(question):
    """What is right, as history keeps it."""
    about = {"question": question.position}
    if question.kind == NUMBER:
        return about | {"number": question.number, "tolerance": question.tolerance}
    return about | {"right": list(question.choices.filter(is_right=True).order_by("position").values_list("position", flat=True))}


def _write(question, right, number, tolerance):
    if question.kind == NUMBER:
        Question.objects.filter(pk=question.pk).update(number=number, tolerance=tolerance)
    else:
        question.choices.filter(position__in=right).update(is_right=True)
        question.choices.exclude(position__in=right).update(is_right=False)


def _mark_again(question):
    key, answers = key_of(question), list(Answer.objects.filter(question=question))
    for answer in answers:
        answer.points = points_for(key, _given(question, answer))
    Answer.objects.bulk_update(answers, ["points"])


def _given(question, answer):
    if question.kind == NUMBER:
        return Decimal(answer.given[0]) if answer.given else None
    return frozenset(answer.given)


def _write_scores(workshop):
    """Give every score taken on a screen the sum of its answers; how many changed."""
    sums = Answer.objects.filter(attempt__assessment__workshop=workshop).values_list(
        "attempt__registration", "attempt__assessment__test"
    )
    earned = {(pk, test): points for pk, test, points in sums.annotate(earned=Sum("points")).order_by()}
    taken = Score.objects.filter(registration__workshop=workshop, source=Score.Source.TAKEN)
    rows = [row for row in taken if row.points != earned.get((row.registration_id, row.test), row.points)]
    for row in rows:
        row.points = earned[(row.registration_id, row.test)]
    Score.objects.bulk_update(rows, ["points"])
    return len(rows)
