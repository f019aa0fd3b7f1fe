"""The persons of a workshop as a case file writes them."""

from collections import defaultdict

from attendance.queries import marks
from evaluations.models import Score
from participants.models import DisabilityAnswer, Registration
from reports.casefile.writer.full import full, texts
from reports.casefile.writer.text import whole


def in_file_order(workshop):
    """Registrations by arrival; the places of waitlisted ones are filled by rank, which a file knows by its order alone."""
    rows = list(
        workshop.registrations.select_related("institution", "region", "replaced_by").order_by("position", "pk"),
    )
    waiting = [row for row in rows if row.status == Registration.Status.WAITLISTED]
    ranked = iter(sorted(waiting, key=lambda row: row.rank))
    return [next(ranked) if row.status == Registration.Status.WAITLISTED else row for row in rows]


def participants(workshop, registrations, registers):
    """The persons as plain values; `registers` (codes in the agenda's order) orders each one's marks."""
    order = {code: place for place, code in enumerate(dict.fromkeys(registers))}
    codes = dict(workshop.registers.values_list("pk", "code"))
    present = marks(workshop.registrations.all())
    disability = dict(DisabilityAnswer.objects.filter(registration__workshop=workshop).values_list("pk", "worst_domain"))
    scores = defaultdict(dict)
    for registration, test, points in _scores(workshop):
        scores[registration][f"{test}_test"] = whole(points)
    return [
        _person(row)
        | full(
            disability_worst_domain=disability.get(row.pk),
            attendance=_by_code(present.get(row.pk, {}), codes, order),
            **scores[row.pk],
        )
        for row in registrations
    ]


def _scores(workshop):
    return Score.objects.filter(registration__workshop=workshop).values_list("registration_id", "test", "points")


def _by_code(states, codes, order):
    named = {codes[register]: state for register, state in states.items()}
    return dict(sorted(named.items(), key=lambda mark: (order.get(mark[0], len(order)), mark[0])))


def _person(row):
    return full(
        id=row.key,
        given_name=row.given_name,
        family_name=row.family_name,
        arabic_name=row.arabic_name,
        name_order=row.name_order,
        sex=row.sex,
        age_band=row.age_band,
        nationality=row.nationality,
        institution=row.institution and row.institution.key,
        function=texts(row, "function"),
        region=row.region and row.region.code,
        language=row.language,
        email=row.email,
        phone=row.phone.as_e164 if row.phone and row.phone.is_valid() else str(row.phone or ""),
        origin=row.origin,
        status=row.status,
        replaced_by=row.replaced_by and row.replaced_by.key,
        needs=full(dietary=row.dietary, accessibility=row.accessibility),
        consents=full(
            notice_version=row.notice_version,
            photo=row.photo_consent or None,
            share_name_with_donor=row.share_name_consent or None,
        ),
    )
