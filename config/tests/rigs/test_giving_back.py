"""Seats given back while others ask for one, through the whole site: withdrawals by the own link, proofs by theirs.

RIGS=full (bin/test --rigs): 50 people leave while 50 come. Otherwise 5 and 8, to know that the rig works.
"""

import os
import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from config.tests.rigs.site import Site

LEAVING, COMING = (50, 50) if os.environ.get("RIGS") == "full" else (5, 8)
CODE = "IOM-MA-DEMO-PROTECTION"
THEIRS = f"Registration.objects.filter(workshop__code='{CODE}', given_name='Person')"

pytestmark = pytest.mark.rig


@pytest.fixture
def site(tmp_path):
    with Site(tmp_path) as running:
        running.manage("seed_demo")
        taken = running.ask(f"Registration.objects.filter(workshop__code='{CODE}').counting().count()")
        running.ask(f"Workshop.objects.filter(code='{CODE}').update(capacity={LEAVING + taken})")
        yield running


def register(site, numbers):
    """These people register; returns the paths of the links they are written, in their order."""

    def one(number):
        visitor = site.visit()
        visitor.get(f"/w/{CODE}/register/")
        answer = {"given_name": "Person", "family_name": f"Number {number}", "email": f"person{number}@example.org"}
        return visitor.post(f"/w/{CODE}/register/", **answer, institution_name="A club", notice="on")[0]

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(one, numbers)) == {302}
    return links(site, "registration_prove", "prove", numbers)


def links(site, kind, page, numbers):
    """The paths of the personal links in the newest letters of `kind` to these people."""
    found = f"list(Letter.objects.filter(kind='{kind}').order_by('id').values_list('to', 'text'))"
    texts = dict(site.ask(found))
    return [re.search(rf"/{page}/[^/\s]+/", texts[f"person{number}@example.org"])[0] for number in numbers]


def press_all(site, paths):
    """Everybody opens their page, waits for the last, and presses its button; returns how often each status was answered."""
    together = threading.Barrier(len(paths))

    def press(path):
        visitor = site.visit()
        assert visitor.get(path)[0] == 200
        together.wait(timeout=120)
        return visitor.post(path)[0]

    with ThreadPoolExecutor(len(paths)) as pool:
        return Counter(pool.map(press, paths))


def test_no_seat_is_given_twice_and_none_stays_empty(site):
    leaving, coming = range(LEAVING), range(LEAVING, LEAVING + COMING)
    assert press_all(site, register(site, leaving)) == {302: LEAVING}
    own = [path + "withdraw/" for path in links(site, "registration_confirmed", "my", leaving)]
    assert press_all(site, own + register(site, coming)) == {302: LEAVING + COMING}
    rows = dict(site.ask(f"list({THEIRS}.values_list('email', 'status'))"))
    statuses = Counter(rows.values())
    assert statuses["withdrawn"] == LEAVING
    assert statuses["confirmed"] + statuses["offered"] == min(LEAVING, COMING)
    assert statuses["waitlisted"] == max(COMING - LEAVING, 0)
    assert letters(site, rows) == expected(rows)
    assert site.errors() == ""


def letters(site, rows):
    """{address: how often each kind of letter was queued}, those that only lead to the decision left out."""
    kinds = site.ask("list(Letter.objects.filter(to__startswith='person').values_list('to', 'kind'))")
    told = {email: Counter() for email in rows}
    for email, kind in kinds:
        if kind not in {"registration_prove", "registration_waitlisted"}:
            told[email][kind] += 1
    return told


def expected(rows):
    """One letter about the seat for each, and one more for whoever gave it back."""
    told = {"confirmed": ["confirmed"], "offered": ["offered"], "withdrawn": ["confirmed", "withdrawn"], "waitlisted": []}
    return {email: Counter(f"registration_{kind}" for kind in told[status]) for email, status in rows.items()}
