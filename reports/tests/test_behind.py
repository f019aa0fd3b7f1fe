"""Every figure opens to the rows behind it: the same number, the workshops, and the names one may read."""

from io import BytesIO
from itertools import chain
from urllib.parse import parse_qsl

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import HistoryEntry, Role
from reports.actions import build_report
from reports.rules.behind import Cell, by_workshop, rows_behind
from reports.scope import find_scope
from workshops.models import ProjectViewer


@pytest.fixture
def officer(client, make, case):
    client.force_login(make.user(office=case.office, role=Role.ME_OFFICER))
    return client


def opened(client, **query):
    return client.get(reverse("reports:behind"), {"project": "CT.0690"} | query)


def figures_of(client, **query):
    """Every figure of the report's page that can be opened."""
    report = client.get(reverse("reports:donor_report"), {"project": "CT.0690"} | query).context["report"]
    rows = chain.from_iterable([*table.rows, *([table.foot] if table.foot else [])] for table in report.tables)
    figures = [*(head.figure for head in report.heads), *chain.from_iterable(row.figures for row in rows)]
    return [figure for figure in figures if figure.cell]


def test_every_figure_that_opens_has_as_many_rows_behind_it(officer):
    figures = figures_of(officer)
    counted = build_report(find_scope(project="CT.0690"), now=timezone.now()).count
    assert len(figures) > 80
    assert [len(rows_behind(counted, Cell(**dict(parse_qsl(figure.cell))))) for figure in figures] == [f.value for f in figures]


def test_page_prints_the_figure_as_a_link_to_its_rows(officer):
    html = officer.get(reverse("reports:donor_report"), {"project": "CT.0690"}).content.decode()
    address = reverse("reports:behind") + "?project=CT.0690&amp;head=attended"
    assert f'<span class="n" id="head-attended"><a href="{address}">24</a>' in html


@pytest.mark.parametrize(("query", "number"), [({"head": "attended", "by": "sex", "value": "F"}, 8), ({"head": "trained"}, 22)])
def test_page_of_a_figure_says_the_same_number(officer, query, number):
    response = opened(officer, **query)
    html = response.content.decode()
    assert f'<span id="number">{number}</span>' in html
    assert [count for _workshop, count in response.context["workshops"]] == [number]
    assert response.context["page_obj"].paginator.count == number
    assert html.count("/participants/") >= number


def test_not_stated_opens_like_any_other_value(officer, case):
    case.registrations.filter(key="P01").update(sex="", region=None)
    figures = officer.get(reverse("reports:donor_report_json"), {"project": "CT.0690"}).json()
    found = opened(officer, head="attended", by="region", value="not_stated").context["page_obj"].paginator.count
    assert found == figures["by_region"]["not_stated"] == 1


@pytest.mark.parametrize(
    "query",
    [
        {"head": "secret"},
        {},
        {"head": "attended", "by": "disability", "value": "with_disability"},
        {"head": "trained", "by": "x"},
    ],
)
def test_what_cannot_be_opened_is_not_found(officer, query):
    assert opened(officer, **query).status_code == 404


def test_donor_viewer_opens_nothing_and_sees_no_link(client, make, case):
    user = make.user(office=case.office, role=Role.DONOR_VIEWER)
    ProjectViewer.objects.create(project=case.project, user=user)
    client.force_login(user)
    assert opened(client, head="attended").status_code == 404
    html = client.get(reverse("reports:donor_report"), {"project": "CT.0690"}).content.decode()
    assert reverse("reports:behind") not in html


def test_names_of_another_office_stay_there(client, make, case, now):
    """An administrator-like reader of two offices may count both; without the right to read names, the line has none."""
    other = make.workshop("OTHER", project=case.project, state="held")
    person = make.registration(other, family_name="ELSEWHERE")
    make.mark(person, make.register(other))
    client.force_login(make.user(office=case.office, role=Role.ME_OFFICER))
    assert opened(client, head="participations").context["page_obj"].paginator.count == 24
    admin = make.administrator()
    client.force_login(admin)
    assert opened(client, head="participations", workshop="OTHER").content.count(b"ELSEWHERE") >= 1


def test_reading_names_leaves_a_trace(officer, case):
    opened(officer, head="attended")
    entry = HistoryEntry.objects.get(verb="names_read")
    assert (entry.office, entry.object_id) == (case.office, str(case.office.pk))


def test_exported_list_names_those_alone_who_agreed(officer, case):
    case.registrations.update(share_name_consent=False)
    case.registrations.filter(key__in=["P01", "P02"]).update(share_name_consent=True)
    content = officer.get(reverse("reports:behind_xlsx"), {"project": "CT.0690", "head": "attended"}).content
    rows = list(load_workbook(BytesIO(content)).active.values)[1:]
    agreed = set(case.registrations.filter(share_name_consent=True).values_list("family_name", flat=True))
    assert (len(rows), {row[1] for row in rows if row[1]}) == (24, agreed)
    assert HistoryEntry.objects.filter(verb="export_names", office=case.office).count() == 1


def test_exported_list_names_nobody_of_a_security_body_nor_of_an_unknown_one(client, make, office):
    workshop = make.workshop("W", office=office, state="held")
    register = make.register(workshop)
    kinds = ["ministry", "law_enforcement", "emergency_service", "armed_forces", "military", "intelligence", None]
    for kind in kinds:
        institution = kind and make.institution(type=kind)
        person = {"family_name": f"OF {kind}", "institution": institution, "share_name_consent": True}
        make.mark(make.registration(workshop, **person), register)
    client.force_login(make.user(office=office, role=Role.ME_OFFICER))
    content = client.get(reverse("reports:behind_xlsx"), {"project": workshop.project.code, "head": "attended"}).content
    rows = list(load_workbook(BytesIO(content)).active.values)[1:]
    assert (len(rows), [(row[1], bool(row[3])) for row in rows if row[1] or row[3]]) == (7, [("OF ministry", True)])


def test_workshops_behind_a_figure_sum_to_it(case):
    counted = build_report(find_scope(project="CT.0690"), now=timezone.now()).count
    rows = rows_behind(counted, Cell("participations"))
    assert sum(count for _workshop, count in by_workshop(counted, rows)) == len(rows) == 24


@pytest.mark.parametrize("people", [2, 9])
def test_page_costs_the_same_for_few_and_many(client, make, office, django_assert_num_queries, people):
    workshop = make.workshop("W", office=office, state="held")
    register = make.register(workshop)
    for _number in range(people):
        make.mark(make.registration(workshop, institution=make.institution()), register)
    client.force_login(make.user(office=office, role=Role.ME_OFFICER))
    query = {"project": workshop.project.code, "head": "attended"}
    with django_assert_num_queries(38):
        assert client.get(reverse("reports:behind"), query).context["page_obj"].paginator.count == people
