"""The year at a glance: of one office or all, the same figures as the report of that year."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import Role
from workshops.models import ProjectViewer


@pytest.fixture
def held(make, office):
    """A held workshop at which so many women and men were present."""

    def held(code, end, women=0, men=0, office=office, **fields):
        workshop = make.workshop(code, office=office, state="held", start=end, end=end, **fields)
        register = make.register(workshop)
        for sex in "F" * women + "M" * men:
            make.mark(make.registration(workshop, sex=sex, institution=make.institution()), register)
        make.validate(register)
        return workshop

    return held


def page(client, **query):
    return client.get(reverse("reports:dashboard"), query)


def test_months_hold_what_ended_in_them(staff, held):
    held("A", date(2026, 1, 5), women=2, men=1)
    held("B", date(2026, 1, 20), men=2)
    held("C", date(2026, 12, 1), women=1)
    held("OTHER", date(2025, 12, 31), women=5)
    rows = [month for _day, month in page(staff, year=2026).context["months"]]
    found = {month.number: (month.workshops, month.participations, month.women) for month in rows}
    assert {number: row for number, row in found.items() if row != (0, 0, 0)} == {1: (2, 5, 2), 12: (1, 1, 1)}
    assert len(found) == 12


def test_heads_are_those_of_the_report_of_the_year(client, make, case):
    client.force_login(make.user(office=case.office, role=Role.ME_OFFICER))
    response = page(client, year=2014)
    report = client.get(reverse("reports:donor_report") + "?" + response.context["query"]).context["report"]
    assert [head.figure.value for head in response.context["heads"]] == [head.figure.value for head in report.heads]
    html = response.content.decode()
    assert '<span class="n" id="head-attended">24</span>' in html
    assert "<title>Participations of each month of 2014" in html
    assert {table.key for table in response.context["tables"]} == {"by_region", "by_institution_type"}


def test_share_of_women_stands_beside_the_target_of_who_came(staff, held):
    held("A", date(2026, 1, 5), women=1, men=2, target_women_share=Decimal("0.5"))
    held("B", date(2026, 2, 5), men=1, target_women_share=Decimal("0.3"))
    held("C", date(2026, 3, 5), men=1)
    found = page(staff, year=2026).context["women"]
    assert (found["women"], found["stated"], found["target"]) == (1, 5, 0.45)


def test_offices_are_shown_together_or_alone(client, make, office, held):
    other = make.office("SECOND")
    user = make.user(office=office, role=Role.ME_OFFICER)
    user.memberships.create(office=other, role=Role.ME_OFFICER)
    held("A", date(2026, 1, 5), men=1)
    held("B", date(2026, 1, 6), men=2, office=other)
    held("FOREIGN", date(2026, 1, 7), men=4, office=make.office())
    client.force_login(user)
    together, alone = (page(client, year=2026, **of).context["months"] for of in ({}, {"office": "SECOND"}))
    assert [sum(month.participations for _day, month in rows) for rows in (together, alone)] == [3, 2]
    assert page(client, office="OFFICE-OF-NOBODY").status_code == 404


def test_what_is_overdue_is_counted_and_leads_to_the_list(staff, held):
    held("A", date(2026, 1, 5), men=1), held("B", date(2026, 2, 5), men=1)
    response = page(staff, year=2026)
    assert {str(heading): count for heading, _effect, count in response.context["overdue"]} == {
        "Signed sheets missing": 2, "Funding shares missing": 2, "Costs missing": 2,
    }  # fmt: skip
    assert staff.get(reverse("reports:missing") + "?" + response.context["query"]).status_code == 200


def test_year_without_anything_says_so_and_draws_nothing(staff):
    html = page(staff, year=2019).content.decode()
    assert "No workshop was held in this year yet." in html
    assert "w-chart" not in html


@pytest.mark.parametrize("year", ["", "abcd", "0000", "20266", "٢٠٢٦", "9999"])
def test_year_that_cannot_be_read_is_this_one(staff, year):
    assert page(staff, year=year).context["year"] == date.today().year


def test_donor_viewer_has_the_report_instead(client, make, case):
    user = make.user(office=case.office, role=Role.DONOR_VIEWER)
    ProjectViewer.objects.create(project=case.project, user=user)
    client.force_login(user)
    assert page(client).status_code == 404
    assert reverse("reports:dashboard") not in client.get(reverse("reports:donor_report")).content.decode()


@pytest.mark.parametrize("workshops", [1, 4])
def test_page_costs_the_same_for_few_and_many(staff, held, django_assert_num_queries, workshops):
    for number in range(workshops):
        held(f"W{number}", date(2026, 1 + number, 5), women=1, men=1)
    with django_assert_num_queries(42):
        assert page(staff, year=2026).context["held"] == workshops
