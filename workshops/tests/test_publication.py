from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.history import entries_for
from workshops.models import Organisation, ProjectMarker, ProjectPartner, ProjectSector, Venue

SENT = {
    "description_fr": "Former des fonctionnaires.", "activity_status": "2", "shares": "MA 60, TN: 40 %", "sector_1": "15190",
    "percent_1": "75", "sector_2": "15160", "percent_2": "25", "marker_1": "1", "aid_type": "D02",
}  # fmt: skip


@pytest.fixture
def project(make):
    return make.project("CT.1", countries=["MA", "TN"])


def address(project):
    return reverse("workshops:project_publication", args=[project.code])


def test_what_iati_asks_is_kept_and_told(staff, project, coordinator):
    partner = Organisation.objects.create(key="UNHCR", name="UNHCR", iati_org_ref="XM-DAC-41121")
    response = staff.post(address(project), SENT | {"reporting_org": partner.pk, "implementing": [partner.pk]})
    assert response["Location"] == reverse("workshops:project", args=["CT.1"])
    project.refresh_from_db()
    assert (project.description_fr, project.activity_status, project.aid_type) == ("Former des fonctionnaires.", "2", "D02")
    assert (project.reporting_org, project.country_shares) == (partner, {"MA": "60", "TN": "40"})
    assert list(project.sectors.values_list("code", "percent")) == [("15190", Decimal(75)), ("15160", Decimal(25))]
    assert list(project.markers.values_list("code", "significance")) == [("1", "1")]
    assert list(project.partners.values_list("role", "organisation__key")) == [("4", "UNHCR")]
    entry = entries_for(project).first()
    assert (entry.user, entry.verb, entry.values.after["sectors"]) == (coordinator, "changed", {"15160": "25", "15190": "75"})
    shown = staff.get(address(project)).context["form"].initial
    assert (shown["shares"], shown["sector_1"], shown["percent_1"], shown["implementing"]) == (
        *("MA 60, TN 40", "15190", "75"),
        [partner.pk],
    )
    staff.post(address(project), {"description_fr": "Former des fonctionnaires."})
    assert not project.sectors.exists()
    assert not project.partners.exists()


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"shares": "MA 60"}, "shares"),
        ({"shares": "MA 60, EG 40"}, "shares"),
        ({"shares": "MA 60, MA 40"}, "shares"),
        ({"shares": "Morocco"}, "shares"),
        ({"shares": "MA 1.2.3"}, "shares"),
        ({"percent_2": "20"}, "percent_1"),
        ({"sector_2": "15190"}, "sector_2"),
        ({"sector_2": ""}, "sector_2"),
        ({"sector_1": "99999"}, "sector_1"),
        ({"marker_1": "7"}, "marker_1"),
        ({"activity_status": "9"}, "activity_status"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field_and_kept(staff, project, bad, field):
    response = staff.post(address(project), SENT | bad)
    assert field in response.context["form"].errors
    assert "Former des fonctionnaires." in response.content.decode()
    assert not ProjectSector.objects.exists()


def test_one_sector_alone_is_all_of_it(staff, project):
    staff.post(address(project), {"sector_1": "15190"})
    assert list(project.sectors.values_list("percent", flat=True)) == [Decimal(100)]


def test_rows_of_a_project_keep_their_invariants(make, project):
    partner = Organisation.objects.create(key="A", name="A")
    project.sectors.create(code="15190", percent=60)
    project.markers.create(code="1", significance="2")
    project.partners.create(organisation=partner, role="4")
    for model, values in [
        (ProjectSector, {"code": "15190", "percent": 40}),
        (ProjectSector, {"code": "15160", "percent": 0}),
        (ProjectSector, {"code": "15160", "percent": 101}),
        (ProjectMarker, {"code": "1", "significance": "1"}),
        (ProjectMarker, {"code": "2", "significance": "7"}),
        (ProjectPartner, {"organisation": partner, "role": "4"}),
        (ProjectPartner, {"organisation": partner, "role": "1"}),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(project=project, **values)


@pytest.mark.parametrize(("latitude", "longitude"), [("34", None), (None, "-6"), ("91", "0"), ("0", "181")])
def test_coordinates_of_a_venue_are_both_there_and_on_earth(db, latitude, longitude):
    with pytest.raises(IntegrityError), transaction.atomic():
        Venue.objects.create(name_en="V", latitude=latitude, longitude=longitude)
