"""Disability answers: given on a page of one's own, and erased after a year, when only the workshop's totals stay."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from accounts.history import Actor, record
from evaluations.models import DisabilityTotal
from evaluations.queries.passes import attended
from evaluations.rules.disability import DIFFICULTY, is_asked, worst
from participants.models import DisabilityAnswer
from workshops.models import Workshop

#: how long an answer is kept after the workshop's last day
KEPT = timedelta(days=365)


@transaction.atomic
def answer_disability(*, registration, answers):
    """Keep the worst of `answers` (six of 1 to 4, None where left out) in the place of any earlier one; nothing else stays.

    All left out means declined: an earlier answer goes. Returns whether something was kept; nothing is (False) once the
    workshop's answers are erased. Neither actor nor time are taken and no history is written: that somebody answered is
    nobody's business either.
    """
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=registration.workshop_id)
    if not is_asked(registration.status) or DisabilityTotal.objects.filter(workshop=workshop).exists():
        return False
    found = worst(answers)
    if found is None:
        DisabilityAnswer.objects.filter(registration=registration).delete()
        return False
    DisabilityAnswer.objects.update_or_create(registration=registration, defaults={"worst_domain": found})
    return True


def erase_disability_answers(*, now):
    """Replace the answers of each workshop by their totals, a year after its last day, and not before they are a year here.

    The second lets an office move a past workshop in. A sweep: the second run finds nothing. Returns how many workshops.
    """
    before = now - KEPT
    answered = DisabilityAnswer.objects.values("registration__workshop")
    rows = Workshop.objects.filter(end__lt=before.date(), pk__in=answered).annotate(came=Max("registrations__created_at"))
    due = [workshop.pk for workshop in rows.order_by("end", "pk") if workshop.came < before]
    return sum(_erase(pk, now) for pk in due)


@transaction.atomic
def _erase(pk, now):
    workshop = Workshop.objects.select_for_update(of=("self",)).select_related("office").get(pk=pk)
    answers = DisabilityAnswer.objects.filter(registration__workshop=workshop)
    if not answers.exists():  # another sweep was here at the same moment
        return 0
    present = attended(workshop)
    counted = list(answers.filter(registration__in=present).values_list("worst_domain", flat=True))
    totals = {
        "attended": present.count(),
        "answered": len(counted),
        "with_disability": sum(found >= DIFFICULTY for found in counted),
    }
    DisabilityTotal.objects.update_or_create(workshop=workshop, defaults=totals)
    answers.delete()
    by = Actor.system("erase_disability_answers")
    record(by=by, now=now, obj=workshop, verb="disability_erased", office=workshop.office, after=totals)
    return 1
