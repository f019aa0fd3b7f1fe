import pytest
from django.urls import reverse

from accounts.history import Actor, entries_for
from participants.actions.links import make_link
from participants.actions.merging import merge_institutions, merge_people, tell_apart
from participants.models import Institution, Participant, Registration


@pytest.fixture
def admin(client, make):
    client.force_login(make.administrator())
    return client


@pytest.mark.parametrize("model", ["institution", "participant", "registration", "accesslink"])
def test_lists_and_pages_open(admin, make, model, now):
    row = make.registration(make.workshop(), institution=make.institution())
    token = make_link(registration=row, now=now)
    target = {
        "institution": row.institution, "participant": row.participant, "registration": row, "accesslink": row.links.get(),
    }[model]  # fmt: skip
    assert admin.get(reverse(f"admin:participants_{model}_changelist"), {"q": "amina"}).status_code == 200
    page = admin.get(reverse(f"admin:participants_{model}_change", args=[target.pk]))
    assert page.status_code == 200
    assert row.links.get().token_hash not in page.content.decode()
    assert token not in page.content.decode()


def test_disability_answer_has_no_page(admin):
    assert admin.get("/admin/participants/disabilityanswer/").status_code == 404


def test_registrations_change_by_the_same_actions(admin, make):
    workshop = make.workshop(capacity=1)
    rows = [make.registration(workshop, status="submitted") for _ in range(2)]
    data = {"action": "confirm", "_selected_action": [row.pk for row in rows]}
    admin.post(reverse("admin:participants_registration_changelist"), data)
    assert list(Registration.objects.order_by("pk").values_list("status", flat=True)) == ["confirmed", "submitted"]
    assert [entry.verb for entry in entries_for(rows[0])] == ["confirmed"]


def test_alias_is_folded_and_the_change_recorded(admin):
    data = {
        "key": "DGSN", "type": "force", "acronym": "DGSN",
        "names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 0, "names-0-name_en": "Police",
        "aliases-TOTAL_FORMS": 1, "aliases-INITIAL_FORMS": 0, "aliases-0-alias": "Sûreté", "aliases-0-position": 0,
    }  # fmt: skip
    admin.post(reverse("admin:participants_institution_add"), data)
    made = Institution.objects.get()
    assert made.aliases.get().folded == "surete"
    assert [entry.verb for entry in entries_for(made)] == ["created"]


def test_corrected_person_is_found_by_the_new_name(admin, make):
    person = make.registration(make.workshop()).participant
    data = {"given_name": "Zoé", "family_name": "B", "name_order": "given_first"}
    admin.post(reverse("admin:participants_participant_change", args=[person.pk]), data)
    person = Participant.objects.get(pk=person.pk)
    assert person.search_key.startswith("zoe b")
    assert entries_for(person)[0].values.after["given_name"] == "Zoé"


def test_admin_is_closed_to_coordinators(staff):
    assert staff.get(reverse("admin:participants_registration_changelist")).status_code == 302


@pytest.fixture
def united(make, office, now):
    """Two persons and two institutions, each pair merged, and two persons told apart."""
    by = Actor.of(make.user(office=office))
    people = [make.registration(make.workshop(office=office)).participant for _ in range(4)]
    rows = [make.institution() for _ in range(2)]
    return {
        "merge": merge_people(kept=people[0], merged=people[1], by=by, now=now),
        "institutionmerge": merge_institutions(kept=rows[0], merged=rows[1], by=by, now=now),
        "distinct": tell_apart(one=people[2], other=people[3], by=by, now=now),
    }


@pytest.mark.parametrize(("model", "action"), [("merge", "undo"), ("institutionmerge", "undo"), ("distinct", "propose")])
def test_merges_are_read_and_taken_back_by_the_same_actions(admin, united, model, action):
    row = united[model]
    page = reverse(f"admin:participants_{model}_change", args=[row.pk])
    assert admin.get(page).status_code == 200
    assert admin.post(page, {"kept": 1}).status_code == 403
    listed = reverse(f"admin:participants_{model}_changelist")
    for _twice in range(2):
        assert admin.post(listed, {"action": action, "_selected_action": [row.pk]}, follow=True).status_code == 200
    left = type(row).objects.filter(pk=row.pk).values_list("undone_at", flat=True) if model != "distinct" else []
    assert (list(left), type(row).objects.filter(pk=row.pk).exists()) != ([None], True)
    if model == "merge":
        assert Participant.objects.exclude(merged_into=None).count() == 0


def test_arabic_names_are_marked_checked_by_the_same_action(admin, make):
    row = make.institution(arabic_name_checked=False)
    listed = reverse("admin:participants_institution_changelist")
    admin.post(listed, {"action": "mark_checked", "_selected_action": [row.pk]})
    assert [entry.verb for entry in entries_for(row)] == ["arabic_name_checked"]
