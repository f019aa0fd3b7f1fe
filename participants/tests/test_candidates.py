import pytest

from participants.models import Institution, Participant, Registration
from participants.queries.candidates import Persons, candidates, traits


@pytest.fixture
def key_of(case):
    """{participant: id in the case file}."""
    return dict(Registration.objects.filter(workshop=case).values_list("participant", "key"))


def _found(case, key_of, **given):
    key = given.pop("institution", None)
    institutions = [Institution.objects.get(key=key).pk] if key else []
    return [
        (key_of[each.participant], each.reasons)
        for each in next(candidates(case.office, [traits(**given, institutions=institutions)]))
    ]


def test_an_equal_address_comes_before_a_homonym(case, key_of):
    found = _found(case, key_of, given_name="Mohammed", family_name="TAZROUTTI", email="P19@example.org", institution="DGS")
    assert found == [("P19", ("email", "latin_name", "institution")), ("P02", ("latin_name", "other_institution"))]


def test_the_institution_decides_between_homonyms(case, key_of):
    found = _found(case, key_of, arabic_name_="محمد تازروتي", institution="INT")
    assert found == [("P02", ("arabic_name", "institution")), ("P19", ("arabic_name", "other_institution"))]


def test_a_split_compound_name_is_found(case, key_of):
    found = _found(case, key_of, given_name="Abd El Ilah Bouhadachi", institution="INT")
    assert found == [("P04", ("latin_name", "institution"))]


def test_a_name_spelt_nearly_alike_counts_in_one_institution_alone(case, key_of):
    assert _found(case, key_of, given_name="Brahim", family_name="Amzilat", institution="GEN") == [
        ("P20", ("near_name", "institution"))
    ]
    assert _found(case, key_of, given_name="Brahim", family_name="Amzilat", institution="INT") == []


def test_part_of_a_name_counts_unless_the_institution_is_another(case, key_of):
    given = {"given_name": "Brahim Amine", "family_name": "Amzilan"}
    assert _found(case, key_of, **given) == [("P20", ("part_of_name",))]
    assert _found(case, key_of, **given, institution="INT") == []


def test_an_equal_address_under_a_clearly_different_name_is_not_the_person_for_sure(case, key_of):
    given = {"given_name": "Zineb", "family_name": "Qorchi", "email": "p19@example.org"}
    assert _found(case, key_of, **given) == [("P19", ("email", "other_name"))]
    assert [each.is_the_person for each in Persons(case.office).like(traits(**given))] == [False]


def test_the_same_number_makes_a_candidate(make, office):
    workshop = make.workshop(office=office)
    person = make.registration(workshop).participant
    Participant.objects.filter(pk=person.pk).update(phone="+212612345678")
    (found,) = Persons(office).like(traits(given_name="Other", family_name="Name", phone="+212612345678"))
    assert (found.participant, found.reasons, found.is_the_person) == (person.pk, ("phone",), False)


def test_names_compare_across_scripts_where_a_person_has_one_alone(make, office):
    workshop = make.workshop(office=office)
    person = make.registration(workshop, given_name="Salma", family_name="TAMSLOUKHTI", arabic_name="").participant
    (found,) = Persons(office).like(traits(arabic_name_="سلمى التمصلوختي"))
    assert (found.participant, found.reasons) == (person.pk, ("other_script",))


def test_somebody_merged_leads_to_the_person_kept(make, office):
    workshop = make.workshop(office=office)
    kept = make.registration(workshop, given_name="Salma", family_name="ALAMI").participant
    merged = make.registration(workshop, given_name="Selma", family_name="EL ALAMI").participant
    Participant.objects.filter(pk=merged.pk).update(merged_into=kept)
    found = Persons(office).like(traits(given_name="Other", family_name="Name", email=merged.email))
    assert [each.participant for each in found] == [kept.pk]
    assert [each.participant for each in Persons(office).like(traits(given_name="Salma", family_name="Alami"))] == [kept.pk]


def test_another_office_is_not_looked_into(make, office):
    make.registration(make.workshop(), given_name="Salma", family_name="ALAMI", email="salma@example.org")
    assert Persons(office).like(traits(given_name="Salma", family_name="ALAMI", email="salma@example.org")) == []


@pytest.mark.parametrize("people", [1, 6])
def test_any_number_of_rows_takes_four_queries(make, office, django_assert_num_queries, people):
    workshop = make.workshop(office=office)
    for _number in range(people):
        make.registration(workshop, institution=make.institution())
    with django_assert_num_queries(4):
        assert len(list(candidates(office, [traits(given_name="Amina", family_name="TEST")] * people))) == people
