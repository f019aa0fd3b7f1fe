"""Many at once at the numbers of certificates, and many guesses at their addresses.

RIGS=full (bin/test --rigs): 8 issuers of 100 certificates each, and 10,000 random tokens. Otherwise 8 of 4, and 300.
"""

import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from accounts.history import Actor
from certificates.actions.issuing import issue
from certificates.models import Certificate, NumberSequence
from certificates.views.public import MISSES

IS_FULL = os.environ.get("RIGS") == "full"
ISSUERS, EACH = 8, 100 if IS_FULL else 4
TOKENS = 10_000 if IS_FULL else 300
SYSTEM = Actor.system("rig")

pytestmark = pytest.mark.rig


class Undone(Exception):
    """A transaction that fails after it issued."""


def issue_each(people, thread, now):
    """Issue to each of `people`; before every third one, an issue that is rolled back."""
    try:
        for turn, person in enumerate(people):
            if turn % 3 == thread % 3:
                with suppress(Undone):
                    _undone(person, now)
            issue(registration=person, by=SYSTEM, now=now)
    finally:
        connection.close()


def _undone(person, now):
    with transaction.atomic():
        issue(registration=person, by=SYSTEM, now=now)
        raise Undone


@pytest.mark.django_db(transaction=True)
def test_issuers_at_once_leave_no_gap_whatever_fails(make, office, now):
    groups = []
    for _ in range(ISSUERS):
        workshop = make.workshop(office=office, state="held")
        register = make.register(workshop)
        make.validate(register)
        people = [make.registration(workshop) for _ in range(EACH)]
        for person in people:
            make.mark(person, register)
        groups.append(people)
    with ThreadPoolExecutor(ISSUERS) as pool:
        list(pool.map(issue_each, groups, range(ISSUERS), [now] * ISSUERS))
    numbers = list(Certificate.objects.order_by("sequence").values_list("sequence", flat=True))
    assert numbers == list(range(1, ISSUERS * EACH + 1))
    assert NumberSequence.objects.get().last == ISSUERS * EACH
    assert Certificate.objects.values("token").distinct().count() == ISSUERS * EACH


@pytest.mark.django_db
def test_random_tokens_hit_nothing_and_are_stopped(client, make, office, now):
    """From as many addresses as it takes, none hits; from one address, 429 within 50 tries."""
    for _ in range(20):
        make.certificate(make.registration(make.workshop(office=office)), token=secrets.token_urlsafe(18))
    answers = {_try(client, number // MISSES) for number in range(TOKENS)}
    assert answers == {404}
    cache.clear()
    assert 429 in [_try(client, 0) for _ in range(50)]


def _try(client, sender):
    address = reverse("certificates:verify", args=[secrets.token_urlsafe(18)])
    return client.get(address, REMOTE_ADDR=f"10.1.{sender // 250}.{sender % 250}").status_code
