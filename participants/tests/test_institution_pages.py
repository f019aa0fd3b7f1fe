"""The list of institutions, and what keeps one right."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from accounts.history import entries_for
from participants.actions.merging import merge_institutions
from participants.models import Institution, InstitutionName, Quota


@pytest.fixture
def police(make):
    row = make.institution("DGSN", name="Police", type="law_enforcement")
    row.names.update(name_fr="Direction générale de la sûreté nationale", name_ar="المديرية العامة للأمن الوطني")
    return row


@pytest.fixture
def post(staff):
    def send(name, *arguments, follow=True, **data):
        return staff.post(reverse(f"participants:{name}", args=arguments), data, follow=follow)

    return send


def listed(client, **query):
    return [each.key for each in client.get(reverse("participants:institutions"), query).context["page_obj"]]


@pytest.mark.parametrize("q", ["sureté", "SURETE nationale", "police", "dgsn", "للأمن الوطنى", "flics"])
def test_list_is_searched_in_three_languages_aliases_and_acronym(staff, post, make, police, q):
    make.institution("OTHER", name="Customs")
    post("institution_alias_add", police.pk, alias="Flics")
    assert listed(staff, q=q) == ["DGSN"]


def test_list_is_filtered_sorted_and_says_when_empty(staff, make, police, office):
    other = make.institution("ABC", name="Zoo")
    for _ in range(2):
        make.registration(make.workshop(office=office), institution=other)
    make.registration(make.workshop(), institution=police)  # of another office: not counted here
    assert listed(staff, type="law_enforcement") == ["DGSN"]
    assert [listed(staff, sort=sort) for sort in ("name", "-name", "acronym", "-people", "wrong")] == [
        ["DGSN", "ABC"], ["ABC", "DGSN"], ["ABC", "DGSN"], ["ABC", "DGSN"], ["DGSN", "ABC"],
    ]  # fmt: skip
    page = staff.get(reverse("participants:institutions"), {"q": "nothing"}).content.decode()
    assert "No institution fits" in page


def test_export_holds_what_the_list_shows(staff, make, police):
    make.institution("ABC", name="=Zoo")
    response = staff.get(reverse("participants:institution_export"), {"q": "zoo"})
    rows = list(load_workbook(BytesIO(response.content)).active.values)
    assert [row[0] for row in rows] == ["Identifier", "ABC"]
    assert rows[1][2] == "=Zoo"


@pytest.mark.parametrize("many", [1, 60])
def test_list_costs_the_same_for_few_and_many(staff, make, office, django_assert_num_queries, many):
    for _ in range(many):
        make.registration(make.workshop(office=office), institution=make.institution())
    staff.get(reverse("participants:institutions"))
    with django_assert_num_queries(9):
        assert len(listed(staff)) == min(many, 50)


@pytest.mark.parametrize("many", [1, 6])
def test_page_of_one_costs_the_same_for_few_and_many(staff, post, make, police, office, django_assert_num_queries, many):
    for number in range(many):
        make.registration(make.workshop(office=office), institution=police)
        post("institution_alias_add", police.pk, alias=f"Spelling {number}")
    address = reverse("participants:institution", args=[police.pk])
    staff.get(address)
    with django_assert_num_queries(13):
        context = staff.get(address).context
    assert [(row.registered, row.confirmed) for row in context["page_obj"]] == [(1, 1)] * many


def test_dated_name_is_added_and_corrected(post, police, make, office):
    address = [police.pk]
    post("institution_name_add", *address, name_en="Security Forces", valid_from="2020-01-01")
    name = InstitutionName.objects.get(name_en="Security Forces")
    post("institution_name_edit", police.pk, name.pk, name_en="Security Force", name_ar="قوة الأمن", valid_from="2021-01-01")
    police = Institution.objects.get(pk=police.pk)
    days = [date(2019, 12, 31), date(2020, 6, 1), date(2021, 1, 1)]
    assert [police.label(day, "en") for day in days] == ["Police", "Police", "Security Force"]
    verbs = [entry.verb for entry in entries_for(police)]
    assert verbs == ["name_changed", "name_added"]
    assert make.registration(make.workshop(office=office), institution=police).institution_label == "Security Force"


def test_papers_and_lists_print_the_name_of_the_day(make, police, office):
    InstitutionName.objects.create(institution=police, name_en="Security Force", valid_from=date(2026, 5, 1))
    rows = [
        make.registration(make.workshop(office=office, start=day, end=day), institution=police)
        for day in (date(2026, 4, 30), date(2026, 5, 1))
    ]
    with translation.override("en"):
        assert [row.institution_label for row in rows] == ["Police", "Security Force"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "name_en"),
        ({"name_ar": "Police"}, "name_ar"),
        ({"name_en": "X"}, None),
        ({"name_en": "X", "valid_from": "then"}, "valid_from"),
    ],
)
def test_name_that_cannot_be_is_refused_beside_its_field(post, police, data, field):
    response = post("institution_name_add", police.pk, **data)
    assert list(response.context["form"].errors) == [field or "__all__"]
    assert police.names.count() == 1


@pytest.mark.parametrize("alias", ["", "...", "police", "Customs"])
def test_alias_that_leads_nowhere_or_elsewhere_is_refused(post, make, police, alias):
    make.institution("CUS", name="Customs")
    response = post("institution_alias_add", police.pk, alias=alias)
    assert "alias" in response.context["form"].errors
    assert police.aliases.count() == 0


def test_alias_is_removed(post, police):
    post("institution_alias_add", police.pk, alias="Cops")
    post("institution_alias_remove", police.pk, police.aliases.get().pk)
    assert police.aliases.count() == 0
    assert [entry.verb for entry in entries_for(police)] == ["alias_removed", "alias_added"]


def test_successor_is_named_with_its_day_and_both_stay(post, staff, make, police):
    heir = make.institution("NEW", name="Security Agency")
    missing = post("institution_successor", police.pk, institution=heir.pk)
    assert list(missing.context["form"].errors) == ["on"]
    post("institution_successor", police.pk, institution=heir.pk, on="2024-01-01")
    police.refresh_from_db()
    assert (police.successor, police.succeeded_on) == (heir, date(2024, 1, 1))
    assert listed(staff) == ["DGSN", "NEW"]
    assert "The succession would come back" in post("institution_successor", heir.pk, institution=police.pk, on="2025-01-01").text
    post("institution_successor", police.pk)
    police.refresh_from_db()
    assert (police.successor, police.succeeded_on) == (None, None)


def test_institution_is_added_and_its_kind_changed(post, staff):
    post("institution_add", name_fr="Agence du désert", type="agency", acronym="ADD")
    made = Institution.objects.get()
    post("institution_edit", made.pk, type="delegation", acronym="")
    made.refresh_from_db()
    assert (made.key, made.type, made.acronym, str(made)) == ("ADD", "delegation", "", "Agence du désert")
    wrong = post("institution_add", name_fr="X", type="An Agency")
    assert list(wrong.context["form"].errors) == ["type"]


def test_arabic_name_is_marked_checked_once(post, police):
    Institution.objects.update(arabic_name_checked=False)
    for _ in range(2):
        post("institution_arabic_checked", police.pk)
    assert Institution.objects.get().arabic_name_checked
    assert [entry.verb for entry in entries_for(police)] == ["arabic_name_checked"]


def test_merge_shows_both_first_and_is_undone(post, staff, make, police):
    other = make.institution("POL", name="National Police")
    address = reverse("participants:institution_merge", args=[police.pk])
    shown = staff.get(address, {"institution_name": "National Police"})
    assert (shown.context["other"], Institution.objects.current().count()) == (other, 2)
    post("institution_merge", police.pk, institution=other.pk)
    assert listed(staff) == ["DGSN"]
    page = reverse("participants:institution", args=[other.pk])
    assert staff.get(page)["Location"] == reverse("participants:institution", args=[police.pk])
    post("institution_merge_undo", police.merges.get().pk)
    assert listed(staff) == ["POL", "DGSN"]


def test_merge_refused_names_the_workshop(post, make, police, office):
    other, workshop = make.institution("POL"), make.workshop("W-BOTH", office=office)
    for row in (police, other):
        Quota.objects.create(workshop=workshop, institution=row, seats=1)
    response = post("institution_merge", police.pk, institution=other.pk)
    assert (response.status_code, reverse("participants:list", args=["W-BOTH"]) in response.text) == (409, True)


def test_merged_one_is_chosen_nowhere(client, make, police, actor, now):
    other = make.institution("POL", name="National Police")
    merge_institutions(kept=police, merged=other, by=actor, now=now)
    found = client.get(reverse("participants:institution_options"), {"q": "national"}).json()
    assert [each["id"] for each in found] == [police.pk]
