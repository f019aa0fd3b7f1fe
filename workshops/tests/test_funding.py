from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.history import entries_for
from workshops.queries import history_rows, money_by_share


@pytest.fixture
def donors(make):
    return make.donor("AAA"), make.donor("BBB")


@pytest.fixture
def workshop(make, office):
    return make.workshop(office=office, state="draft")


def send(staff, workshop, shares, lines=(), currency="MAD", **more):
    sent = {"currency": currency}
    for prefix, names, rows in (("shares", ("donor", "percent"), shares), ("costs", ("line", "budget", "actual"), lines)):
        sent |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        for at, row in enumerate(rows):
            sent |= {f"{prefix}-{at}-{name}": value for name, value in zip(names, row, strict=True)}
    return staff.post(reverse("workshops:funding_edit", args=[workshop.code]), sent | more)


def stored(workshop):
    return {row.donor.key: str(row.share.normalize()) for row in workshop.funding.all()}


def test_shares_and_costs_are_stored_in_order(staff, workshop, donors):
    one, two = donors
    send(staff, workshop, [(two.pk, "33.3333"), (one.pk, "66.6667")], [("Venue", "100.50", ""), ("Paper", "", "7")])
    workshop.refresh_from_db()
    assert stored(workshop) == {"BBB": "0.333333", "AAA": "0.666667"}
    lines = [(line.line, line.budget, line.actual) for line in workshop.cost_lines.all()]
    assert [(line, budget and str(budget), actual and str(actual)) for line, budget, actual in lines] == [
        ("Venue", "100.500", None),
        ("Paper", None, "7.000"),
    ]
    assert workshop.currency == "MAD"
    assert entries_for(workshop).get().verb == "funding_changed"


def test_the_same_again_leaves_no_history(staff, workshop, donors):
    for _time in range(2):
        send(staff, workshop, [(donors[0].pk, "100")])
    assert entries_for(workshop).count() == 1


@pytest.mark.parametrize("percents", [("60", "39.9999"), ("60", "40.0000000001"), ("60", "60")])
def test_shares_that_do_not_sum_to_100_are_refused_with_their_sum(staff, workshop, donors, percents):
    response = send(staff, workshop, [(donor.pk, percent) for donor, percent in zip(donors, percents, strict=True)])
    assert "They must sum to exactly 100" in str(response.context["forms"].shares.non_form_errors())
    assert percents[1].encode() in response.content
    assert stored(workshop) == {}


def test_the_current_sum_is_named(staff, workshop, donors):
    response = send(staff, workshop, [(donors[0].pk, "60"), (donors[1].pk, "39.5")])
    assert b"The shares sum to 99.5 %." in response.content


@pytest.mark.parametrize(
    ("shares", "lines"),
    [
        ([("999999", "100")], []),
        ([("", "100")], []),
        ([("donor", "")], []),
        ([("donor", "0")], []),
        ([("donor", "101")], []),
        ([("donor", "NaN")], []),
        ([("donor", "50"), ("donor", "50")], []),
        ([], [("", "5", "")]),
        ([], [("x" * 121, "5", "")]),
        ([], [("a\0b", "5", "")]),
        ([], [("x", "-1", "")]),
        ([], [("x", "1000000000000", "")]),
        ([], [("x", "1.2345", "")]),
    ],
)
def test_bad_rows_are_refused(staff, workshop, donors, shares, lines):
    shares = [(donors[0].pk if donor == "donor" else donor, percent) for donor, percent in shares]
    response = send(staff, workshop, shares, lines)
    assert response.status_code == 200
    assert b"Nothing was saved yet" in response.content
    assert (stored(workshop), workshop.cost_lines.count()) == ({}, 0)


def test_a_published_workshop_keeps_its_donors(staff, make, office, donors):
    workshop = make.workshop(office=office, shares={donors[0]: "1"})
    response = send(staff, workshop, [])
    assert b"keeps its donors" in response.content
    assert stored(workshop) == {"AAA": "1"}


def test_absurd_management_form_is_refused(staff, workshop):
    response = send(staff, workshop, [], **{"shares-TOTAL_FORMS": "100000000"})
    assert response.status_code == 200
    assert staff.post(reverse("workshops:funding_edit", args=[workshop.code]), {}).status_code == 200


def test_money_by_share_sums_to_the_total(make, donors):
    workshop = make.workshop(shares={donors[0]: "0.333333333333", donors[1]: "0.666666666667"})
    workshop.cost_lines.create(line="x", budget="100.01", actual=None)
    money = money_by_share(workshop)
    assert sum(row["budget"] for row in money["rows"]) == money["totals"]["budget"]
    assert [row["actual"] for row in money["rows"]] == [None, None]


def test_funding_form_asks_as_often_for_three_donors_as_for_one(staff, make, workshop):
    counts = []
    for number in range(3):
        make.donor()
        workshop.cost_lines.create(line="x", position=number)
        with CaptureQueriesContext(connection) as asked:
            staff.get(reverse("workshops:funding_edit", args=[workshop.code]))
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_history_says_shares_and_costs_in_words():
    values = SimpleNamespace(
        before={"shares": {"IDF": "1"}, "costs": []},
        after={"shares": {"IDF": "0.6", "SDC": "0.4"}, "costs": [["Room", "1000.500", None]]},
    )
    entry = SimpleNamespace(verb="funding_changed", values=values)
    ((_entry, changes, _summary),) = history_rows([entry])
    assert [after for _label, _before, after in changes] == ["IDF 60\u00a0%; SDC 40\u00a0%", "Room · 1000.500"]
