"""One certificate as it would be: no number is taken, no address leads anywhere, and the paper says so."""

import re
from dataclasses import replace

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse

from attendance.queries import plan_of
from certificates import pdf
from certificates.models import Certificate
from certificates.notes import PREVIEW
from certificates.queries import candidates, event_of, kind_of, local_day, person_of, teacher_of
from certificates.snapshot import Person, compose
from participants.models import Registration

#: whom a design may be tried on, beside each person: letters of "participant" and "teacher" before their ids
LONGEST_NAME, LONGEST_INSTITUTION, SHORTEST_NAME = "name", "institution", "short"
#: where nobody is confirmed yet: names and an institution as long as papers meet them
_LONG = Person(
    latin_name="Abdelmounaïm Moulay Abderrahmane BENABDELOUAHED EL IDRISSI Z",
    arabic_name="عبد المنعم مولاي عبد الرحمن بن عبد الوحيد الإدريسي",
    sex="M",
    institution={
        "en": "Ministry of Foreign Affairs, African Cooperation and Moroccan Expatriates",
        "fr": "Ministère des Affaires étrangères, de la Coopération africaine et des Marocains résidant à l’étranger",
        "ar": "وزارة الشؤون الخارجية والتعاون الإفريقي والمغاربة المقيمين بالخارج",
    },
)
_SHORT = Person("Ali BA", "علي با", "F", {"en": "Customs", "fr": "Douanes", "ar": "الجمارك"})


def render_preview(candidate, workshop, now):
    """The PDF bytes, or the exception that says why there are none."""
    return _made(workshop, event_of(workshop), person_of(candidate, workshop), kind_of(workshop), now)


def render_design(workshop, facts, who, now):
    """As `render_preview`, in a design whose `facts` are not kept yet, of `who`: one of `people_to_try`."""
    event = event_of(workshop, facts)
    if (pk := _pk(who, "t")) is not None:
        engagement = get_object_or_404(workshop.engagements.select_related("facilitator__organisation"), pk=pk)
        return _made(workshop, event, teacher_of(engagement), Certificate.Kind.FACILITATOR, now)
    return _made(workshop, event, _participant(workshop, who), kind_of(workshop), now)


def people_to_try(workshop):
    """([(key, name)] of the confirmed, the same of those who taught), by whom a design may be tried."""
    confirmed = [(f"p{row.pk}", row.display_name) for row in workshop.registrations.confirmed().order_by("search_key", "pk")]
    taught = workshop.engagements.select_related("facilitator").order_by("facilitator__name", "pk")
    return confirmed, [(f"t{row.pk}", row.facilitator.name) for row in taught]


def _participant(workshop, who):
    """A confirmed participant with every minute attended; an invented one where there is nobody."""
    chosen = workshop.registrations.confirmed()
    if (pk := _pk(who, "p")) is not None:
        pk = get_object_or_404(chosen, pk=pk).pk
    chosen = chosen.filter(pk=_extreme(workshop, who) if pk is None else pk)
    found = candidates(workshop, chosen)
    person = person_of(found[0], workshop) if found else _SHORT if who == SHORTEST_NAME else _LONG
    return replace(person, minutes=found[0].presumed if found else plan_of(workshop).minutes)


def _pk(who, letter):
    """The id in a key of `people_to_try` that begins with `letter`, else None."""
    return int(who[1:]) if who[:1] == letter and re.fullmatch(r"[0-9]{1,15}", who[1:]) else None


def _extreme(workshop, who):
    """The id of the person with the longest or shortest name, or the longest institution; None: nobody is confirmed."""
    people = workshop.registrations.confirmed().select_related("institution").prefetch_related("institution__names")
    if who == LONGEST_INSTITUTION:
        length = _institution_length
    else:
        length = _shortness if who == SHORTEST_NAME else _name_length
    found = max(people.order_by("pk"), key=length, default=None)
    return found and found.pk


def _name_length(person: Registration):
    return max(len(person.latin_name), len(person.arabic_name))


def _shortness(person: Registration):
    return -_name_length(person)


def _institution_length(person: Registration):
    return len(person.institution_label or "")


def _made(workshop, event, person, kind, now):
    snapshot = compose(
        replace(event, note=PREVIEW),
        person,
        kind=kind,
        number=f"{workshop.office.code}/----/----",
        verify_url=settings.SITE_URL + reverse("certificates:verify_form"),
        issued_on=local_day(workshop.office, now),
    )
    [made] = pdf.render_many([snapshot])
    return made
