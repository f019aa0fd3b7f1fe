"""Facts of the paper and the two assessments of one workshop."""

from collections import defaultdict

from django.db.models import Count, Sum

from evaluations.models import Answer, Assessment, Attempt, Question, Score
from evaluations.rules.assessments import Key
from participants.models import Registration


def questions(workshop):
    """The questions of `workshop` in order, their choices at hand; two queries."""
    return list(Question.objects.filter(workshop=workshop).prefetch_related("choices").order_by("position", "id"))


def total(workshop):
    """The points of the whole paper as a Decimal; 0 without a question."""
    return Question.objects.filter(workshop=workshop).aggregate(total=Sum("points"))["total"] or 0


def key_of(question):
    """What is right for `question`, its choices at hand."""
    right = frozenset(choice.pk for choice in question.choices.all() if choice.is_right)
    return Key(question.kind, question.points, right, question.number, question.tolerance)


def assessments(workshop):
    """{"pre": Assessment, "post": Assessment} of `workshop`, each with `taken`, the number of attempts; one not yet opened
    has no row."""
    rows = Assessment.objects.filter(workshop=workshop).annotate(taken=Count("attempts")).order_by("pk")
    return {row.test: row for row in rows}


def assessment_at(token):
    """The assessment whose code on the wall ends in `token`, its workshop and office at hand, or None."""
    return Assessment.objects.filter(token=token).select_related("workshop__office").first()


def is_settled(workshop):
    """Whether the paper can change no more: somebody took a test, or a test is open."""
    taken = Attempt.objects.filter(assessment__workshop=workshop).exists()
    return taken or Assessment.objects.filter(workshop=workshop, opened_at__isnull=False, closed_at=None).exists()


def has_scores(workshop):
    return Score.objects.filter(registration__workshop=workshop).exists()


def open_tests(registration):
    """The tests, "pre" before "post", that are open and that `registration` has no score in; one query."""
    scored = Score.objects.filter(registration=registration).values("test")
    attempted = Attempt.objects.filter(registration=registration).values("assessment")
    rows = Assessment.objects.filter(workshop=registration.workshop_id, opened_at__isnull=False, closed_at=None)
    rows = rows.exclude(test__in=scored).exclude(pk__in=attempted).order_by("-test")
    return list(rows.values_list("test", flat=True))


def own_scores(registration):
    """{test: points} of one registration."""
    return dict(Score.objects.filter(registration=registration).values_list("test", "points"))


def by_code(workshop, code):
    """The confirmed registrations of `workshop` whose door code begins with `code`; two rows at most."""
    rows = Registration.objects.filter(workshop=workshop, door_code__startswith=code)
    return list(rows.confirmed().select_related("workshop__office").order_by("pk")[:2])


def answers_by_question(workshop):
    """{question id: {"pre": (answers, points), "post": …}} over everybody confirmed who took a test; one query."""
    rows = (
        Answer.objects.filter(question__workshop=workshop, attempt__registration__status=Registration.Status.CONFIRMED)
        .values("question", "attempt__assessment__test")
        .annotate(n=Count("pk"), earned=Sum("points"))
        .order_by("question", "attempt__assessment__test")
    )
    found = defaultdict(dict)
    for row in rows:
        found[row["question"]][row["attempt__assessment__test"]] = (row["n"], row["earned"])
    return found


def papers_to_copy(workshops, workshop):
    """Those of `workshops` that have a paper, the newest first, `workshop` left out; with `asked`, the number of questions."""
    rows = workshops.exclude(pk=workshop.pk).annotate(asked=Count("questions")).filter(asked__gt=0)
    return rows.order_by("-start", "code")
