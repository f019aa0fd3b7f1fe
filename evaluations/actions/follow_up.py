"""The inquiry some months later: planned, asked by letter or typed as totals, answered, closed."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from accounts import history
from accounts.history import Actor
from evaluations.actions.box import LONGEST_TEXT, AnswerRefused, empty_of_passes, new_secret, put_in, spend
from evaluations.actions.feedback import local_day
from evaluations.models import FollowUp, FollowUpInvitation, FollowUpPlan, FollowUpText
from participants import letters
from participants.queries.addresses import address_of
from workshops.models import Workshop

Source = FollowUp.Source
#: how long answers are taken
TAKEN_FOR = timedelta(days=45)
FIGURES = ["invited", "answered", "using_skills", "months_after"]


class FollowUpRefused(Exception):
    """Nothing was changed. `code`: asked_already (letters have left), typed_already (totals were typed), nobody."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def plan_follow_up(*, workshop, is_asked, months_after, by, now):
    """Whether and when letters leave for `workshop`. Raises FollowUpRefused once they have left."""
    found = _locked(workshop)
    if found and found.source == Source.ASKED:
        raise FollowUpRefused("asked_already")
    plan = {"is_asked": is_asked, "months_after": months_after}
    FollowUpPlan.objects.update_or_create(workshop=workshop, defaults=plan)
    _note(workshop, "follow_up_planned", by, now, {}, plan)


@transaction.atomic
def type_totals(*, workshop, totals, by, now):
    """Keep typed `totals` ({invited, answered, using_skills, months_after}); None takes them back. Raises FollowUpRefused.

    Totals or answers, never both: where letters have left, the answers count.
    """
    found = _locked(workshop)
    if found and found.source == Source.ASKED:
        raise FollowUpRefused("asked_already")
    before = {name: getattr(found, name) for name in FIGURES} if found else {}
    if totals is None:
        FollowUp.objects.filter(workshop=workshop).delete()
    else:
        FollowUp.objects.update_or_create(workshop=workshop, defaults=totals | {"source": Source.TYPED})
    _note(workshop, "follow_up_typed" if totals else "follow_up_untyped", by, now, before, totals or {})


@transaction.atomic
def invite_to_follow_up(*, workshop, people, months_after, by, now):
    """Write to `people` (registrations with addresses at hand) and take their answers. Raises FollowUpRefused.

    Returns how many were reached: they are the invited.
    """
    found = _locked(workshop)
    if found:
        raise FollowUpRefused("asked_already" if found.source == Source.ASKED else "typed_already")
    reached = [person for person in people if address_of(person) is not None]
    if not reached:
        raise FollowUpRefused("nobody")
    totals = {"invited": len(reached), "answered": 0, "using_skills": 0, "months_after": months_after}
    ends = {"closes_on": local_day(workshop, now) + TAKEN_FOR, "secret": new_secret()}
    made = FollowUp.objects.create(workshop=workshop, source=Source.ASKED, **totals, **ends)
    FollowUpInvitation.objects.bulk_create(FollowUpInvitation(registration=person, follow_up=made) for person in reached)
    for person in reached:
        letters.write(registration=person, kind="follow_up", now=now, once=f"follow_up:{person.pk}")
    _note(workshop, "follow_up_sent", by, now, {}, {"invited": len(reached)})
    return len(reached)


@transaction.atomic
def answer_follow_up(*, workshop, token, uses, texts):
    """Count one answer: whether the person `uses` what was learned; `texts` {question: text}. Raises AnswerRefused.

    As with feedback, neither actor nor time are taken and no history is written.
    """
    found = _locked(workshop)
    if found is None or not found.is_open:
        raise AnswerRefused("closed")
    spend(found, token)
    known = FollowUpText.Question.values
    words = [(name, text.strip()[:LONGEST_TEXT]) for name, text in texts.items() if name in known and text.strip()]
    put_in(found.texts.all(), ("question", "text"), words, follow_up=found)
    more = {"answered": F("answered") + 1, "using_skills": F("using_skills") + int(uses)}
    FollowUp.objects.filter(pk=found.pk).update(**more)


def close_due_follow_ups(*, now):
    """Take no more answers where the last day has passed; what tells who answered goes. A sweep. Returns how many."""
    due = FollowUp.objects.exclude(secret="").filter(closes_on__lte=now.date()).select_related("workshop").order_by("pk")
    over = [found for found in due if found.closes_on < local_day(found.workshop, now)]
    return sum(_close(found.workshop, now) for found in over)


@transaction.atomic
def _close(workshop, now):
    found = _locked(workshop)
    if not found.is_open:
        return 0
    FollowUp.objects.filter(pk=found.pk).update(secret="")
    found.invitations.all().delete()
    empty_of_passes(found)
    _note(workshop, "follow_up_closed", Actor.system("close_due_follow_ups"), now, {}, {"answered": found.answered})
    return 1


def _locked(workshop):
    """The FollowUp of `workshop` or None; the workshop's row is held, so that nobody makes one meanwhile."""
    Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    return FollowUp.objects.filter(workshop=workshop).first()


def _note(workshop, verb, by, now, before, after):
    history.record(by=by, now=now, obj=workshop, verb=verb, office=workshop.office, before=before, after=after)
