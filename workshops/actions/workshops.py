"""Planning a workshop and changing its plan. States change in `actions.states`."""

from collections import defaultdict
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.history import record
from workshops.actions.changes import apply, create, plain
from workshops.actions.people import identifier
from workshops.actions.registers import in_use, move, regroup
from workshops.models import CertificateRule, Topic, Venue, Workshop
from workshops.rules.schedule import overlaps


class PlanRefused(Exception):
    """`code`: code_taken (by a workshop planned at the same moment), registers_in_use (dates or unit cannot change any
    more), sessions_outside (of the new dates), sessions_overlap (as they would on one sheet per half-day), seats_taken (more
    than the capacity asked for)."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def plan_workshop(*, values, topics, rule, venue=None, topic="", by, now):
    """A new workshop in draft, with its own rule for certificates.

    `values` are columns of Workshop, `rule` the terms of its CertificateRule; `venue` ({name, address, city_en …}) and `topic`
    (a name) are added to the reference lists first. Raises PlanRefused.
    """
    values = values | _new_venue(venue, values, by, now)
    workshop = _insert(values)
    workshop.topics.set([*topics, *_new_topic(topic, by, now)])
    CertificateRule.objects.create(workshop=workshop, **rule)
    record(by=by, now=now, obj=workshop, verb="created", office=workshop.office, after=plain(values))
    return workshop


@transaction.atomic
def edit_workshop(*, workshop, values, topics, rule, venue=None, topic="", by, now):
    """Change the plan of a workshop; the programme moves with its first day. Raises PlanRefused."""
    workshop = Workshop.objects.select_for_update(of=("self",)).select_related("office").get(pk=workshop.pk)
    days, capacity = (values["start"] - workshop.start).days, workshop.capacity
    _refuse_capacity(workshop, values)
    before, after = apply(workshop, values | _new_venue(venue, values, by, now))
    _fit_programme(workshop, days, unit_changed="attendance_unit" in after)
    _edit_topics(workshop, [*topics, *_new_topic(topic, by, now)], before, after)
    own_rule, _made = CertificateRule.objects.get_or_create(workshop=workshop)
    old_rule, new_rule = apply(own_rule, rule)
    before |= {f"rule_{name}": value for name, value in old_rule.items()}
    after |= {f"rule_{name}": value for name, value in new_rule.items()}
    if after:
        record(by=by, now=now, obj=workshop, verb="changed", office=workshop.office, before=before, after=after)
    if days < 0:
        _seat_keeper().days_moved(workshop)
    if workshop.capacity != capacity:
        _seat_keeper().capacity_changed(workshop, capacity, now)
    return workshop


def move_days(*, workshop, start, end):
    """Give `workshop` (its row locked) other days; programme and closing time move with the first. Raises PlanRefused.

    Returns (before, after) of the columns that differ; the caller records them.
    """
    days = (start - workshop.start).days
    closes = workshop.registration_closes_at
    moved = {"start": start, "end": end, "registration_closes_at": closes and closes + timedelta(days=days)}
    opens = workshop.registration_opens_at
    if opens and closes and moved["registration_closes_at"] <= opens:
        raise PlanRefused("closes_before_opening")
    before, after = apply(workshop, moved)
    _fit_programme(workshop, days, unit_changed=False)
    return before, after


def _insert(values):
    """The form saw that the code was free; the index of the database decides between two at once."""
    try:
        with transaction.atomic():
            return Workshop.objects.create(**values)
    except IntegrityError as error:
        if Workshop.objects.filter(code=values["code"]).exists():
            raise PlanRefused("code_taken") from error
        raise


def _seat_keeper():
    """The module that knows who sits where; it stands above this app, so the settings name it."""
    return import_module(settings.SEAT_KEEPER)


def _refuse_capacity(workshop, values):
    """More people than seats may come of an import; what nobody may do is take seats away from under people."""
    new, old = values.get("capacity", workshop.capacity), workshop.capacity
    is_lower = new is not None and (old is None or new < old)
    if is_lower and not _seat_keeper().may_hold(workshop, new):
        raise PlanRefused("seats_taken")


def _fit_programme(workshop, days, *, unit_changed):
    """Sessions keep their place in the workshop: the second day stays the second day."""
    registers = list(workshop.registers.all())
    if (days or unit_changed) and in_use(registers):
        raise PlanRefused("registers_in_use")
    move(workshop, days)
    if workshop.registers.exclude(date__range=(workshop.start, workshop.end)).exists():
        raise PlanRefused("sessions_outside")
    if unit_changed and registers:
        regroup(workshop)
        _refuse_overlaps(workshop)


def _refuse_overlaps(workshop):
    slots = defaultdict(list)
    for register, start, end, key in workshop.sessions.values_list("register_id", "start", "end", "key"):
        slots[register].append((start, end, key))
    if any(overlaps(of_register) for of_register in slots.values()):
        raise PlanRefused("sessions_overlap")


def _edit_topics(workshop, topics, before, after):
    old, new = sorted(workshop.topics.values_list("slug", flat=True)), sorted(topic.slug for topic in topics)
    if old != new:
        workshop.topics.set(topics)
        before["topics"], after["topics"] = old, new


def _new_venue(venue, values, by, now):
    """`Venue(name=…)` fills the column of the language the form was written in."""
    if not venue:
        return {}
    return {"venue": create(Venue, by=by, now=now, region=values.get("region"), country=values.get("country", ""), **venue)}


def _new_topic(name, by, now):
    if not name:
        return []
    known = Topic.objects.filter(name__iexact=name).order_by("pk").first()
    return [known or create(Topic, by=by, now=now, slug=identifier(name, Topic, "slug"), name=name)]
