"""What a report still lacks: for each kind of gap, the workshops that have it and how often. One query a kind."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from attendance.models import RegisterValidation, SheetScan
from evaluations.models import Score
from participants.models import Registration
from workshops.models import CostLine, Register, Session, Workshop
from workshops.rules.funding import is_whole

#: states in which a workshop whose last day is over still waits to be marked held
NOT_HELD_YET = [Workshop.State.APPROVED, Workshop.State.PUBLISHED, Workshop.State.REGISTRATION_CLOSED]


@dataclass(frozen=True)
class Gap:
    """`count` things of kind `code` (a key of `reports.missing_words.WORDS`) that `workshop` lacks."""

    code: str
    workshop: Workshop
    count: int


def gaps(scope, today):
    """Every Gap of the workshops of `scope`, kind by kind in the order of `FINDERS`, latest workshop first."""
    counted = scope.workshops().reported()
    found = {"not_held": _not_held(scope.workshops(), today)} | {code: find(counted) for code, find in FINDERS.items()}
    workshops = Workshop.objects.filter(pk__in={pk for counts in found.values() for pk in counts})
    workshops = list(workshops.order_by("-end", "-start", "-pk"))
    return [Gap(code, row, counts[row.pk]) for code, counts in found.items() for row in workshops if row.pk in counts]


def _not_held(workshops, today):
    """Those whose days are over and which nobody marked held: no report counts them."""
    return dict.fromkeys(workshops.filter(state__in=NOT_HELD_YET, end__lt=today).values_list("pk", flat=True), 1)


def _registers(counted):
    """The mandatory registers: those with a session."""
    kept = Session.objects.filter(kind=Session.Kind.SESSION, workshop__in=counted).values("register")
    return Register.objects.filter(pk__in=kept)


def _open_registers(counted):
    return _per_workshop(_registers(counted).exclude(validation__state=RegisterValidation.State.VALIDATED))


def _missing_sheets(counted):
    """Validated registers without the scan of their signed sheet."""
    scanned = SheetScan.objects.kept().values("register")
    validated = _registers(counted).filter(validation__state=RegisterValidation.State.VALIDATED)
    return _per_workshop(validated.exclude(pk__in=scanned))


def _without_shares(counted):
    """Workshops whose shares do not sum to 1; added here, because SQLite adds decimals as floats."""
    shares = defaultdict(list)
    for pk, share in counted.order_by("pk").values_list("pk", "funding__share"):
        shares[pk] += [share] * (share is not None)
    return {pk: 1 for pk, parts in shares.items() if not is_whole(parts)}


def _without_costs(counted):
    known = CostLine.objects.filter(actual__isnull=False).values("workshop")
    return dict.fromkeys(counted.exclude(pk__in=known).values_list("pk", flat=True), 1)


def _confirmed(counted, **lacking):
    return _per_workshop(Registration.objects.confirmed().filter(workshop__in=counted, **lacking))


def _without_sex(counted):
    return _confirmed(counted, sex="")


def _without_institution(counted):
    return _confirmed(counted, institution=None)


def _unpaired_tests(counted):
    """Persons with one of the two scores: a gain needs both."""
    rows = Score.objects.filter(registration__in=Registration.objects.confirmed().filter(workshop__in=counted))
    single = rows.values("registration").annotate(n=Count("pk")).filter(n=1).values("registration")
    return _per_workshop(Registration.objects.filter(pk__in=single))


def _per_workshop(rows):
    return dict(rows.order_by("workshop").values_list("workshop").annotate(n=Count("pk")))


FINDERS = {
    "registers_open": _open_registers,
    "sheets_missing": _missing_sheets,
    "no_shares": _without_shares,
    "no_cost": _without_costs,
    "no_sex": _without_sex,
    "no_institution": _without_institution,
    "unpaired": _unpaired_tests,
}
