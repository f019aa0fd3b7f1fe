"""Writing the paper of a workshop: its questions, their order, a copy of another workshop's, and the maximum it makes."""

from django.db import transaction

from accounts import history
from evaluations.models import Choice, Question
from evaluations.queries.assessments import has_scores, is_settled, questions, total
from evaluations.rules.assessments import question_fault, total_fault
from workshops.models import CertificateRule, Workshop

#: the columns of a question and of a choice that a copy takes along
FIELDS = ("kind", "points", "text_en", "text_fr", "text_ar", "number", "tolerance")
CHOICE_FIELDS = ("position", "text_en", "text_fr", "text_ar", "is_right")
#: so many questions a participant answers in one sitting
MOST_QUESTIONS = 60


class PaperRefused(Exception):
    """Nothing was changed. `code`: closed, settled, full, not_empty, nothing_to_copy, a code of rules.assessments.question_fault
    or of rules.assessments.total_fault."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def add_question(*, workshop, data, by, now):
    """A question at the end of the paper; `data` has the FIELDS and `choices`, a list of {text_…, is_right}. Returns it."""
    workshop = _unsettled(workshop)
    _check(data)
    last = Question.objects.filter(workshop=workshop).order_by("-position").values_list("position", flat=True)
    if len(last) >= MOST_QUESTIONS:
        raise PaperRefused("full")
    question = Question.objects.create(workshop=workshop, position=(last[0] if last else 0) + 1, **_fields(data))
    _write_choices(question, data["choices"])
    _record(workshop, question, "question_added", by, now, after=_fields(data))
    return question


@transaction.atomic
def change_question(*, question, data, by, now):
    """Give `question` the texts, points and choices of `data`; its kind stays."""
    workshop = _unsettled(question.workshop)
    _check(data | {"kind": question.kind})
    after = _fields(data) | {"kind": question.kind}
    before = {name: getattr(question, name) for name in after}
    for name, value in after.items():
        setattr(question, name, value)
    question.save(update_fields=list(after))
    question.choices.all().delete()
    _write_choices(question, data["choices"])
    _record(workshop, question, "question_changed", by, now, before=before, after=after)


@transaction.atomic
def remove_question(*, question, by, now):
    """Take `question` out of the paper."""
    workshop = _unsettled(question.workshop)
    _record(workshop, question, "question_removed", by, now, before={name: getattr(question, name) for name in FIELDS})
    question.delete()


@transaction.atomic
def move_question(*, question, step, by, now):
    """Change places with the question before (`step` -1) or after (1); at the end of the paper nothing happens."""
    workshop = _unsettled(question.workshop)
    order = questions(workshop)
    place = order.index(question)
    if not 0 <= place + step < len(order):
        return
    order.insert(place + step, order.pop(place))
    for position, row in enumerate(order, start=1):
        row.position = position
    Question.objects.bulk_update(order, ["position"])
    _record(workshop, question, "question_moved", by, now)


@transaction.atomic
def copy_paper(*, workshop, source, by, now):
    """Give `workshop`, which has no question yet, the paper of the workshop `source` (or None). Returns how many."""
    workshop = _unsettled(workshop)
    if Question.objects.filter(workshop=workshop).exists():
        raise PaperRefused("not_empty")
    found = questions(source) if source else []
    if not found:
        raise PaperRefused("nothing_to_copy")
    for position, row in enumerate(found, start=1):
        values = {name: getattr(row, name) for name in FIELDS}
        made = Question.objects.create(workshop=workshop, position=position, **values)
        choices = [{name: getattr(choice, name) for name in CHOICE_FIELDS} for choice in row.choices.all()]
        Choice.objects.bulk_create(Choice(question=made, **values) for values in choices)
    after = {"copied_from": source.code, "questions": len(found)}
    history.record(by=by, now=now, obj=workshop, verb="paper_copied", office=workshop.office, after=after)
    return len(found)


@transaction.atomic
def adopt_total(*, workshop, by, now):
    """Make the points of the paper the workshop's maximum. Returns that maximum; raises PaperRefused."""
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    if workshop.state == Workshop.State.CLOSED:
        raise PaperRefused("closed")
    points = total(workshop)
    rule = CertificateRule.objects.filter(workshop=workshop, test=CertificateRule.Test.SCORE).first()
    fault = total_fault(
        total=points,
        maximum=workshop.test_max_score,
        has_scores=has_scores(workshop),
        pass_mark=rule and rule.pass_mark,
    )
    if fault:
        raise PaperRefused(fault)
    if workshop.test_max_score != points:
        before, workshop.test_max_score = workshop.test_max_score, points
        workshop.save(update_fields=["test_max_score"])
        values = {"before": {"test_max_score": before}, "after": {"test_max_score": points}}
        history.record(by=by, now=now, obj=workshop, verb="maximum_set", office=workshop.office, **values)
    return points


def _unsettled(workshop):
    """`workshop`, locked, while its paper may change."""
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    if workshop.state == Workshop.State.CLOSED:
        raise PaperRefused("closed")
    if is_settled(workshop):
        raise PaperRefused("settled")
    return workshop


def _check(data):
    fault = question_fault(data["kind"], [choice["is_right"] for choice in data["choices"]], data.get("number"))
    if fault:
        raise PaperRefused(fault)


def _fields(data):
    return {name: data[name] for name in FIELDS if name in data}


def _write_choices(question, choices):
    Choice.objects.bulk_create(
        Choice(question=question, position=position, **choice) for position, choice in enumerate(choices, start=1)
    )


def _record(workshop, question, verb, by, now, *, before=None, after=None):
    """One line of the workshop's history; `question` stands in it by its place."""
    before, after = before or {}, after or {}
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    sides = {
        side: {"question": question.position} | {name: value for name, value in values.items() if name in changed}
        for side, values in {"before": before, "after": after}.items()
        if values or side == "after"
    }
    history.record(by=by, now=now, obj=workshop, verb=verb, office=workshop.office, **sides)
