"""Who teaches in a workshop: facilitators and their engagements."""

from anyascii import anyascii
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import slugify

from accounts.history import record
from workshops.actions.changes import create
from workshops.models import Engagement, Facilitator, Organisation
from workshops.rules.schedule import free_code


class EngagementRefused(Exception):
    """`code`: in_use (a certificate was issued for it)."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def add_facilitator(*, name, arabic_name="", organisation, email="", user=None, by, now):
    """A person who teaches; `organisation` is a row or the name of a new one. Returns the facilitator."""
    if isinstance(organisation, str):
        organisation = add_organisation(name=organisation, by=by, now=now)
    values = {"name": name, "arabic_name": arabic_name, "organisation": organisation, "email": email, "user": user}
    facilitator = Facilitator.objects.create(**values)
    record(
        by=by,
        now=now,
        obj=facilitator,
        verb="created",
        after=values | {"organisation": organisation.key, "user": user and user.pk},
    )
    return facilitator


def add_organisation(*, name, by, now):
    """An organisation facilitators come from; a known one of that name is returned as it is."""
    known = Organisation.objects.filter(name__iexact=name).order_by("pk").first()
    return known or create(Organisation, key=identifier(name, Organisation, "key"), name=name, by=by, now=now)


@transaction.atomic
def engage(*, workshop, facilitator, by, now):
    """`facilitator` teaches in `workshop`; nothing happens when that is known. Returns the engagement."""
    engagement, new = Engagement.objects.get_or_create(workshop=workshop, facilitator=facilitator)
    if new:
        record(
            by=by,
            now=now,
            obj=workshop,
            verb="facilitator_added",
            office=workshop.office,
            after={"facilitator": facilitator.name},
        )
    return engagement


@transaction.atomic
def disengage(*, engagement, by, now):
    """End an engagement. Raises EngagementRefused."""
    workshop, facilitator = engagement.workshop, engagement.facilitator.name
    try:
        engagement.delete()
    except ProtectedError as error:
        raise EngagementRefused("in_use") from error
    record(by=by, now=now, obj=workshop, verb="facilitator_removed", office=workshop.office, before={"facilitator": facilitator})


def identifier(name, model, field):
    """A free identifier for a new row of reference data, from its name in any script."""
    stem = slugify(anyascii(name))[:40].strip("-") or model._meta.model_name
    taken = set(model.objects.filter(**{f"{field}__startswith": stem}).values_list(field, flat=True))
    return free_code(stem, taken)
