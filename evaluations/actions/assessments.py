"""Opening and closing a test, and taking it: one attempt for each person and test."""

from django.db import transaction

from accounts import history
from evaluations.actions.papers import adopt_total
from evaluations.models import Answer, Assessment, Attempt, Score
from evaluations.queries.assessments import key_of, questions, total
from evaluations.rules.assessments import NUMBER, points_for
from participants.models import Registration
from workshops.models import Workshop

#: a test is set while the workshop is on: from published until it is closed
SETS_TESTS = (Workshop.State.PUBLISHED, Workshop.State.REGISTRATION_CLOSED, Workshop.State.HELD)


class TestRefused(Exception):
    """`code`: not_running, not_open, not_confirmed, taken, scored, incoherent."""

    __test__ = False  # for pytest, which takes a name that begins like this for a test

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def open_test(*, workshop, test, by, now):
    """Open `test` ("pre" or "post"), for the first time or again; the paper's points become the workshop's maximum.

    Returns the Assessment. Raises TestRefused, and PaperRefused where the paper does not fit the workshop.
    """
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    if workshop.state not in SETS_TESTS:
        raise TestRefused("not_running")
    adopt_total(workshop=workshop, by=by, now=now)
    assessment, _made = Assessment.objects.get_or_create(workshop=workshop, test=test)
    if not assessment.is_open:
        assessment.opened_at, assessment.closed_at = now, None
        assessment.save(update_fields=["opened_at", "closed_at"])
        history.record(by=by, now=now, obj=workshop, verb="test_opened", office=workshop.office, after={"test": test})
    return assessment


@transaction.atomic
def close_test(*, workshop, test, by, now):
    """Close `test`: nobody takes it any more until it is opened again. Closing what is closed changes nothing."""
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    assessment = Assessment.objects.filter(workshop=workshop, test=test).first()
    if assessment and assessment.is_open:
        assessment.closed_at = max(now, assessment.opened_at)
        assessment.save(update_fields=["closed_at"])
        history.record(by=by, now=now, obj=workshop, verb="test_closed", office=workshop.office, after={"test": test})


def why_not(assessment, registration):
    """The code with which TestRefused would answer `registration` at `assessment` (None where there is none), or ""."""
    if assessment is None or not assessment.is_open:
        return "not_open"
    if assessment.workshop.state not in SETS_TESTS:
        return "not_running"
    if registration.status != Registration.Status.CONFIRMED:
        return "not_confirmed"
    if Attempt.objects.filter(assessment=assessment, registration=registration).exists():
        return "taken"
    if Score.objects.filter(registration=registration, test=assessment.test).exists():
        return "scored"
    return "" if total(assessment.workshop) == assessment.workshop.test_max_score else "incoherent"


@transaction.atomic
def take_test(*, assessment, registration, answers, language, way, by, now):
    """Mark `answers` ({question id: set of choice ids, or Decimal or None}) and keep them; what is left out earns nothing.

    Writes the attempt, an answer per question and the Score. Returns the points; raises TestRefused.
    """
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=assessment.workshop_id)
    assessment = Assessment.objects.select_related("workshop").get(pk=assessment.pk)
    registration = Registration.objects.get(pk=registration.pk, workshop=workshop)
    if code := why_not(assessment, registration):
        raise TestRefused(code)
    about = {"assessment": assessment, "registration": registration, "language": language, "way": way}
    attempt = Attempt.objects.create(taken_at=now, **about)
    marked = [_answer(attempt, question, answers.get(question.pk)) for question in questions(workshop)]
    Answer.objects.bulk_create(marked)
    points = sum(answer.points for answer in marked)
    Score.objects.create(registration=registration, test=assessment.test, points=points, source=Score.Source.TAKEN)
    history.record(
        by=by, now=now, obj=registration, verb="test_taken", office=workshop.office, after={f"score_{assessment.test}": points}
    )
    return points


def _answer(attempt, question, given):
    """The Answer to keep: of choices only those the question offers."""
    if question.kind == NUMBER:
        said = [] if given is None else [str(given)]
    else:
        offered = {choice.pk for choice in question.choices.all()}
        given = frozenset(given or ()) & offered
        said = sorted(given)
    return Answer(attempt=attempt, question=question, given=said, points=points_for(key_of(question), given))
