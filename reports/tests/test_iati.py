"""The IATI file of a project: what it tells, what it never tells, and what it says is missing."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from lxml import etree

from documents.xml import NotValid, node, write_xml
from participants.models import HeadCount
from reports.actions import build_report
from reports.exports.iati.missing import Incomplete, lacks
from reports.exports.iati.writer import SCHEMA, write_iati
from reports.models import Target
from reports.payload import build_payload
from reports.scope import find_scope
from workshops.models import Organisation, Venue

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def payload_of(project, now, **wanted):
    return build_payload(build_report(find_scope(project=project, **wanted), now=now, publication=True), whole=True)


def activity(payload):
    """The one activity of the file, read back."""
    (found,) = etree.fromstring(write_iati(payload))
    return found


def texts(element, path):
    return {row.get(LANG, "en"): row.text for row in element.findall(f"{path}/narrative")}


def values(found, key):
    """{(dimension, value) or None: actual} of one indicator."""
    (indicator,) = [row for row in found.iter("indicator") if row.find("reference").get("code") == key]
    actuals = indicator.findall("period/actual")
    return {_dimension(row): row.get("value") for row in actuals}


def _dimension(actual):
    found = actual.find("dimension")
    return None if found is None else (found.get("name"), found.get("value"))


@pytest.fixture
def told(published_payload):
    return activity(published_payload)


def test_the_case_is_one_activity_of_its_project(told):
    assert told.find("iati-identifier").text == "XM-DAC-47066-CT.0690"
    assert texts(told, "reporting-org") == {
        "en": "IOM Morocco", "fr": "OIM Maroc", "ar": "المنظمة الدولية للهجرة بالمغرب",
    }  # fmt: skip
    orgs = [(row.get("role"), row.get("ref"), row.get("type")) for row in told.findall("participating-org")]
    assert orgs == [
        *(("1", "XM-DAC-47066", "40"), ("1", "CH-4", "10")),
        *(("2", "XM-DAC-47066", "40"), ("4", "XM-DAC-47066", "40"), ("4", "XM-DAC-41121", "40")),
    ]
    assert told.find("activity-status").get("code") == "4"
    assert [(row.get("type"), row.get("iso-date")) for row in told.findall("activity-date")] == [
        *(("1", "2013-01-01"), ("2", "2013-01-01"), ("3", "2014-12-31"), ("4", "2014-12-31")),
    ]
    assert [place.text for place in told.findall("location/name/narrative")] == ["Rabat (MA-04)"]
    assert told.find("location/point") is None
    assert b"IOM-MA-2014-IBM" not in etree.tostring(told)


def test_figures_are_those_of_the_report(told):
    sexes, ages = {("sex", "female"): "8", ("sex", "male"): "16"}, {("age", "35-44"): "10", ("age", "45-54"): "6"}
    assert values(told, "unique_persons") == {None: "24", **sexes, **ages}
    assert [values(told, key) for key in ("trained", "person_days", "person_hours", "women_share")] == [
        *({None: "22"}, {None: "67.5"}, {None: "378.25"}, {None: "33.33"}),
    ]
    assert values(told, "paired_tests.mean_gain_pct_points") == {None: "24.5"}


def test_what_was_promised_stands_before_what_is_reached(case, now):
    for indicator, value in {"trained": "30", "women_share": "0.4"}.items():
        Target.objects.create(project=case.project, indicator=indicator, value=value)
    found = activity(payload_of(case.project, now))
    periods = {
        indicator.find("reference").get("code"): indicator.find("period") for indicator in found.findall("result/indicator")
    }
    promised = {code: period.find("target").get("value") for code, period in periods.items() if period.find("target") is not None}
    assert promised == {"trained": "30", "women_share": "40"}
    assert [child.tag for child in periods["trained"]][:4] == ["period-start", "period-end", "target", "actual"]


def test_money_is_what_is_recorded_and_adds_up(told):
    budgets = [(row.find("period-end").get("iso-date"), row.find("value").text) for row in told.findall("budget")]
    assert budgets == [("2013-12-31", "100000"), ("2014-12-31", "100000")]
    (spent,) = told.findall("transaction")
    assert (spent.find("transaction-type").get("code"), spent.find("value").text) == ("4", "232000.00")
    assert (spent.find("value").get("currency"), spent.find("recipient-country").get("code")) == ("MAD", "MA")


def test_what_a_coordinator_completed_is_in_the_file(case, now):
    project = case.project
    project.reporting_org = Organisation.objects.create(key="IOM", name="IOM", iati_org_ref="XM-DAC-47066", iati_org_type="40")
    project.country_shares = {"MA": "50", "TN": "30", "EG": "20"}
    project.description_en, project.activity_status, project.aid_type = "Trains officials.", "3", "D02"
    project.save()
    project.sectors.create(code="15190", percent=Decimal("62.5"))
    project.sectors.create(code="15160", percent=Decimal("37.5"))
    project.markers.create(code="1", significance="1")
    Venue.objects.update(latitude="34.02", longitude="-6.84")
    payload = payload_of(project, now)
    found = activity(payload)
    assert [(row.get("code"), row.get("percentage")) for row in found.findall("recipient-country")] == [
        *(("EG", "20"), ("MA", "50"), ("TN", "30")),
    ]
    assert [(row.get("code"), row.get("percentage")) for row in found.findall("sector")] == [("15190", "62.5"), ("15160", "37.5")]
    assert (found.find("policy-marker").get("significance"), found.find("default-aid-type").get("code")) == ("1", "D02")
    assert found.find("location/point/pos").text == "34.02 -6.84"
    assert found.find("transaction/recipient-country") is None
    assert lacks(payload["iati"]) == []


def test_what_is_missing_is_named_the_needed_first(published_payload, make, now):
    assert [lack.code for lack in lacks(published_payload["iati"])] == [
        *("description", "sectors", "markers", "status", "country_shares_wished", "aid_type"),
    ]
    bare = make.project("BARE", countries=["MA", "TN"])
    with pytest.raises(Incomplete) as refused:
        write_iati(payload_of(bare, now))
    assert [lack.code for lack in refused.value.lacks if lack.needed] == ["reporting_org", "start", "country_shares"]


def test_a_part_of_the_project_is_said_to_be_one(case, make, now):
    make.workshop(project=case.project, state="held", start=date(2014, 9, 1), end=date(2014, 9, 1))
    assert "partial" not in [lack.code for lack in lacks(payload_of(case.project, now)["iati"])]
    part = payload_of(case.project, now, offices=[case.office])
    assert lacks(part["iati"])[0].sentence == "The other workshops of the project: this report counts a part of them."


def test_a_donors_part_is_a_child_of_the_project(case, now):
    found = activity(payload_of(case.project, now, donor="SDC"))
    assert found.find("iati-identifier").text == "XM-DAC-47066-CT.0690-SDC"
    assert found.find("related-activity").attrib == {"ref": "XM-DAC-47066-CT.0690", "type": "1"}
    assert (found.find("transaction/value").text, found.find("budget")) == ("139200.00", None)


def held(make, office, project, kinds, city="Rabat"):
    """A held workshop with one person of an institution of each of `kinds`, five times."""
    workshop = make.workshop(
        office=office, project=project, state="held", start=date(2026, 1, 5), end=date(2026, 1, 5), city_en=city
    )
    register = make.register(workshop)
    for kind in kinds * 5:
        make.mark(make.registration(workshop, institution=make.institution(type=kind)), register)
    return workshop


def test_one_workshop_of_security_bodies_is_never_published(make, now):
    office = make.office(iati_org_ref="XM-DAC-47066")
    project = make.project(start=date(2026, 1, 1))
    held(make, office, project, ["law_enforcement"], city="Salé")
    with pytest.raises(Incomplete) as refused:
        write_iati(payload_of(project, now))
    assert [lack.code for lack in refused.value.lacks if lack.needed] == ["one_workshop"]
    held(make, office, project, ["law_enforcement", "ministry"], city="Tanger")
    found = activity(payload_of(project, now))
    assert [place.text for place in found.findall("location/name/narrative")] == ["Tanger"]


def test_a_workshop_of_security_bodies_counted_by_head_is_none_either(make, now):
    office = make.office(iati_org_ref="XM-DAC-47066")
    project = make.project(start=date(2026, 1, 1))
    counted = held(make, office, project, [], city="Salé")
    for kind in ("law_enforcement", "emergency_service"):
        HeadCount.objects.create(workshop=counted, institution=make.institution(type=kind), sex="M", persons=9)
    assert [lack.code for lack in lacks(payload_of(project, now)["iati"]) if lack.needed] == ["one_workshop"]
    mixed = held(make, office, project, [], city="Tanger")
    for kind in ("law_enforcement", "ministry"):
        HeadCount.objects.create(workshop=mixed, institution=make.institution(type=kind), sex="M", persons=9)
    found = activity(payload_of(project, now))
    assert [place.text for place in found.findall("location/name/narrative")] == ["Tanger"]


@pytest.mark.parametrize(("persons", "told"), [(4, []), (5, ["5"])])
def test_so_few_persons_have_no_results(make, now, persons, told):
    office, project = make.office(iati_org_ref="XM-DAC-1"), make.project(start=date(2026, 1, 1))
    workshop = make.workshop(office=office, project=project, state="held", start=date(2026, 1, 5), end=date(2026, 1, 5))
    register = make.register(workshop)
    for _number in range(persons):
        make.mark(make.registration(workshop), register)
    found = activity(payload_of(project, now))
    assert [row.find("period/actual").get("value") for row in found.iter("indicator")][:1] == told


def test_figures_that_are_not_for_publication_make_no_file(kept_payload):
    with pytest.raises(ValueError, match="for publication"):
        write_iati(kept_payload)


def test_the_schema_is_the_published_one_and_decides():
    with pytest.raises(NotValid):
        write_xml(node("iati-activities", node("iati-activity", node("title")), version="2.03"), schema=SCHEMA)


@pytest.fixture
def officer(client, make, case):
    client.force_login(make.user(office=case.office))
    return client


def test_page_leads_to_the_file_or_to_what_is_missing(officer, case):
    response = officer.get(reverse("reports:iati"), {"project": case.project.code})
    assert response.context["needed"] == []
    assert reverse("reports:donor_report_iati") in response.content.decode()
    case.office.iati_org_ref = ""
    case.office.save()
    response = officer.get(reverse("reports:donor_report_iati"), {"project": case.project.code})
    assert response.context["needed"] == [
        "The reporting organisation: choose one that has an IATI reference, or give the office its reference."
    ]
    assert reverse("workshops:project_publication", args=[case.project.code]) in response.content.decode()


def test_the_file_says_when_it_was_counted(case):
    payload = payload_of(case.project, datetime(2014, 7, 15, 9, tzinfo=UTC))
    root = etree.fromstring(write_iati(payload))
    assert root.get("generated-datetime") == "2014-07-15T09:00:00Z"
    assert activity(payload).find("activity-status").get("code") == "2"
    assert {row.get("iso-date") for row in root.iter("period-end")} == {"2013-12-31", "2014-07-15", "2014-12-31"}
