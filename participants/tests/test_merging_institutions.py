"""Two rows of one institution made one, and taken apart again."""

from datetime import date

import pytest

from accounts.history import entries_for
from participants.actions.institutions import set_successor
from participants.actions.merging import MergeRefused, merge_institutions, undo_institution_merge
from participants.actions.merging.institutions import EXEMPT, MOVED
from participants.models import FocalPoint, Institution, InstitutionAlias, Invitation, Quota, Registration
from participants.queries.institutions import directory, match, search
from participants.tests.test_merging_people import fresh, refusal, relations


@pytest.fixture
def two(make):
    return make.institution("DGSN", name="Police"), make.institution("DGSN2", name="National Security")


@pytest.fixture
def merge(actor, now):
    return lambda merged, kept: merge_institutions(kept=fresh(kept), merged=fresh(merged), by=actor, now=now)


@pytest.fixture
def undo(actor, now):
    return lambda made: undo_institution_merge(merge=made, by=actor, now=now)


@pytest.fixture
def invite(office, now):
    def build(workshop, institution, email="chief@example.org", **fields):
        point, _made = FocalPoint.objects.get_or_create(
            office=office, institution=institution, email_key=email, defaults={"name": "Chief", "email": email}
        )
        values = {
            "reference": f"R/{Invitation.objects.count()}",
            "deadline": date(2026, 4, 1),
            "language": "fr",
            "created_at": now,
        }
        return Invitation.objects.create(workshop=workshop, institution=institution, focal_point=point, **values | fields)

    return build


def state():
    """Everything a merge may touch."""
    return [
        list(Institution.objects.order_by("pk").values_list("pk", "acronym", "successor", "succeeded_on", "merged_into")),
        list(InstitutionAlias.objects.order_by("pk").values_list("institution", "alias")),
        list(FocalPoint.objects.order_by("pk").values_list("pk", "institution", "is_active")),
        list(Invitation.objects.order_by("pk").values_list("pk", "institution", "focal_point")),
        *(list(model.objects.order_by("pk").values_list("pk", "institution")) for model in (Registration, Quota)),
    ]


def test_every_relation_to_an_institution_is_moved_or_declared_exempt():
    assert relations(Institution) == MOVED.keys() | EXEMPT.keys()


def test_everything_that_hangs_on_it_moves_and_comes_back(two, merge, undo, invite, make, office, actor, now):
    kept, merged = two
    third, heir = make.institution("OLD"), make.institution("HEIR")
    for number, institution in enumerate([kept, merged]):
        workshop = make.workshop(office=office)
        make.registration(workshop, institution=institution)
        Quota.objects.create(workshop=workshop, institution=institution, seats=number + 1)
        invite(workshop, institution)  # the same focal point in both
        invite(make.workshop(office=office), institution, email=f"other{number}@example.org")
    set_successor(institution=third, successor=merged, on=date(2020, 1, 1), by=actor, now=now)
    set_successor(institution=merged, successor=heir, on=date(2025, 1, 1), by=actor, now=now)
    before = state()
    made = merge(merged, kept)
    for rows in (Registration.objects, Quota.objects, Invitation.objects):
        assert not rows.filter(institution=merged).exists()
    assert list(FocalPoint.objects.filter(institution=merged).values_list("email", "is_active")) == [("chief@example.org", False)]
    assert {invitation.focal_point.institution for invitation in Invitation.objects.all()} == {kept}
    assert (fresh(third).successor, fresh(kept).successor) == (kept, heir)
    assert [entries_for(row)[0].verb for row in two] == ["merge", "merged_into"]
    undo(made)
    assert state() == before
    assert refusal(undo, made).code == "undone"


def test_merged_names_lead_to_the_one_kept(two, merge, coordinator, make, office):
    kept, merged = two
    registration = make.registration(make.workshop(office=office), institution=merged)
    merge(merged, kept)
    assert [match(text) for text in ("National Security", "DGSN2", "ministère dgsn2", "وزارة DGSN2")] == [kept] * 4
    assert search("security") == [kept]
    assert directory(coordinator) == [kept]
    assert fresh(registration).institution == kept


def test_both_with_a_quota_on_one_workshop_is_refused(two, merge, make):
    workshop = make.workshop()
    quotas = [Quota.objects.create(workshop=workshop, institution=institution, seats=2) for institution in two]
    refused = refusal(merge, two[1], two[0])
    assert (refused.code, refused.between) == ("seats", [tuple(quotas)])
    quotas[1].delete()
    assert merge(two[1], two[0]).moved["quotas"] == []


def test_both_invited_to_one_workshop_is_refused_until_one_is_withdrawn(two, merge, make, invite, now):
    workshop = make.workshop()
    _mine, theirs = (invite(workshop, institution) for institution in two)
    assert refusal(merge, two[1], two[0]).code == "seats"
    Invitation.objects.filter(pk=theirs.pk).update(withdrawn_at=now)
    assert merge(two[1], two[0]).moved["invitations"] == [theirs.pk]


@pytest.mark.parametrize("turn", [1, -1])
def test_successor_is_not_a_merge(two, merge, actor, now, turn):
    one, other = two[::turn]
    set_successor(institution=one, successor=other, on=date(2020, 1, 1), by=actor, now=now)
    assert refusal(merge, two[1], two[0]).code == "successor"


def test_successor_behind_a_third_is_no_merge_either(two, merge, make, actor, now):
    between = make.institution()
    for row, heir in ((two[0], between), (between, two[1])):
        set_successor(institution=row, successor=heir, on=date(2020, 1, 1), by=actor, now=now)
    assert refusal(merge, two[1], two[0]).code == "successor"


def test_chain_is_undone_in_reverse(two, merge, undo, make):
    third = make.institution()
    before = state()
    one = merge(two[0], two[1])
    between = state()
    later = merge(two[1], third)
    assert {fresh(row).merged_into for row in two} == {third}
    assert refusal(undo, one).code == "later"
    undo(later)
    assert state() == between
    undo(one)
    assert state() == before


def test_merged_one_is_not_merged_again(two, merge, make):
    merge(two[1], two[0])
    third = make.institution()
    assert [refusal(merge, two[1], third).code, refusal(merge, third, two[1]).code] == ["merged"] * 2
    assert refusal(merge, third, third).code == "same"


def test_undo_is_refused_when_a_quota_has_moved_on(two, merge, undo, make):
    quota = Quota.objects.create(workshop=make.workshop(), institution=two[1], seats=1)
    made = merge(two[1], two[0])
    Quota.objects.filter(pk=quota.pk).update(institution=make.institution())
    before = state()
    with pytest.raises(MergeRefused):
        undo(made)
    assert state() == before
