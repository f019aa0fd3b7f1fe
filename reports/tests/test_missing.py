"""The page of what a report lacks: each gap is found where it is, named in words, and its link leads to the mending."""

from collections import Counter
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Role
from evaluations.models import Score
from reports.missing import gaps
from reports.missing_words import WORDS, fix_url
from reports.scope import find_scope
from workshops.models import CostLine

TODAY = date(2026, 3, 1)


@pytest.fixture
def project(make):
    return make.project("P.1", donors=[make.donor("SDC")])


@pytest.fixture
def held(make, office, project):
    """A held workshop of one register."""

    def held(code, **fields):
        start = fields.pop("start", date(2026, 1, 5))
        workshop = make.workshop(code, office=office, project=project, state="held", start=start, end=start, **fields)
        make.register(workshop)
        return workshop

    return held


@pytest.fixture
def complete(make, held):
    """A workshop that lacks nothing."""

    def complete(code="FULL", **fields):
        workshop = held(code, shares={make.donor(): "0.7", make.donor(): "0.3"}, **fields)
        CostLine.objects.create(workshop=workshop, line="venue", actual=Decimal(100))
        register = workshop.registers.get()
        make.validate(register)
        make.scan(register)
        person = make.registration(workshop, institution=make.institution())
        for test in ("pre", "post"):
            Score.objects.create(registration=person, test=test, points=5)
        return workshop

    return complete


def found(project):
    return [(gap.code, gap.workshop.code, gap.count) for gap in gaps(find_scope(project=project.code), TODAY)]


def test_complete_workshop_lacks_nothing(project, complete):
    complete()
    assert found(project) == []


def test_every_gap_is_found_where_it_is(make, office, project, held, complete):
    bare = held("BARE")
    make.registration(bare, sex="", institution=None)
    make.registration(bare, sex="", institution=make.institution(), status="withdrawn")
    half = make.registration(complete("HALF", start=date(2026, 2, 2)), institution=make.institution())
    Score.objects.create(registration=half, test="pre", points=3)
    make.workshop("PAST", office=office, project=project, start=date(2026, 2, 27), end=date(2026, 2, 28))
    make.workshop("TODAY", office=office, project=project, start=TODAY, end=TODAY)
    make.workshop("DRAFT", office=office, project=project, start=date(2026, 1, 1), end=date(2026, 1, 1), state="draft")
    expected = [("not_held", "PAST", 1), ("unpaired", "HALF", 1)]
    expected += [(code, "BARE", 1) for code in ("registers_open", "no_shares", "no_cost", "no_sex", "no_institution")]
    assert Counter(found(project)) == Counter(expected)


def test_sheet_taken_away_again_is_missing(make, now, project, complete):
    complete().registers.get().scans.update(removed_at=now)
    assert found(project) == [("sheets_missing", "FULL", 1)]


def test_shares_that_do_not_sum_to_one_are_a_gap(make, project, complete):
    complete().funding.filter(share="0.3").update(share="0.299999999999")
    assert found(project) == [("no_shares", "FULL", 1)]


def test_register_of_breaks_alone_needs_no_sheet(make, project, complete):
    make.register(complete(), "BREAK", kind="break")
    assert found(project) == []


def test_latest_workshop_comes_first_within_a_kind(project, held):
    held("OLD"), held("NEW", start=date(2026, 2, 1))
    assert [code for kind, code, _count in found(project) if kind == "no_cost"] == ["NEW", "OLD"]


def test_links_lead_to_pages_that_open_with_the_same_number(make, staff, project, held):
    workshop = held("BARE")
    for _number in range(3):
        make.registration(workshop, sex="", institution=None)
    make.registration(workshop, sex="F", institution=make.institution())
    for gap in gaps(find_scope(project=project.code), TODAY):
        response = staff.get(fix_url(gap))
        assert response.status_code == 200
        if gap.code in ("no_sex", "no_institution"):
            assert response.context["page_obj"].paginator.count == gap.count == 3


def test_page_and_workbook_say_the_same_in_words(make, staff, project, held):
    make.registration(held("BARE"), sex="")
    html = staff.get(reverse("reports:missing"), {"project": "P.1"}).content.decode()
    assert all(str(WORDS[code][0]) in html for code in ("registers_open", "no_shares", "no_cost", "no_sex"))
    assert "Signed sheets missing" not in html
    content = staff.get(reverse("reports:missing_xlsx"), {"project": "P.1"}).content
    rows = list(load_workbook(BytesIO(content)).active.values)[1:]
    assert [(row[0], row[1], row[4]) for row in rows] == [
        (str(WORDS[gap.code][0]), "BARE", gap.count) for gap in gaps(find_scope(project="P.1"), TODAY)
    ]


def test_page_says_that_nothing_is_missing(staff, project, complete):
    complete()
    assert "Nothing is missing" in staff.get(reverse("reports:missing"), {"project": "P.1"}).content.decode()


def test_page_keeps_a_period_that_makes_no_sense_beside_its_words(staff, project):
    query = {"project": "P.1", "first": "2026-02-01", "last": "2026-01-01"}
    html = staff.get(reverse("reports:missing"), query).content.decode()
    assert "The period ends before it starts." in html
    assert 'value="2026-02-01"' in html
    assert staff.get(reverse("reports:missing_xlsx"), query).status_code == 404


def test_donor_viewer_has_no_such_page(client, make, office, project):
    user = make.user(office=office, role=Role.DONOR_VIEWER)
    project.viewers.create(user=user)
    client.force_login(user)
    assert client.get(reverse("reports:donor_report"), {"project": "P.1"}).status_code == 200
    assert client.get(reverse("reports:missing"), {"project": "P.1"}).status_code == 404


@pytest.mark.parametrize("workshops", [1, 4])
def test_gaps_cost_the_same_for_few_and_many(make, project, held, django_assert_num_queries, workshops):
    for number in range(workshops):
        make.registration(held(f"W{number}"), sex="")
    scope = find_scope(project=project.code)
    with django_assert_num_queries(9):
        assert len(gaps(scope, TODAY)) == 5 * workshops
