"""Whom a message to chosen people reaches, in which language, and whom it does not."""

from collections import Counter
from dataclasses import dataclass

from participants.models import UNPROVED, Registration
from participants.queries.addresses import Address, address_of, with_addresses
from participants.rules.writing import language_for


@dataclass(frozen=True)
class Recipient:
    """One person, the Address of the letter, and the language it will be in."""

    registration: Registration
    to: Address
    language: str


@dataclass(frozen=True)
class Audience:
    """`recipients` get a letter; `unreached` gave no address, or never proved it; `lacking`: {language: how many read it
    and get another}."""

    recipients: list
    unreached: list
    lacking: dict


def chosen(workshop, *, ids=(), statuses=()):
    """The registrations of `workshop` picked one by one, or by status."""
    rows = Registration.objects.filter(workshop=workshop)
    rows = rows.filter(pk__in=ids) if ids else rows.filter(status__in=statuses)
    return with_addresses(rows).select_related("workshop__office", "workshop__venue").order_by("position", "pk")


def audience(registrations, written):
    """Who of `registrations` gets a message in the languages `written`; two queries."""
    proved = set(registrations.exclude(UNPROVED).values_list("pk", flat=True))
    recipients, unreached, lacking = [], [], Counter()
    for registration in registrations:
        to = address_of(registration) if registration.pk in proved else None
        if to is None:
            unreached.append(registration)
            continue
        wanted = to.language or "en"
        language = language_for(wanted, written) if written else wanted
        if language != wanted:
            lacking[wanted] += 1
        recipients.append(Recipient(registration, to, language))
    return Audience(recipients, unreached, dict(lacking))
