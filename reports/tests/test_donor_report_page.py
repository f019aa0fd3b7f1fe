import re
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.contrib.auth import get_user
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Role
from evaluations.actions.disability import erase_disability_answers
from reports.forms import EVERY
from workshops.models import Project, ProjectViewer, Topic, Workshop

PAGE = "reports:donor_report"
FILES = ["reports:donor_report_pdf", "reports:donor_report_xlsx", "reports:donor_report_json"]


def ask(client, name=PAGE, **query):
    return client.get(reverse(name), query)


@pytest.fixture
def officer(client, make, case):
    """A client signed in as the M&E officer of the case's office."""
    client.force_login(make.user(office=case.office, role=Role.ME_OFFICER))
    return client


@pytest.fixture
def viewer(client, make, case):
    """A client signed in as a donor viewer assigned to the case's project."""
    user = make.user(office=case.office, role=Role.DONOR_VIEWER)
    ProjectViewer.objects.create(project=case.project, user=user)
    client.force_login(user)
    return client


def held(make, office, project, persons=1, institution=None, **fields):
    """A held workshop of one register at which `persons` were present, each of an institution of their own or all of one."""
    fields = {"state": Workshop.State.HELD, "start": date(2026, 1, 5), "end": date(2026, 1, 5)} | fields
    workshop = make.workshop(office=office, project=project, **fields)
    register = make.register(workshop)
    for _number in range(persons):
        make.mark(make.registration(workshop, institution=institution or make.institution()), register)
    make.validate(register)
    return workshop


@pytest.mark.parametrize("donor", ["", "SDC"])
def test_page_prints_the_figures_of_the_json(officer, donor):
    figures = ask(officer, "reports:donor_report_json", donor=donor).json()
    response = ask(officer, donor=donor)
    html = response.content.decode()
    for head in response.context["report"].heads:
        assert head.figure.value == figures[head.key]
        assert re.search(f'<span class="n" id="head-{head.key}">(<a href="[^"]*">)?{head.figure.text}(</a>)?</span>', html)
    tables = {table.key: table for table in response.context["report"].tables}
    for key in ("by_institution", "by_institution_type", "by_sex", "by_age_band", "by_region"):
        assert sorted(row.figures[0].value for row in tables[key].rows) == sorted(figures[key].values())
    assert [row.figures[0].value for row in tables["disability"].rows] == list(figures["disability"].values())
    assert [row.figures[1].value for row in tables["feedback"].rows] == [q["mean"] for q in figures["feedback"].values()]
    assert {row.figures[1].value for row in tables["financial_share"].rows} == set(figures["financial_share"].values())
    assert [row.figures[0].value for row in tables["cost_total"].rows] == [
        figures[key] for key in ("cost_total", "cost_per_attendee", "cost_per_trained", "cost_per_person_day")
    ]


def test_totals_of_erased_answers_are_printed_without_columns_of_women_and_men(officer, case):
    tables = {table.key: table for table in ask(officer).context["report"].tables}
    assert list(map(str, tables["disability"].columns)) == ["Persons", "Women", "Men"]
    erase_disability_answers(now=datetime(2030, 1, 1, tzinfo=UTC))
    tables = {table.key: table for table in ask(officer).context["report"].tables}
    assert list(map(str, tables["disability"].columns)) == ["Persons"]
    assert [[figure.value for figure in row.figures] for row in tables["disability"].rows] == [[21], [1], [3]]


def test_page_of_the_case_names_denominators(officer):
    report = ask(officer, donor="SDC").context["report"]
    notes = {head.key: head.note for head in report.heads}
    assert notes["attended"] == "33\u00a0% women (8 of 24 stated) · 10 institutions"
    assert notes["trained"] == "92\u00a0% of 24 attended"
    assert notes["confirmed"] == "no-show 4\u00a0% (1 of 25)"
    assert report.meta[-1] == "Co-funded with IOM Development Fund"


def test_trained_and_women_of_the_rows_sum_to_the_foot(officer):
    table = ask(officer).context["report"].tables[0]
    sums = [sum(row.figures[column].value for row in table.rows) for column in range(4)]
    assert sums == [figure.value for figure in table.foot.figures] == [24, 8, 16, 22]


def test_default_is_the_newest_project(client, make, office):
    old, new = make.project("OLD"), make.project("NEW")
    held(make, office, new, end=date(2026, 2, 1))
    held(make, office, old)
    client.force_login(make.user(office=office))
    assert ask(client).context["form"]["project"].value() == "NEW"


def test_workshops_of_another_office_are_not_counted(client, make, office):
    project = make.project()
    held(make, office, project, persons=2)
    held(make, make.office(), project, persons=3)
    client.force_login(make.user(office=office))
    assert ask(client, "reports:donor_report_json", project=project.code).json()["attended"] == 2


def test_registers_not_validated_are_said(client, make, office):
    project = make.project()
    make.register(held(make, office, project), "D1-PM")
    client.force_login(make.user(office=office))
    assert "1 register is not validated yet" in ask(client).content.decode()


@pytest.mark.parametrize("name", [PAGE, *FILES])
def test_a_facilitator_has_no_reports(client, make, case, name):
    client.force_login(make.user(office=case.office, role=Role.FACILITATOR))
    assert ask(client, name).status_code == 404


@pytest.mark.parametrize("name", [PAGE, *FILES])
def test_a_donor_viewer_has_the_assigned_projects_alone(viewer, make, name):
    other = make.project("OTHER")
    assert ask(viewer, name, project=other.code).status_code == 404


def test_a_donor_viewer_reads_every_table_without_small_cells(viewer):
    response = ask(viewer, donor="SDC")
    report = response.context["report"]
    assert [head.figure.value for head in report.heads] == [26, 25, 24, 22, 67.5]
    tables = {table.key: table for table in report.tables}
    assert {row.label: row.figures[0].text for row in tables["by_institution_type"].rows} == {
        "Ministries": "14",
        "Law enforcement": "•",
        "Delegations": "•",
        "Emergency services": "•",
    }
    assert tables["by_institution_type"].columns == ("Attended", "Women", "Men")
    assert {figure.text for row in tables["by_institution"].rows for figure in row.figures} == {"•", "0"}
    assert "Not published: 1 to 4 persons" in response.content.decode()
    assert "Ministry of Interior" in response.content.decode()


def test_the_json_of_a_donor_viewer_names_what_it_hides(viewer):
    said = ask(viewer, "reports:donor_report_json", donor="SDC").json()
    assert said["attended"] == 24
    assert said["by_institution_type"] == {"ministry": 14, "delegation": None, "law_enforcement": None, "emergency_service": None}
    assert "by_institution_type.delegation" in said["suppressed"]
    assert "attended" not in said["suppressed"]


def test_small_heads_are_hidden_from_a_donor_viewer(client, make, office):
    project = make.project()
    held(make, office, project, persons=4)
    user = make.user(office=office, role=Role.DONOR_VIEWER)
    ProjectViewer.objects.create(project=project, user=user)
    client.force_login(user)
    heads = ask(client).context["report"].heads
    assert [(head.figure.text, head.figure.value) for head in heads] == [("•", None)] * 5
    assert {head.note for head in heads} == {"proved registrations", ""}
    summary = load_workbook(BytesIO(ask(client, "reports:donor_report_xlsx").content)).worksheets[0]
    assert [row[1] for row in summary.values if row[0] in ("Attended", "Trained")] == ["•", "•"]


@pytest.mark.parametrize("project", ["no-such", "\x00", "x" * 3000])
@pytest.mark.parametrize("name", [PAGE, *FILES])
def test_an_unknown_project_does_not_exist(officer, name, project):
    assert ask(officer, name, project=project).status_code == 404


@pytest.mark.parametrize(
    ("field", "query"),
    [
        ("first", {"first": "2014-13-01"}),
        ("last", {"last": "\x00"}),
        ("last", {"first": "2014-06-30", "last": "2014-01-01"}),
        ("donor", {"donor": "NOBODY"}),
        ("donor", {"donor": "\x00"}),
    ],
)
def test_bad_input_is_said_beside_the_field_and_kept(officer, field, query):
    response = ask(officer, **query)
    assert response.status_code == 200
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert form[field].value() == query[field]
    assert "report" not in response.context
    assert ask(officer, "reports:donor_report_pdf", **query).status_code == 404


def test_without_a_project_the_page_says_what_to_do(staff):
    assert "There is no project yet" in ask(staff).content.decode()


def test_anonymous_is_sent_to_sign_in(client):
    assert [ask(client, name).status_code for name in (PAGE, *FILES)] == [302, 302, 302, 302]


def test_queries_do_not_grow_with_workshops(client, make, office, django_assert_num_queries):
    client.force_login(make.user(office=office))
    one, three = make.project(), make.project()
    held(make, office, one)
    for _number in range(3):
        held(make, office, three, persons=2)
    ask(client)
    for project in (one, three):
        with django_assert_num_queries(33):
            ask(client, project=project.code)


def test_all_projects_are_one_report(officer, make, case):
    other = make.project("OTHER")
    held(make, case.office, other, persons=6)
    response = ask(officer, project=EVERY)
    report = response.context["report"]
    assert [head.figure.value for head in report.heads][2] == 30
    assert (report.title, report.subtitle) == ("All donors", "All projects")
    assert [rule["projects"] for rule in report.rules] == [["CT.0690", "OTHER"]]
    both = ask(officer, "reports:donor_report_json", project=["CT.0690", "OTHER"]).json()
    assert (both["attended"], both["scope"]["projects"]) == (30, ["CT.0690", "OTHER"])
    assert ask(officer, project=["CT.0690", "NONE"]).status_code == 404


def test_a_donor_viewer_counts_the_assigned_projects_alone(viewer, make, case):
    for code in ("SEEN", "UNSEEN"):
        held(make, case.office, make.project(code), persons=6, institution=make.institution())
    ProjectViewer.objects.create(project=Project.objects.get(code="SEEN"), user=get_user(viewer))
    said = ask(viewer, "reports:donor_report_json", project=EVERY).json()
    assert (said["attended"], sorted(said["scope"]["projects"])) == (30, ["CT.0690", "SEEN"])


def test_office_and_topic_narrow_and_stand_there_when_there_is_a_choice(client, make, office):
    project, other = make.project(), make.office("OTHER")
    about = held(make, office, project, persons=2)
    held(make, other, project, persons=3)
    client.force_login(make.administrator())
    assert "topic" not in ask(client).context["form"].fields
    about.topics.add(Topic.objects.create(slug="law", name_en="Law"))
    assert ask(client, "reports:donor_report_json", project=project.code, office="OTHER").json()["attended"] == 3
    report = ask(client, project=project.code, topic="law").context["report"]
    assert ([head.figure.value for head in report.heads][2], report.meta[1]) == (2, "Topic: Law")
    for field in ("office", "topic"):
        assert list(ask(client, project=project.code, **{field: "none"}).context["form"].errors) == [field]


def test_heads_without_names_are_a_table_of_their_own(client, make, office):
    project = make.project()
    counted, _named = (held(make, office, project, persons=persons) for persons in (0, 2))
    for sex, persons in (("F", 7), ("M", 5)):
        counted.head_counts.create(institution=make.institution(), sex=sex, persons=persons)
    client.force_login(make.user(office=office))
    report = ask(client, project=project.code).context["report"]
    tables = {table.key: table for table in report.tables}
    assert [row.figures[0].value for row in tables["head_count"].rows] == [7, 5]
    assert tables["head_count"].note == "1 workshop, not verifiable by name. Women 7 · Men 5"
    assert sorted(row.figures[1].value for row in tables["workshops"].rows) == [2, 12]
    assert tables["workshops"].foot.figures[1].value == 2
    assert "counted by head and not in the sum" in tables["workshops"].note
