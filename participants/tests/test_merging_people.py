"""Two rows of one person made one, and taken apart again."""

import pytest
from django.apps import apps

from accounts.history import entries_for
from participants.actions.merging import MergeRefused, merge_people, propose_again, tell_apart, undo_merge
from participants.actions.merging.people import EXEMPT, MOVED
from participants.actions.registrations import add_registration, search_key
from participants.models import Distinct, Merge, Participant, Registration
from participants.queries.registrations import persons


@pytest.fixture
def people(make, office):
    """Three persons of one office, each registered for a workshop of its own."""
    return [make.registration(make.workshop(office=office)).participant for _ in range(3)]


@pytest.fixture
def merge(actor, now):
    return lambda merged, kept: merge_people(kept=fresh(kept), merged=fresh(merged), by=actor, now=now)


@pytest.fixture
def undo(actor, now):
    return lambda made: undo_merge(merge=made, by=actor, now=now)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def change(person, **fields):
    for name, value in fields.items():
        setattr(person, name, value)
    person.search_key = search_key(person)
    person.save()


def workshops_of(person):
    return set(person.registrations.values_list("workshop", flat=True))


def state():
    """Everything a merge may touch."""
    columns = [field.attname for field in Participant._meta.concrete_fields]
    return (
        list(Participant.objects.order_by("pk").values_list(*columns)),
        list(Registration.objects.order_by("pk").values_list("pk", "participant")),
        list(Distinct.objects.order_by("pk").values_list("one", "other")),
    )


def refusal(action, *arguments):
    with pytest.raises(MergeRefused) as refused:
        action(*arguments)
    return refused.value


def relations(model):
    return {
        f"{other._meta.label}.{field.name}"
        for other in apps.get_models()
        for field in other._meta.get_fields()
        if getattr(field, "remote_field", None) and field.remote_field.model is model and field.concrete
    }


def test_every_relation_to_a_person_is_moved_or_declared_exempt():
    assert relations(Participant) == MOVED.keys() | EXEMPT.keys()
    assert not MOVED.keys() & EXEMPT.keys()


def test_merging_moves_all_registrations_and_keeps_the_alias(merge, people):
    kept, merged, _third = people
    both = workshops_of(kept) | workshops_of(merged)
    made = merge(merged, kept)
    assert (workshops_of(kept), workshops_of(merged), fresh(merged).merged_into) == (both, set(), kept)
    assert len(made.moved["registrations"]) == 1
    assert [entries_for(row)[0].verb for row in (kept, merged)] == ["merge", "merged_into"]


def test_undoing_restores_everything(merge, undo, people, actor, now):
    kept, merged, third = people
    change(kept, email="", email_key="", arabic_name="")
    change(merged, phone="+212612345678")
    tell_apart(one=merged, other=third, by=actor, now=now)
    before = state()
    made = merge(merged, kept)
    assert state() != before
    undo(made)
    assert state() == before
    assert [entries_for(row)[0].verb for row in (kept, merged)] == ["merge_undone"] * 2
    assert refusal(undo, made).code == "undone"


def test_blanks_are_filled_and_nothing_is_overwritten(merge, people):
    kept, merged, _third = people
    Participant.objects.filter(pk=kept.pk).update(given_name="Amina", family_name="KEPT", arabic_name="", phone="")
    Participant.objects.filter(pk=merged.pk).update(family_name="GONE", arabic_name="سعاد", phone="+212612345678")
    merge(merged, kept)
    kept = fresh(kept)
    assert (kept.family_name, kept.arabic_name, str(kept.phone)) == ("KEPT", "سعاد", "+212612345678")
    assert kept.search_key.startswith("amina kept amina سعاد")


def test_the_only_address_moves_and_is_found_by_who_registers_again(merge, undo, people, make, person, actor, now, office):
    kept, merged, _third = people
    address = merged.email
    Participant.objects.filter(pk=kept.pk).update(email="", email_key="")
    made = merge(merged, kept)
    assert (fresh(kept).email, fresh(merged).email_key) == (address, "")
    data = person(email=address)
    row = add_registration(workshop=make.workshop(office=office), data=data, status="confirmed", by=actor, now=now)
    assert row.participant == kept
    undo(made)
    assert (fresh(kept).email_key, fresh(merged).email_key) == ("", merged.email_key)
    assert fresh(row).participant == kept  # what came since stays


def test_the_merged_address_leads_to_the_person_kept(merge, people, make, person, actor, now, office):
    first, second, third = people
    merge(first, second)
    merge(second, third)
    workshop = make.workshop(office=office)
    row = add_registration(workshop=workshop, data=person(email=first.email), status="confirmed", by=actor, now=now)
    assert row.participant == third


def test_chain_of_merges_is_undone_in_reverse(merge, undo, people):
    first, second, third = people
    before = state()
    one = merge(first, second)
    between = state()
    two = merge(second, third)
    assert [fresh(row).merged_into for row in people] == [third, third, None]
    assert len(workshops_of(third)) == 3
    assert refusal(undo, one).code == "later"
    undo(two)
    assert state() == between
    undo(one)
    assert state() == before


def test_merge_of_a_merged_one_is_refused(merge, people, make):
    first, second, third = people
    merge(first, second)
    assert [refusal(merge, first, third).code, refusal(merge, third, first).code] == ["merged", "merged"]
    assert refusal(merge, third, third).code == "same"
    assert refusal(merge, third, make.registration(make.workshop()).participant).code == "office"


def test_both_on_one_workshop_is_refused_until_settled(merge, people, make, office):
    kept, merged, _third = people
    workshop = make.workshop(office=office)
    rows = [make.registration(workshop, participant=each, email="") for each in (kept, merged)]
    refused = refusal(merge, merged, kept)
    assert (refused.code, refused.between) == ("live", [tuple(rows)])
    assert Merge.objects.count() == 0
    Registration.objects.filter(pk=rows[1].pk).update(status="withdrawn")
    merge(merged, kept)
    assert kept.registrations.filter(workshop=workshop).count() == 2


def test_undo_is_refused_when_a_registration_has_moved_on(merge, undo, people):
    kept, merged, third = people
    made = merge(merged, kept)
    Registration.objects.filter(pk__in=made.moved["registrations"]).update(participant=third)
    before = state()
    assert refusal(undo, made).code == "changed"
    assert state() == before


def test_undo_keeps_what_was_corrected_since(merge, undo, people):
    kept, merged, _third = people
    Participant.objects.filter(pk=kept.pk).update(arabic_name="")
    made = merge(merged, kept)
    Participant.objects.filter(pk=kept.pk).update(arabic_name="أمينة العلوي")
    undo(made)
    assert fresh(kept).arabic_name == "أمينة العلوي"


def test_those_told_apart_are_not_merged_until_taken_back(merge, people, actor, now):
    one, other, _third = people
    kept = tell_apart(one=other, other=one, by=actor, now=now)
    assert tell_apart(one=one, other=other, by=actor, now=now) == kept
    assert refusal(merge, one, other).code == "distinct"
    propose_again(distinct=kept, by=actor, now=now)
    assert merge(one, other).kept == other
    assert [entry.verb for entry in entries_for(one)] == ["merged_into", "told_apart_undone", "told_apart"]


def test_who_is_told_apart_stays_apart_from_the_person_kept(merge, people, actor, now):
    kept, merged, third = people
    tell_apart(one=merged, other=third, by=actor, now=now)
    merge(merged, kept)
    assert refusal(merge, third, kept).code == "distinct"


def test_persons_are_found_by_the_names_of_their_aliases(merge, people, coordinator):
    kept, merged, _third = people
    Participant.objects.filter(pk=merged.pk).update(search_key="fatima zahra alami فاطمه")
    merge(merged, kept)
    Participant.objects.filter(pk=merged.pk).update(search_key="fatima zahra alami فاطمه")
    assert [list(persons(coordinator, q)) for q in ("Fâtima", "فاطمة", "nobody")] == [[kept], [kept], []]
    assert merged not in persons(coordinator)
