"""The one place that turns tables into the facts of a report: a constant number of queries, whatever the scope holds."""

from collections import Counter, defaultdict
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from attendance.models import AttendanceRecord, RegisterValidation
from attendance.queries import marks, plans
from evaluations.models import FeedbackAnswer, FeedbackForm, FollowUp, Score
from participants.models import DisabilityAnswer, HeadCount, Invitation, Participant, Registration
from participants.queries.erased import addresses_of_erased
from reports.rules import records
from reports.rules.persons import united
from workshops.models import CostLine, FundingShare, Register, Session, Workshop

#: states that are not counted → the group that lists them apart; a draft is nobody's promise yet
APART = {
    Workshop.State.APPROVED: "coming",
    Workshop.State.PUBLISHED: "coming",
    Workshop.State.REGISTRATION_CLOSED: "coming",
    Workshop.State.POSTPONED: "postponed",
    Workshop.State.CANCELLED: "cancelled",
}


def load(scope):
    """The Facts of `scope` (a `reports.scope.Scope`)."""
    counted = scope.workshops().reported()
    same = _same_addresses()
    return records.Facts(_workshops(counted), _registrations(counted, same), apart(scope), _earlier(scope, counted, same))


def _workshops(counted):
    costs, shares = _costs(counted), _shares(counted)
    planned, open_registers = plans(counted), _registers_not_validated(counted)
    forms, answers, follow_ups = _forms(counted), _answers(counted), _follow_ups(counted)
    heads, lead_times = _heads(counted), _lead_times(counted)
    fields = ("pk", "code", "title", "office__code", "state", "start", "end", "attendance_unit", "test_max_score", "currency")
    erased = [f"disability_total__{part}" for part in ("attended", "answered", "with_disability")]
    return tuple(
        records.Workshop(
            *(pk, code, title, office, state, start, end),
            plan=planned[pk],
            attendance_unit=unit,
            max_score=max_score,
            cost=costs.get(pk),
            currency=currency,
            shares=shares[pk],
            registers_not_validated=open_registers[pk],
            forms=forms.get(pk),
            feedback=answers[pk],
            follow_up=follow_ups.get(pk),
            project=project,
            heads=heads.get(pk),
            lead_times=tuple(lead_times[pk]),
            disability=None if total[0] is None else records.DisabilityTotal(*total),
        )
        for pk, code, title, office, state, start, end, unit, max_score, currency, project, *total in counted.order_by(
            "end", "start", "pk"
        ).values_list(*fields, "project__code", *erased)
    )


def _registrations(counted, same):
    found = Registration.objects.filter(workshop__in=counted.values("pk"))
    marked, scores, worst = marks(found.confirmed()), _scores(found), _worst_domains(found)
    fields = ("sex", "age_band", "institution__key", "institution__type", "region__code")
    rows = (
        found.with_proof()
        .rewrite(False)  # nothing here is translated, and looking for it costs more than the rows
        .order_by("workshop__end", "workshop", "position", "pk")
        .values_list("pk", "key", "workshop", "participant", "participant__email_key", "status", "is_proved", "language", *fields)
    )
    return tuple(
        records.Registration(
            *(pk, key, workshop, _person(pk, participant, same.get(email_key, email_key)), status, proved),
            *(value or "" for value in person),
            worst_domain=worst.get(pk),
            pre_test=scores.get((pk, Score.Test.PRE)),
            post_test=scores.get((pk, Score.Test.POST)),
            marks=marked.get(pk, {}),
            language=language,
        )
        for pk, key, workshop, participant, email_key, status, proved, language, *person in rows
    )


def _person(registration, participant, email_key):
    """Who this is: an e-mail key is one person in every office, and within an office one Participant has it."""
    if email_key:
        return ("email", email_key)
    return ("participant", participant) if participant else ("registration", registration)


def _same_addresses():
    """{address: the one that stands for it}: a merge in one office makes its two addresses one person in every office.

    What an erased person's address was is still the same person elsewhere.
    """
    merged = Participant.objects.exclude(merged_into=None).exclude(email_key="").exclude(merged_into__email_key="")
    pairs = merged.order_by("pk").values_list("email_key", "merged_into__email_key")
    return united([*pairs, *addresses_of_erased()])


def apart(scope):
    """The workshops of `scope` that are listed and not counted; one query."""
    rows = scope.workshops().filter(state__in=APART).order_by("start", "pk").values_list("code", "title", "state", "start", "end")
    return tuple(records.Apart(code, title, APART[state], start, end) for code, title, state, start, end in rows)


def _earlier(scope, counted, same):
    """{person: the first workshop attended outside these}, of the persons in them; one query. See `records.Facts.earlier`."""
    persons = Registration.objects.confirmed().filter(workshop__in=counted.values("pk"), participant__isnull=False)
    present = AttendanceRecord.objects.current().present().filter(registration=OuterRef("pk"))
    mandatory = present.filter(register__sessions__kind=Session.Kind.SESSION)
    others = Registration.objects.confirmed().filter(workshop__in=scope.history().reported().values("pk"))
    others = others.exclude(workshop__in=counted.values("pk")).filter(Exists(mandatory), _may_be_one_of(persons))
    fields = ("pk", "participant", "participant__email_key", "workshop__end", "workshop__start", "workshop")
    rows = others.rewrite(False).values_list(*fields)
    earlier = {}
    for pk, participant, email_key, *when in rows.order_by("pk"):
        person = _person(pk, participant, same.get(email_key, email_key))
        earlier[person] = min(tuple(when), earlier.get(person, tuple(when)))
    return earlier


def _may_be_one_of(persons):
    """Registrations of the same participants or addresses; of anybody whose addresses were united, too."""
    known = Q(participant__in=persons.values("participant"))
    addresses = persons.exclude(participant__email_key="").values("participant__email_key")
    known |= Q(participant__in=Participant.objects.filter(email_key__in=addresses).values("pk"))
    merged = Participant.objects.exclude(merged_into=None).exclude(email_key="")
    return known | Q(participant__in=merged.values("pk")) | Q(participant__in=merged.values("merged_into"))


def _heads(counted):
    """{workshop id: {(institution key, sex): persons}} of the workshops that have numbers and no confirmed registration."""
    rows = HeadCount.objects.filter(workshop__in=counted.values("pk")).order_by("institution__key", "sex", "pk")
    rows = rows.exclude(workshop__in=Registration.objects.confirmed().values("workshop"))
    found = defaultdict(dict)
    key = Coalesce("institution__merged_into__key", "institution__key")
    for workshop, institution, sex, persons in rows.values_list("workshop", key, "sex", "persons"):
        heads = found[workshop]
        heads[institution or "", sex] = heads.get((institution or "", sex), 0) + persons
    return found


def _lead_times(counted):
    """{workshop id: seconds from each invitation sent to its first names, None while there are none}."""
    rows = Invitation.objects.filter(workshop__in=counted.values("pk"), sent_at__isnull=False, withdrawn_at=None)
    found = defaultdict(list)
    for workshop, sent, named in rows.order_by("pk").values_list("workshop", "sent_at", "first_named_at"):
        found[workshop].append(None if named is None else round((named - sent).total_seconds()))
    return found


def _costs(counted):
    """{workshop id: what it cost}: actual cost alone, added here (SQLite adds decimals as floats); none recorded, no key."""
    rows = CostLine.objects.filter(workshop__in=counted.values("pk"), actual__isnull=False).order_by("pk")
    costs = defaultdict(Decimal)
    for workshop, cost in rows.values_list("workshop", "actual"):
        costs[workshop] += cost
    return costs


def _shares(counted):
    rows = FundingShare.objects.filter(workshop__in=counted.values("pk")).order_by("workshop", "position", "pk")
    return _nested(rows.values_list("workshop", "donor__key", "share"))


def _registers_not_validated(counted):
    """{workshop id: mandatory registers without a validation in force}."""
    rows = (
        Register.objects.filter(workshop__in=counted.values("pk"), sessions__kind=Session.Kind.SESSION)
        .exclude(validation__state=RegisterValidation.State.VALIDATED)
        .distinct()
        .order_by("pk")
    )
    return Counter(workshop for _pk, workshop in rows.values_list("pk", "workshop"))


def _forms(counted):
    return dict(
        FeedbackForm.objects.closed().filter(workshop__in=counted.values("pk")).order_by("pk").values_list("workshop", "forms")
    )


def _answers(counted):
    """{workshop id: {question: {answer: how often}}}."""
    rows = (
        FeedbackAnswer.objects.counted()
        .filter(form__workshop__in=counted.values("pk"))
        .order_by("form__workshop", "question", "answer")
        .values("form__workshop", "question", "answer")
        .annotate(n=Count("pk"))
        .values_list("form__workshop", "question", "answer", "n")
    )
    found = defaultdict(dict)
    for workshop, question, answer, n in rows:
        found[workshop].setdefault(question, {})[answer] = n
    return found


def _follow_ups(counted):
    rows = FollowUp.objects.closed().filter(workshop__in=counted.values("pk")).order_by("pk")
    return {pk: records.FollowUp(*totals) for pk, *totals in rows.values_list("workshop", "invited", "answered", "using_skills")}


def _scores(found):
    rows = Score.objects.filter(registration__in=found.values("pk")).order_by("pk")
    return {(registration, test): points for registration, test, points in rows.values_list("registration", "test", "points")}


def _worst_domains(found):
    rows = DisabilityAnswer.objects.filter(registration__in=found.values("pk")).order_by("pk")
    return dict(rows.values_list("pk", "worst_domain"))


def _nested(rows):
    found = defaultdict(dict)
    for outer, inner, value in rows:
        found[outer][inner] = value
    return found
