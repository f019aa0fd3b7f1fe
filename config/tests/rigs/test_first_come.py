"""First come, first served, through the whole site: everybody registers, then all prove their address at once.

RIGS=full (bin/test --rigs): 200 people, 20 seats. Otherwise 30 people and 5 seats, to know that the rig works.
"""

import os
import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from config.tests.rigs.site import Site

PEOPLE, SEATS = (200, 20) if os.environ.get("RIGS") == "full" else (30, 5)
CODE = "IOM-MA-DEMO-PROTECTION"

pytestmark = pytest.mark.rig


@pytest.fixture
def site(tmp_path, request):
    application = getattr(request, "param", "config.wsgi")
    with Site(tmp_path, application) as running:
        running.manage("seed_demo")
        taken = running.ask(f"Registration.objects.filter(workshop__code='{CODE}').counting().count()")
        running.ask(f"Workshop.objects.filter(code='{CODE}').update(capacity={SEATS + taken})")
        yield running


def register_all(site):
    """Everybody registers; returns the paths of the links they are written."""

    def register(number):
        visitor = site.visit()
        visitor.get(f"/w/{CODE}/register/")
        answer = {"given_name": "Person", "family_name": f"Number {number}", "email": f"person{number}@example.org"}
        return visitor.post(f"/w/{CODE}/register/", **answer, institution_name="Ministry of Interior", notice="on")[0]

    with ThreadPoolExecutor(16) as pool:
        assert Counter(pool.map(register, range(PEOPLE))) == {302: PEOPLE}
    theirs = "Letter.objects.filter(kind='registration_prove', to__startswith='person')"
    texts = site.ask(f"list({theirs}.values_list('text', flat=True))")
    return [re.search(r"/prove/[^/\s]+/", text)[0] for text in texts]


def prove_all(site, paths):
    """Everybody opens the link, waits for the last, and confirms; returns how often each status was answered."""
    together = threading.Barrier(len(paths))

    def prove(path):
        visitor = site.visit()
        assert visitor.get(path)[0] == 200
        together.wait(timeout=120)
        return visitor.post(path)[0]

    with ThreadPoolExecutor(len(paths)) as pool:
        return Counter(pool.map(prove, paths))


def outcome(site):
    """(how many registrations are in each status, the ranks of those who wait)"""
    theirs = f"Registration.objects.filter(workshop__code='{CODE}', given_name='Person')"
    rows = site.ask(f"list({theirs}.values_list('status', 'rank'))")
    return Counter(status for status, _ in rows), sorted(rank for status, rank in rows if status == "waitlisted")


def test_seats_are_given_once_each(site):
    paths = register_all(site)
    assert len(set(paths)) == PEOPLE
    assert prove_all(site, paths) == {302: PEOPLE}
    statuses, ranks = outcome(site)
    assert statuses == {"confirmed": SEATS, "waitlisted": PEOPLE - SEATS}
    assert ranks == list(range(1, PEOPLE - SEATS + 1))
    assert site.errors() == ""


@pytest.mark.postgres
@pytest.mark.parametrize("site", ["config.tests.rigs.unlocked"], indirect=True)
def test_control_without_the_lock_seats_are_given_twice(site):
    """On SQLite the write transaction is itself the lock, so that there is nothing to take off."""
    if connection.vendor != "postgresql":
        pytest.skip("this run is on SQLite")
    prove_all(site, register_all(site))
    statuses, _ = outcome(site)
    assert statuses["confirmed"] > SEATS
