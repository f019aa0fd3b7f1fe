"""Attended and trained of one workshop while it runs: the same decisions as in reports, None until they are known."""

from dataclasses import dataclass

from attendance.queries import marks, plan_of
from attendance.rules import was_present
from certificates.rules import Terms, decide
from evaluations.models import Score
from participants.models import Registration
from workshops.models import Rule, Workshop


@dataclass(frozen=True)
class Heads:
    """Registrations that attended and that meet the project's rule; None while nobody can say."""

    attended: int | None
    trained: int | None


def heads_of(workshop):
    """The Heads of `workshop`: attended from the first mark on, trained once it is held."""
    confirmed = Registration.objects.confirmed().filter(workshop=workshop)
    marked, plan = marks(confirmed), plan_of(workshop)
    if not marked:
        return Heads(None, None)
    attended = [pk for pk, states in marked.items() if was_present(states.get(register) for register in plan.registers)]
    if workshop.state not in (Workshop.State.HELD, Workshop.State.CLOSED):
        return Heads(len(attended), None)
    rule = Rule.objects.filter(project=workshop.project_id, donor=None).order_by("-version").first()
    if rule is None:
        return Heads(len(attended), None)
    terms = Terms.of(rule)
    scores = dict(Score.objects.filter(registration__in=confirmed, test=Score.Test.POST).values_list("registration", "points"))
    return Heads(len(attended), sum(decide(terms, plan, marked[pk], scores.get(pk)).met for pk in attended))
