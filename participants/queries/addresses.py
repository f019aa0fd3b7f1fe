"""Where letters to a person go: one rule for every letter and every list of whom it reaches."""

from dataclasses import dataclass

from django.db.models import Q

from participants.models import Nomination, Registration


@dataclass(frozen=True)
class Address:
    """`is_passed_on`: the address is the focal point's, who is asked to pass the letter on."""

    email: str
    language: str
    is_passed_on: bool = False


def with_addresses(registrations):
    """`registrations` with what `address_of` reads loaded."""
    return registrations.select_related("nomination__invitation__focal_point")


def reached(registrations):
    """Those of `registrations` that a letter reaches."""
    return registrations.filter(~Q(email="") | Q(nomination__invitation__focal_point__is_active=True))


def address_of(registration):
    """The person's own address; a nominee without one is written to through the focal point who named him or her.

    None: no letter reaches the person. The language is the person's, else the focal point's, else empty.
    """
    if registration.email:
        return Address(registration.email, registration.language)
    focal_point = _focal_point(registration)
    if focal_point is None or not focal_point.is_active:
        return None
    return Address(focal_point.email, registration.language or focal_point.language, is_passed_on=True)


def _focal_point(registration):
    if registration.origin != Registration.Origin.NOMINATED:
        return None
    try:
        return registration.nomination.invitation.focal_point
    except Nomination.DoesNotExist:
        return None
