"""Institutions invited to one workshop: where each stands, what it answered and how long that took."""

from dataclasses import dataclass
from datetime import datetime, time
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When

from participants.models import LIVE, Invitation, Nomination, Quota, Registration
from participants.queries import institutions
from participants.rules import nominations as rules
from workshops.models import Session

Status, Role = Registration.Status, Nomination.Role
#: a workshop without a programme begins at this hour
MORNING = time(9)
#: a nominee in one of these left a seat behind for a substitute; one declined or cancelled by the office did not
GAVE_UP = [Status.WITHDRAWN, Status.EXPIRED]
_LIVE = Q(nominations__registration__status__in=LIVE)
_NOMINEE = _LIVE & Q(nominations__role=Role.NOMINEE)
#: how the list may be sorted; each ends in a unique column
ORDERS = {
    "institution": ["institution__key", "pk"],
    "deadline": ["deadline", "pk"],
    "sent": ["sent_at", "pk"],
    "names": ["-nominees", "pk"],
}
#: the filter of the list
STATES = {
    "unsent": Q(sent_at=None, withdrawn_at=None),
    "waiting": Q(sent_at__isnull=False, first_named_at=None, withdrawn_at=None),
    "named": Q(first_named_at__isnull=False, endorsed_at=None, withdrawn_at=None),
    "endorsed": Q(endorsed_at__isnull=False, withdrawn_at=None),
    "withdrawn": Q(withdrawn_at__isnull=False),
}


@dataclass(frozen=True)
class Names:
    """An institution's names against its quota (None: no limit). Women are counted among the nominees whose sex is stated."""

    nominees: int
    substitutes: int
    women: int
    stated: int
    quota: int | None

    @property
    def women_share(self):
        """F ÷ stated; None while nobody's sex is stated."""
        return Fraction(self.women, self.stated) if self.stated else None

    @property
    def women_percent(self):
        return float(self.women_share * 100) if self.stated else None

    @property
    def percent(self):
        """Nominees in percent of the quota, for the meter; None without a quota."""
        return 100 * self.nominees / self.quota if self.quota else None


def invitations_of(workshop):
    """The invitations of one workshop with `nominees`, `substitutes`, `women`, `stated`, `seats` and `release_on`."""
    quota = Quota.objects.filter(workshop=OuterRef("workshop"), institution=OuterRef("institution"))
    women = _NOMINEE & Q(nominations__registration__sex=Registration.Sex.FEMALE)
    rows = Invitation.objects.filter(workshop=workshop).select_related("workshop__office", "institution", "focal_point")
    return rows.prefetch_related("institution__names").annotate(
        nominees=Count("nominations", filter=_NOMINEE),
        substitutes=Count("nominations", filter=_LIVE & Q(nominations__role=Role.SUBSTITUTE)),
        women=Count("nominations", filter=women),
        stated=Count("nominations", filter=_NOMINEE & ~Q(nominations__registration__sex="")),
        seats=Subquery(quota.values("seats")[:1]),
        release_on=Subquery(quota.values("release_on")[:1]),
    )


def narrowed(rows, *, q="", state="", sort=""):
    """`rows` of `invitations_of` that fit: `q` an institution in any spelling, `state` a key of STATES."""
    if q:
        rows = rows.filter(institution__in=[each.pk for each in institutions.search(q, limit=None)])
    if state in STATES:
        rows = rows.filter(STATES[state])
    return rows.order_by(*ORDERS.get(sort, ORDERS["institution"]))


def names_of(invitation):
    """The Names of one invitation of `invitations_of`."""
    return Names(invitation.nominees, invitation.substitutes, invitation.women, invitation.stated, invitation.seats)


def list_of(invitation):
    """The nominations of one invitation: who comes and stands in by rank, then those who do not come any more."""
    is_live = Case(When(registration__status__in=LIVE, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Nomination.objects.filter(invitation=invitation).select_related("registration__replaced_by", "registration__workshop")
    return rows.annotate(is_gone=is_live).order_by("is_gone", "rank", "pk")


def live_list_of(invitation):
    """The nominations that still hold, by rank."""
    rows = Nomination.objects.filter(invitation=invitation, registration__status__in=LIVE)
    return rows.select_related("registration__workshop").order_by("rank", "pk")


def quota_of(invitation):
    """The seats kept for the invitation's institution, or None."""
    row = Quota.objects.filter(workshop=invitation.workshop_id, institution=invitation.institution_id).first()
    return row.seats if row else None


def substitutes_to_call(workshop):
    """{invitation pk: [nominations]}: the substitutes whose turn it is, because a nominee gave the seat up; two queries."""
    return substitutes_to_call_in([workshop])


def substitutes_to_call_in(workshops):
    """`substitutes_to_call` of many workshops; two queries."""
    left = Nomination.objects.filter(role=Role.NOMINEE, registration__status__in=GAVE_UP, invitation__workshop__in=workshops)
    rows = Nomination.objects.filter(invitation__in=left.values("invitation"), invitation__withdrawn_at=None)
    rows = rows.select_related("registration__workshop", "invitation").order_by("invitation", "rank", "pk")
    by_invitation = {}
    for row in rows:
        by_invitation.setdefault(row.invitation, []).append(row)
    quotas = Quota.objects.filter(workshop__in=workshops).values_list("workshop", "institution", "seats")
    kept = {(workshop, institution): seats for workshop, institution, seats in quotas}
    found = {each.pk: _to_call(names, kept.get((each.workshop_id, each.institution_id))) for each, names in by_invitation.items()}
    return {pk: names for pk, names in found.items() if names}


def heir_of(registration):
    """The first substitute of the list on which `registration` gave up a nominee's place; None: no list, or nobody left."""
    left = Nomination.objects.filter(registration=registration, role=Role.NOMINEE, invitation__withdrawn_at=None)
    of_list = Nomination.objects.filter(invitation__in=left.filter(registration__status__in=GAVE_UP).values("invitation"))
    free = of_list.filter(role=Role.SUBSTITUTE, registration__status__in=[Status.SUBMITTED, Status.WAITLISTED])
    return free.select_related("invitation").order_by("rank", "pk").first()


def silent(workshops):
    """[(workshop id, deadline)] of the invitations in force that left and brought no name yet; one query."""
    rows = Invitation.objects.filter(STATES["waiting"], workshop__in=workshops)
    return list(rows.order_by("deadline", "pk").values_list("workshop", "deadline"))


def _to_call(names, quota):
    live = [name for name in names if name.registration.status in LIVE]
    gone = [name for name in names if name.registration.status in GAVE_UP and name.role == Role.NOMINEE]
    count = rules.seats_to_fill(nominees=sum(name.role == Role.NOMINEE for name in live), quota=quota, gave_up=len(gone))
    return [name for name in live if name.role == Role.SUBSTITUTE][:count]


def standing_of(invitation, now):
    """Where `invitation` (workshop loaded) stands at `now`: the answer of `rules.nominations.standing`."""
    workshop = invitation.workshop
    return rules.standing(
        state=workshop.state,
        is_withdrawn=invitation.withdrawn_at is not None,
        deadline=invitation.deadline,
        today=now.astimezone(ZoneInfo(workshop.timezone)).date(),
        morning=morning_of(workshop),
        now=now,
    )


def morning_of(workshop):
    """The moment the workshop begins: its first session on the first day, 09:00 without one."""
    first = Session.objects.filter(workshop=workshop, register__date=workshop.start).order_by("start", "pk").first()
    return datetime.combine(workshop.start, first.start if first else MORNING, ZoneInfo(workshop.timezone))


def lead_time(invitation):
    """Days from the day an invitation left to the day the first names came, on the workshop's calendar; None until then."""
    if not invitation.sent_at or not invitation.first_named_at:
        return None
    zone = ZoneInfo(invitation.workshop.timezone)
    return (invitation.first_named_at.astimezone(zone).date() - invitation.sent_at.astimezone(zone).date()).days


def lead_times(workshop):
    """[(invitation, days or None)] of every invitation that was sent, withdrawn ones included; one query."""
    rows = Invitation.objects.filter(workshop=workshop, sent_at__isnull=False).select_related("workshop")
    return [(row, lead_time(row)) for row in rows.order_by("sent_at", "pk")]
