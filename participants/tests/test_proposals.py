"""What people wrote for an institution that was not in the list."""

import pytest
from django.urls import reverse

from accounts.history import entries_for
from participants.actions.proposals import SettlementRefused, settle_as_new, settle_proposal, undo_settlement
from participants.models import Institution, InstitutionAlias, Registration, Settlement
from participants.queries.institutions import match
from participants.queries.proposals import open_proposals, proposals_of

TEXTS = ["Min. de l'Équipement", "MIN DE L'EQUIPEMENT", "min. de l'équipement", "وزارة التجهيز"]


@pytest.fixture
def rows(make, office):
    workshops = [make.workshop(f"W{n}", office=office) for n in range(2)]
    return [make.registration(workshops[n % 2], institution_proposal=text) for n, text in enumerate(TEXTS)]


@pytest.fixture
def common(coordinator, actor, now):
    return lambda text=TEXTS[0]: {"text": text, "registrations": proposals_of(coordinator), "by": actor, "now": now}


def said():
    return list(Registration.objects.order_by("pk").values_list("institution__key", "institution_proposal"))


def test_proposals_are_grouped_by_what_was_meant(rows, coordinator, make, office):
    make.registration(make.workshop(), institution_proposal=TEXTS[0])  # of another office
    make.registration(rows[0].workshop, institution_proposal="Spam", status="unconfirmed")
    found = open_proposals(coordinator)
    assert [(each.text, each.others, each.people, each.by_workshop) for each in found] == [
        (TEXTS[1], [TEXTS[0], TEXTS[2]], 3, [("W0", 2), ("W1", 1)]),
        (TEXTS[3], [], 1, [("W1", 1)]),
    ]
    assert [each.text for each in open_proposals(coordinator, "التجهيز")] == [TEXTS[3]]


def test_settling_gives_the_institution_to_all_who_wrote_it(rows, common, make, actor, now):
    institution = make.institution("MEE")
    made = settle_proposal(institution=institution, keep_alias=True, **common())
    assert said() == [("MEE", ""), ("MEE", ""), ("MEE", ""), (None, TEXTS[3])]
    assert match("MIN DE L EQUIPEMENT") == institution
    assert [entries_for(row)[0].verb for row in rows[:3]] == ["proposal_settled"] * 3
    undo_settlement(settlement=made, by=actor, now=now)
    assert said() == [(None, text) for text in TEXTS]
    assert (InstitutionAlias.objects.count(), match(TEXTS[0])) == (0, None)
    assert entries_for(rows[0])[0].verb == "proposal_reopened"


def test_text_is_not_kept_when_not_wanted(rows, common, make):
    settle_proposal(institution=make.institution("MEE"), keep_alias=False, **common())
    assert InstitutionAlias.objects.count() == 0


def test_settling_as_new_enters_the_institution_and_undoing_removes_it(rows, common, actor, now):
    names = {"name_en": "", "name_fr": "Ministère de l'Équipement", "name_ar": "وزارة التجهيز"}
    made = settle_as_new(names=names, type="ministry", acronym="", **common())
    assert said()[0] == ("ministere-de-lequipement", "")
    undo_settlement(settlement=made, by=actor, now=now)
    assert (said(), Institution.objects.count()) == ([(None, text) for text in TEXTS], 0)


def test_new_institution_others_use_by_now_stays(rows, common, actor, now, make):
    made = settle_as_new(names={"name_en": "Works", "name_fr": "", "name_ar": ""}, type="ministry", acronym="", **common())
    make.registration(rows[0].workshop, institution=made.institution)
    undo_settlement(settlement=made, by=actor, now=now)
    assert (Institution.objects.count(), said()[:2]) == (1, [(None, TEXTS[0]), (None, TEXTS[1])])


@pytest.mark.parametrize("changed", ["institution", "undone"])
def test_undo_is_refused_when_it_cannot_put_everything_back(rows, common, make, actor, now, changed):
    made = settle_proposal(institution=make.institution(), keep_alias=False, **common())
    if changed == "institution":
        Registration.objects.filter(pk=rows[0].pk).update(institution=make.institution())
    else:
        undo_settlement(settlement=made, by=actor, now=now)
    before = said()
    with pytest.raises(SettlementRefused) as refused:
        undo_settlement(settlement=made, by=actor, now=now)
    assert (refused.value.code, said()) == ("changed" if changed == "institution" else "undone", before)


def test_settled_twice_is_refused(rows, common, make):
    settle_proposal(institution=make.institution(), keep_alias=False, **common())
    with pytest.raises(SettlementRefused) as refused:
        settle_proposal(institution=make.institution(), keep_alias=False, **common())
    assert refused.value.code == "gone"


def test_pages_settle_and_undo(staff, rows, make):
    institution, url = make.institution("MEE"), reverse("participants:settle")
    page = staff.get(reverse("participants:proposals")).content.decode()
    assert "Min. de l&#x27;Équipement" in page
    assert staff.get(url, {"text": TEXTS[0]}).context["proposal"].people == 3
    wrong = staff.post(url, {"text": TEXTS[0], "institution_name": "no such"})
    assert wrong.context["form"].errors["institution_name"] == ["Choose an institution from the list."]
    staff.post(url, {"text": TEXTS[0], "institution": institution.pk, "keep_alias": "on"})
    assert [key for key, _text in said()] == ["MEE", "MEE", "MEE", None]
    staff.post(url, {"text": TEXTS[3], "as": "new", "new-name_ar": TEXTS[3], "new-type": "ministry"})
    assert Registration.objects.filter(institution=None).count() == 0
    for made in Settlement.objects.all():
        staff.post(reverse("participants:settle_undo", args=[made.pk]))
    assert said() == [(None, text) for text in TEXTS]


def test_list_of_proposals_costs_the_same_for_few_and_many(staff, make, office, django_assert_num_queries):
    workshop = make.workshop(office=office)
    make.registration(workshop, institution_proposal="Text 0")
    url = reverse("participants:proposals")
    staff.get(url)
    with django_assert_num_queries(5):
        staff.get(url)
    for n in range(60):
        make.registration(workshop, institution_proposal=f"Text {n} {n * 7}")
    with django_assert_num_queries(5):
        assert len(staff.get(url).context["page_obj"]) == 50
