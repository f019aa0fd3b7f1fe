import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.history import entries_for
from workshops.models import Donor, Project


def test_create_and_edit_a_project(staff, make, coordinator):
    donor = make.donor("SDC")
    sent = {"code": "CT.1", "title_ar": "مشروع", "country_codes": "ma, tn", "budget_amount": "5", "budget_currency": "usd"}
    response = staff.post(reverse("workshops:project_create"), sent | {"donors": [donor.pk]})
    project = Project.objects.get()
    assert response["Location"] == reverse("workshops:project", args=["CT.1"])
    assert (project.countries, project.budget_currency, list(project.donors.all())) == (["MA", "TN"], "USD", [donor])
    staff.post(reverse("workshops:project_edit", args=["CT.1"]), sent | {"type": "Training"})
    entry = entries_for(project).first()
    assert entry.values.after == {"type": "Training", "donors": []}
    assert entry.user == coordinator


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"code": "a b"}, "code"),
        ({"code": "new"}, "code"),
        ({"code": "x" * 61}, "code"),
        ({"code": ""}, "code"),
        ({"title_en": ""}, "title_en"),
        ({"title_en": "x\0"}, "title_en"),
        ({"title_en": "x" * 501}, "title_en"),
        ({"start": "2026-02-01", "end": "2026-01-01"}, "end"),
        ({"start": "1066-01-01"}, "start"),
        ({"budget_amount": "1000000000000", "budget_currency": "USD"}, "budget_amount"),
        ({"budget_amount": "5"}, "budget_currency"),
        ({"country_codes": "Morocco"}, "country_codes"),
        ({"donors": ["99999"]}, "donors"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_kept(staff, bad, field):
    response = staff.post(reverse("workshops:project_create"), {"code": "CT.1", "title_en": "T", "type": "Kept type"} | bad)
    assert list(response.context["form"].errors) == [field]
    assert b"Kept type" in response.content
    assert not Project.objects.exists()


def test_donor_joins_the_project_it_was_added_from(staff, make):
    project = make.project()
    url = reverse("workshops:donor_create") + f"?project={project.code}"
    assert set(staff.post(url, {"key": "E U"}).context["form"].errors) == {"key", "name_en"}
    staff.post(url, {"key": "EU", "name_fr": "Union européenne"})
    assert list(project.donors.all()) == [Donor.objects.get(key="EU")]


def test_list_searches_code_title_and_donor(staff, make):
    make.project("CT.1", title_en="Borders", donors=[make.donor("SDC")])
    make.project("CT.2")

    def found(q):
        return [row.code for row in staff.get(reverse("workshops:project_list"), {"q": q}).context["page_obj"]]

    assert found("") == ["CT.1", "CT.2"]
    assert found("borders") == found("sdc") == found("ct.1") == ["CT.1"]
    assert found("\0") == ["CT.1", "CT.2"]


@pytest.mark.parametrize("name", ["project_list", "project"])
def test_pages_ask_as_often_for_three_rows_as_for_one(staff, make, office, name):
    counts, first = [], make.project("P1", donors=[make.donor()])
    url = reverse("workshops:project", args=["P1"]) if name == "project" else reverse("workshops:project_list")
    for _number in range(3):
        make.project(donors=[make.donor()])
        first.donors.add(make.donor())
        make.workshop(office=office, project=first, shares={make.donor(): "1"})
        with CaptureQueriesContext(connection) as asked:
            staff.get(url)
        counts.append(len(asked))
    assert counts[0] == counts[2]
