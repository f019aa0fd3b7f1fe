"""The pages of kept reports: keeping, freezing, correcting, and who reads what."""

import hashlib
from io import BytesIO

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from accounts.history import Actor
from accounts.models import Role
from reports.freezing import freeze
from reports.models import DonorReport
from workshops.models import ProjectViewer

KEEP = {"title": "SDC, June 2014", "audience": "confidential"}


@pytest.fixture
def officer(client, make, case):
    client.force_login(make.user(office=case.office, role=Role.ME_OFFICER, name="Salma"))
    return client


@pytest.fixture
def viewer(client, make, case):
    user = make.user(office=case.office, role=Role.DONOR_VIEWER)
    ProjectViewer.objects.create(project=case.project, user=user)
    client.force_login(user)
    return client


def page(client, name, *args, **query):
    return client.get(reverse(f"reports:{name}", args=args), query).content.decode()


def test_a_live_report_offers_to_freeze_it_and_keeps_its_scope(officer):
    assert "Freeze this report" in page(officer, "donor_report", project="CT.0690", donor="SDC")
    address = f"{reverse('reports:keep')}?project=CT.0690&donor=SDC&first=2014-01-01"
    form = officer.get(address).context["form"]
    assert form["title"].value() == "CT.0690 · SDC · from 1 January 2014"
    response = officer.post(address, KEEP | {"freeze": "yes"}, follow=True)
    kept = DonorReport.objects.get()
    assert response.redirect_chain == [(reverse("reports:kept_report", args=[kept.pk]), 302)]
    assert (kept.state, kept.donor.key, str(kept.first), kept.publication, str(kept.frozen_by)) == (
        *("frozen", "SDC", "2014-01-01", False, "Salma"),
    )
    html = response.content.decode()
    assert kept.sha256 in html
    assert '<span class="n" id="head-attended">24</span>' in html


def test_a_second_press_of_the_button_keeps_one_report(officer):
    address = f"{reverse('reports:keep')}?project=CT.0690"
    for _press in range(2):
        officer.post(address, KEEP | {"freeze": "yes"})
    assert DonorReport.objects.count() == 1


def test_who_loses_the_race_to_freeze_is_shown_the_frozen_report(officer, case):
    def freeze_first(execute, sql, *rest):
        found = execute(sql, *rest)
        draft = DonorReport.objects.filter(state="draft").first() if 'INTO "reports_donorreport_offices"' in sql else None
        if draft:
            freeze(report=draft, by=Actor.system("test"), now=draft.created_at)
        return found

    with connection.execute_wrapper(freeze_first):
        response = officer.post(f"{reverse('reports:keep')}?project=CT.0690", KEEP | {"freeze": "yes"})
    kept = DonorReport.objects.get()
    assert (kept.state, response["Location"]) == ("frozen", reverse("reports:kept_report", args=[kept.pk]))


def test_bad_input_is_said_and_kept(officer):
    response = officer.post(f"{reverse('reports:keep')}?project=CT.0690", {"title": "", "audience": "all"})
    assert sorted(response.context["form"].errors) == ["audience", "title"]
    assert DonorReport.objects.count() == 0
    assert officer.get(f"{reverse('reports:keep')}?project=CT.0690&donor=NOBODY").status_code == 404


def test_a_draft_is_counted_anew_then_frozen_or_deleted(officer, case, make):
    draft, other = make.kept_report(case, title="One"), make.kept_report(case, title="Two")
    case.registrations.filter(status="confirmed").exclude(sex="F").first().attendance.all().delete()
    assert '<span class="n" id="head-attended">23</span>' in page(officer, "kept_report", draft.pk)
    assert officer.get(reverse("reports:kept_file", args=[draft.pk, "json"])).status_code == 404
    officer.post(reverse("reports:kept_freeze", args=[draft.pk]))
    officer.post(reverse("reports:kept_discard", args=[other.pk]))
    officer.post(reverse("reports:kept_discard", args=[draft.pk]))
    assert list(DonorReport.objects.values_list("title", "state")) == [("One", "frozen")]


def test_the_json_file_is_what_the_hash_proves(officer, case, make):
    kept = make.kept_report(case, frozen=True, publication=False)
    content = officer.get(reverse("reports:kept_file", args=[kept.pk, "json"])).content
    assert hashlib.sha256(content).hexdigest() == kept.sha256
    assert officer.get(reverse("reports:kept_file", args=[kept.pk, "exe"])).status_code == 404


@pytest.mark.parametrize(
    ("publication", "endings"), [(False, ["pdf", "xlsx", "csv", "json"]), (True, ["pdf", "xlsx", "csv", "xml", "json"])]
)
def test_a_frozen_report_is_handed_out_in_every_format(officer, case, make, publication, endings):
    kept = make.kept_report(case, frozen=True, publication=publication)
    response = officer.get(reverse("reports:kept_report", args=[kept.pk]))
    assert [ending for _name, _what, ending in response.context["files"]] == endings
    starts = {"csv": b"Project id,", "xml": b"<?xml version"}
    for ending in endings[2:-1]:
        assert officer.get(reverse("reports:kept_file", args=[kept.pk, ending])).content.startswith(starts[ending])


def test_a_frozen_report_is_compared_and_corrected(officer, case, make):
    kept = make.kept_report(case, frozen=True, publication=False)
    address = reverse("reports:kept_correct", args=[kept.pk])
    assert "there is nothing to correct" in officer.get(address).content.decode()
    case.registrations.filter(sex="F", status="confirmed").update(sex="")
    assert ("By sex · Woman", "8", "–") in officer.get(address).context["changes"]
    assert list(officer.post(address, {"reason": " "}).context["form"].errors) == ["reason"]
    html = officer.post(address, {"reason": "Sex was taken from the names."}, follow=True).content.decode()
    newer = DonorReport.objects.get(version=2)
    assert newer.corrects == kept
    assert "Changed since version 1" in html
    assert "Sex was taken from the names." in html
    assert "This version was corrected since." in page(officer, "kept_report", kept.pk)
    assert officer.get(address).status_code == 404


def test_the_list_is_searched_filtered_and_exported(officer, case, make):
    make.kept_report(case, title="Spring", frozen=True)
    make.kept_report(case, title="Autumn")
    listed = officer.get(reverse("reports:kept_list"), {"q": "ct.0690 spr", "state": "frozen"})
    assert [row.title for row in listed.context["page_obj"]] == ["Spring"]
    assert "No report fits these filters" in page(officer, "kept_list", q="winter")
    sheet = load_workbook(BytesIO(officer.get(reverse("reports:kept_export")).content)).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["Autumn", "Spring"]


def test_queries_of_the_list_do_not_grow(officer, case, make, django_assert_num_queries):
    make.kept_report(case, frozen=True)
    page(officer, "kept_list")
    with django_assert_num_queries(7):
        page(officer, "kept_list")
    for _number in range(3):
        make.kept_report(case, frozen=True)
    with django_assert_num_queries(7):
        page(officer, "kept_list")


def test_a_donor_viewer_reads_what_is_frozen_and_published(viewer, case, make):
    published = make.kept_report(case, title="Published", frozen=True)
    hidden = [make.kept_report(case, title="Draft"), make.kept_report(case, title="Secret", frozen=True, publication=False)]
    assert [row.title for row in viewer.get(reverse("reports:kept_list")).context["page_obj"]] == ["Published"]
    html = page(viewer, "kept_report", published.pk)
    assert '<td class="w-num">•</td>' in html
    assert "Compare with today" not in html
    assert [viewer.get(reverse("reports:kept_report", args=[row.pk])).status_code for row in hidden] == [404, 404]
    assert viewer.post(reverse("reports:kept_correct", args=[published.pk])).status_code == 404


def test_a_report_over_another_office_does_not_exist(client, case, make):
    kept = make.kept_report(case, frozen=True)
    kept.offices.add(make.office())
    client.force_login(make.user(office=case.office))
    assert client.get(reverse("reports:kept_report", args=[kept.pk])).status_code == 404
    assert DonorReport.objects.visible_to(make.administrator()).get() == kept
