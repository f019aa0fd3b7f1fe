import pytest
from django.urls import reverse

from accounts.history import entries_for
from participants.actions.links import make_link
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
