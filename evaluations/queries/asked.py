"""What a person is asked at the moment, on the own page."""

from evaluations.queries.passes import Purpose, open_box, pass_for
from evaluations.rules.disability import is_asked


def asked_of(registration):
    """The addresses (of `evaluations:`) that the own page of `registration` offers; three queries, more while a box is open."""
    boxes = {"own_feedback": Purpose.FEEDBACK, "own_follow_up": Purpose.FOLLOW_UP}
    asked = [name for name, purpose in boxes.items() if _may_answer(registration, purpose)]
    return asked + (["own_difficulties"] if is_asked(registration.status) else [])


def _may_answer(registration, purpose):
    box = open_box(registration.workshop, purpose)
    return box is not None and pass_for(box, registration) is not None
