"""Rows of a workshop's tests, made by keyword; `config.factories` hands them on as its own."""

from datetime import UTC, datetime
from decimal import Decimal

from evaluations.models import Assessment, Choice, Question

OPENED = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def question(workshop, *, right=(1,), choices=3, **fields):
    """A question of one point: a single choice of three, the first right; for kind "number" give `number`."""
    place = workshop.questions.count() + 1
    values = {"kind": "number" if "number" in fields else "single", "points": Decimal(1), "position": place}
    made = Question.objects.create(workshop=workshop, **values | _texts(f"Q{place}") | fields)
    for number in range(1, 1 + (0 if made.kind == "number" else choices)):
        Choice.objects.create(question=made, position=number, is_right=number in right, **_texts(f"A{number}"))
    return made


def assessment(workshop, test="pre", *, is_open=True, **fields):
    """The test of a workshop, open since OPENED unless told otherwise."""
    return Assessment.objects.create(workshop=workshop, test=test, **{"opened_at": OPENED if is_open else None} | fields)


def _texts(text):
    return {f"text_{code}": f"{text} {code}" for code in ("en", "fr", "ar")}
