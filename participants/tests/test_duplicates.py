"""Persons who may be one: shown with the reasons, compared side by side, decided by a human."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.history import entries_for
from participants.actions.merging import merge_people
from participants.models import Distinct, Merge, Participant
from participants.queries.duplicates import pairs


@pytest.fixture
def entered(make, office):
    """A person with a registration of his or her own workshop."""

    def build(given, family, arabic="", *, institution=None, email=None, at=None):
        names = {"given_name": given, "family_name": family, "arabic_name": arabic}
        workshop = make.workshop(office=at or office)
        return make.registration(workshop, institution=institution, email=email, **names).participant

    return build


@pytest.fixture
def pair(entered):
    return entered("Mohamed", "TAZROUTI", "محمد تازروتي"), entered("Mohammed", "Tazrouti", "محمد تازروتى")


def reasons(office):
    return [(found.one, found.other, found.reasons) for found in pairs(office)]


def address(name, *people):
    return reverse(f"participants:{name}", args=[person.pk for person in people])


def test_pair_of_one_office_is_proposed_with_its_reasons(pair, office, entered, make):
    entered("Mohamed", "TAZROUTI", "محمد تازروتي", at=make.office())
    entered("Salma", "IDRISSI", "سلمى الإدريسي")
    assert reasons(office) == [(pair[0].pk, pair[1].pk, ("arabic_name", "latin_name"))]


def test_homonyms_of_two_institutions_are_shown_as_such_and_stay_two(staff, entered, make, office):
    one, other = (entered("Mohamed", "TAZROUTI", institution=make.institution()) for _ in range(2))
    assert reasons(office) == [(one.pk, other.pk, ("latin_name", "other_institution"))]
    page = staff.get(reverse("participants:duplicates")).content.decode()
    assert "another institution: perhaps somebody of the same name" in page
    assert Merge.objects.count() == 0


def test_two_persons_are_not_proposed_again_until_taken_back(staff, pair, office):
    staff.post(address("tell_apart", *pair))
    assert reasons(office) == []
    staff.post(reverse("participants:propose_again", args=[Distinct.objects.get().pk]))
    assert len(reasons(office)) == 1
    assert [entry.verb for entry in entries_for(pair[0])] == ["told_apart_undone", "told_apart"]


def test_merged_pair_is_gone_from_the_list_and_comes_back(staff, pair, office):
    one, other = pair
    response = staff.post(address("merge_people", one, other), {"keep": other.pk})
    assert response["Location"] == address("person", other)
    merge = Merge.objects.get()
    assert (merge.kept, merge.merged, merge.reasons) == (other, one, ["arabic_name", "latin_name"])
    assert staff.get(address("person", one))["Location"] == address("person", other)
    assert reasons(office) == []
    page = staff.get(address("person", other)).content.decode()
    assert "Mohamed TAZROUTI" in page
    staff.post(reverse("participants:merge_undo", args=[merge.pk]))
    assert len(reasons(office)) == 1


def test_comparing_changes_nothing_and_a_choice_is_needed(staff, pair):
    shown = staff.get(address("merge_people", *pair))
    assert [person.institutions for person in shown.context["people"]] == [[], []]
    staff.post(address("merge_people", *pair), {"keep": 0})
    assert Merge.objects.count() == 0


def test_both_on_one_workshop_links_to_both_registrations(staff, pair, make, office):
    workshop = make.workshop("W-BOTH", office=office)
    rows = [make.registration(workshop, participant=person, email="") for person in pair]
    response = staff.post(address("merge_people", *pair), {"keep": pair[0].pk})
    links = [reverse("participants:detail", args=["W-BOTH", row.pk]) for row in rows]
    assert (response.status_code, [link in response.text for link in links]) == (409, [True, True])


def test_persons_of_two_offices_are_not_compared(staff, entered, make, coordinator):
    other_office = make.office()
    coordinator.memberships.create(office=other_office, role="coordinator")
    one, other = entered("Mohamed", "TAZROUTI"), entered("Mohamed", "TAZROUTI", at=other_office)
    assert staff.get(address("merge_people", one, other)).status_code == 404
    assert staff.get(address("merge_people", one, one)).status_code == 404


def test_list_shows_one_office_and_one_reason(staff, entered, make, coordinator, office):
    other_office = make.office("ZZZ")
    coordinator.memberships.create(office=other_office, role="coordinator")
    for at in (office, other_office, other_office):
        entered("Mohamed", "TAZROUTI", at=at)
    url = reverse("participants:duplicates")
    shown = [staff.get(url, query).context["pairs"] for query in ({}, {"office": "ZZZ"}, {"office": "ZZZ", "reason": "phone"})]
    assert [len(found) for found in shown] == [0, 1, 0]


@pytest.mark.parametrize(("many", "shown"), [(2, 1), (30, 20)])
def test_list_costs_the_same_for_few_and_many(staff, entered, many, shown, make, django_assert_num_queries):
    institution = make.institution()
    for number in range(many):
        entered("Mohamed", f"TAZROUTI {chr(97 + number // 2) * 3}", institution=institution)
    url = reverse("participants:duplicates")
    staff.get(url)
    with django_assert_num_queries(13):
        assert len(staff.get(url).context["pairs"]) == shown


def test_people_are_found_by_alias_sorted_and_exported(staff, pair, entered, actor, now, office):
    salma = entered("Salma", "IDRISSI")
    one, other = pair
    Participant.objects.filter(pk=one.pk).update(search_key="zoubir")
    merge_people(kept=other, merged=Participant.objects.get(pk=one.pk), by=actor, now=now)
    url = reverse("participants:people")
    assert [list(staff.get(url, {"q": q}).context["page_obj"]) for q in ("zoubir", "salma")] == [[other], [salma]]
    assert list(staff.get(url, {"sort": "-workshops"}).context["page_obj"]) == [other, salma]
    response = staff.get(reverse("participants:people_export"), {"sort": "-workshops"})
    rows = list(load_workbook(BytesIO(response.content)).active.values)
    assert [(row[1], row[-1]) for row in rows[1:]] == [("Tazrouti", 2), ("IDRISSI", 1)]
    assert entries_for(office)[0].verb == "export_names"


@pytest.mark.parametrize("many", [1, 55])
def test_people_cost_the_same_for_few_and_many(staff, entered, many, django_assert_num_queries):
    for number in range(many):
        entered("Salma", f"IDRISSI {number}")
    url = reverse("participants:people")
    staff.get(url)
    with django_assert_num_queries(7):
        staff.get(url, {"q": "salma"})
