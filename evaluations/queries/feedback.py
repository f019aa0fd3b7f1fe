"""Feedback of one workshop: its state and, once the box is closed, what it says."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from evaluations.models import FeedbackAnswer, FeedbackForm, FeedbackQuestion, FeedbackText
from evaluations.rules.feedback import READY, Summary, are_few, summary
from evaluations.wording import name_of


@dataclass(frozen=True)
class Result:
    """One question with its Summary; `counts` {mark: how often} is empty when there are too few answers to show."""

    question: str
    name: str
    summary: Summary
    counts: dict

    @property
    def mean(self):
        """The mean with two places, halves up, as text."""
        hundredths = int(self.summary.mean * 100 + Fraction(1, 2))
        return f"{hundredths // 100}.{hundredths % 100:02}"


def form_of(workshop):
    """The FeedbackForm of `workshop`, or None."""
    return FeedbackForm.objects.filter(workshop=workshop).first()


def feedback(workshop):
    """A Result per question of a closed box, the ready questions first; two queries."""
    rows = FeedbackAnswer.objects.counted().filter(form__workshop=workshop).order_by("question", "answer")
    found = {}
    for question, answer in rows.values_list("question", "answer"):
        found.setdefault(question, Counter())[answer] += 1
    own = _own(workshop)
    order = sorted(found, key=lambda name: (READY.index(name) if name in READY else len(READY), name))
    return [_result(question, name_of(question, own), found[question]) for question in order]


def texts(workshop):
    """[(question in words, [text])] of a closed box, in alphabetical order; empty while fewer than five forms came back."""
    rows = FeedbackText.objects.filter(form__workshop=workshop, form__state=FeedbackForm.State.CLOSED)
    rows = [row for row in rows.select_related("form").order_by("question", "text", "id") if not are_few(row.form.forms)]
    own, found = _own(workshop) if rows else {}, {}
    for row in rows:
        found.setdefault(name_of(row.question, own), []).append(row.text)
    return list(found.items())


def own_questions(names):
    """The FeedbackQuestion of each of `names` that an office wrote itself; no query where all are ready ones."""
    unknown = [name for name in names if name not in READY]
    if not unknown:
        return []
    rows = FeedbackQuestion.objects.filter(name__in=unknown).order_by("pk")
    return list({row.name: row for row in rows}.values())


def _result(question, name, counts):
    told = summary(counts)
    return Result(question, name, told, {} if told.mean is None else dict(counts))


def _own(workshop):
    form = FeedbackForm.objects.filter(workshop=workshop).prefetch_related("questions").first()
    return {row.name: row for row in form.questions.all()} if form else {}
