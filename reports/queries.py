"""Facts of many workshops at once, for the first screen and the overview: a constant number of queries."""

from collections import Counter, defaultdict
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, Sum

from attendance.models import RegisterValidation
from attendance.queries import marks, plans
from certificates.models import Certificate, Erasure
from certificates.rules import Terms, decide
from evaluations.models import Score
from participants.models import COUNTING, UNPROVED, Registration
from participants.queries.nominations import silent, substitutes_to_call_in
from participants.queries.seats import free_for_waiting
from participants.queries.tally import STANDING_BY
from reports.rules.next_step import Situation
from workshops.models import Register, Session, Workshop

#: how long a closed workshop stays on the first screen once it has certificates, for those still missing
CERTIFICATES_WATCHED = timedelta(days=180)


def open_work(user, now):
    """The workshops `user` may edit that may still need something, soonest first; long closed ones while without certificates."""
    recent = now.date() - CERTIFICATES_WATCHED
    certified = Certificate.objects.filter(workshop=OuterRef("pk")).exclude(state=Certificate.State.PROVISIONAL)
    return (
        Workshop.objects.visible_to(user, "workshops.edit")
        .exclude(state=Workshop.State.CANCELLED)
        .exclude(Exists(certified), state=Workshop.State.CLOSED, end__lt=recent)
        .select_related("office", "project", "venue", "certificate_rule")
        .order_by("start", "pk")
    )


def situations(workshops, now):
    """{workshop id: Situation} of a list of workshops (with `certificate_rule`): fifteen queries at most, however many."""
    seats, registers, filling = seat_counts(workshops), _registers(workshops, now), _filling(workshops)
    shares = dict(
        Workshop.objects.filter(pk__in=[w.pk for w in workshops]).annotate(total=Sum("funding__share")).values_list("pk", "total")
    )
    planned = set(Session.objects.filter(workshop__in=workshops, kind=Session.Kind.SESSION).values_list("workshop_id", flat=True))
    eligible, issued = _eligible(workshops), _issued(workshops)
    return {
        w.pk: Situation(
            state=w.state,
            today=local_today(w, now),
            start=w.start,
            end=w.end,
            has_sessions=w.pk in planned,
            shares_complete=shares[w.pk] == 1,
            closes_at=w.registration_closes_at,
            capacity=w.capacity,
            seats_taken=seats[w.pk]["taken"],
            to_decide=seats[w.pk]["to_decide"],
            proposed=seats[w.pk]["proposed"],
            eligible=eligible[w.pk],
            certificates=issued[w.pk],
            **registers[w.pk],
            **filling[w.pk],
        )
        for w in workshops
    }


def seat_counts(workshops):
    """{workshop id: {taken, women, stated, to_decide, confirmed, nominated, waitlisted, proposed}}; zeros for none. One query."""
    taken = Q(status__in=COUNTING)
    rows = (
        Registration.objects.filter(workshop__in=workshops)
        .order_by("workshop")
        .values("workshop")
        .annotate(
            taken=Count("pk", filter=taken),
            women=Count("pk", filter=taken & Q(sex="F")),
            stated=Count("pk", filter=taken & ~Q(sex="")),
            to_decide=Count("pk", filter=Q(status="submitted")) - Count("pk", filter=STANDING_BY),
            proposed=Count("pk", filter=~UNPROVED & Q(institution=None) & ~Q(institution_proposal="")),
            confirmed=Count("pk", filter=Q(status="confirmed")),
            waitlisted=Count("pk", filter=Q(status="waitlisted")),
            nominated=Count("pk", filter=~UNPROVED),
        )
    )
    counts = defaultdict(Counter)
    for row in rows:
        counts[row.pop("workshop")].update(row)
    return counts


def _filling(workshops):
    """{workshop id: {to_offer, to_call, silent}} of those still being filled."""
    coming = [w for w in workshops if w.state in (Workshop.State.PUBLISHED, Workshop.State.REGISTRATION_CLOSED)]
    found = defaultdict(lambda: {"to_offer": 0, "to_call": 0, "silent": ()})
    for workshop, count in free_for_waiting(coming).items():
        found[workshop]["to_offer"] = count
    for workshop, deadline in silent(coming):
        found[workshop]["silent"] += (deadline,)
    for called in substitutes_to_call_in(coming).values():
        found[called[0].invitation.workshop_id]["to_call"] += len(called)
    return found


def local_today(workshop, now):
    """The date `now` is at the workshop's place."""
    return now.astimezone(ZoneInfo(workshop.timezone)).date()


def _registers(workshops, now):
    """{workshop id: {registers, registers_past, registers_validated}}, mandatory registers only."""
    today = {w.pk: local_today(w, now) for w in workshops}
    rows = (
        Register.objects.filter(workshop__in=workshops, sessions__kind=Session.Kind.SESSION)
        .distinct()
        .order_by("pk")
        .values_list("pk", "workshop", "date", "validation__state")
    )
    found = defaultdict(lambda: {"registers": 0, "registers_past": 0, "registers_validated": 0})
    for _pk, workshop, day, validation in rows:
        counts = found[workshop]
        counts["registers"] += 1
        counts["registers_past"] += day <= today[workshop]
        counts["registers_validated"] += validation == RegisterValidation.State.VALIDATED
    return found


def _eligible(workshops):
    """{workshop id: persons who meet its certificate rule}, of held and closed workshops; nothing is due to those erased."""
    finished = {w.pk: w for w in workshops if w.state in (Workshop.State.HELD, Workshop.State.CLOSED)}
    confirmed = Registration.objects.confirmed().filter(workshop__in=finished).exclude(participant__in=_erased())
    planned, marked = plans(list(finished)), marks(confirmed)
    scores = dict(Score.objects.filter(registration__in=confirmed, test=Score.Test.POST).values_list("registration", "points"))
    count = Counter()
    for registration, workshop in confirmed.order_by("pk").values_list("pk", "workshop"):
        terms = Terms.of(finished[workshop].certificate_rule)
        count[workshop] += decide(terms, planned[workshop], marked[registration], scores.get(registration)).met
    return count


def _issued(workshops):
    """{workshop id: registrations with a certificate in force}."""
    rows = Certificate.objects.current().filter(workshop__in=workshops, registration__isnull=False).order_by("workshop")
    rows = rows.exclude(registration__participant__in=_erased())
    return Counter(dict(rows.values("workshop").annotate(n=Count("registration", distinct=True)).values_list("workshop", "n")))


def _erased():
    return Erasure.objects.done().values("participant")
