"""What the public page of a workshop shows of its schedule."""

from itertools import groupby

from django.db.models import Q

from workshops.models import Organisation, Session


def days_of(workshop):
    """[(day, [session or break…])] of the agenda, in order; one query."""
    sessions = Session.objects.filter(workshop=workshop).select_related("register")
    ordered = sessions.order_by("register__date", "start", "key")
    return [(day, list(rows)) for day, rows in groupby(ordered, key=lambda session: session.register.date)]


def organisations_of(workshop):
    """The organisations that teach in the workshop; one query."""
    teaching = Q(given_sessions__session__workshop=workshop) | Q(facilitators__engagements__workshop=workshop)
    return list(Organisation.objects.filter(teaching).distinct().order_by("name", "pk"))


def funders_of(workshop):
    """The donors that pay for the workshop, in the order the workshop names them."""
    return [share.donor for share in workshop.funding.select_related("donor").order_by("position", "pk")]
