"""The office's pages about nominations, and the directory of focal points."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.history import entries_for
from accounts.models import Role
from mailing.models import Letter
from participants.models import FocalPoint, Invitation, Quota


@pytest.fixture
def workshop(make, office):
    soon = date.today() + timedelta(days=30)
    return make.workshop("W", office=office, start=soon, end=soon)


def of(name, *rest):
    return reverse(f"participants:{name}", args=["W", *rest])


@pytest.mark.parametrize("many", [1, 12])
def test_list_takes_the_same_queries_for_few_and_many(staff, make, workshop, django_assert_num_queries, many):
    for number in range(many):
        invitation = make.invitation(workshop, quota=2)
        for _person in range(1 + number % 3):
            make.nomination(invitation)
    with django_assert_num_queries(11):
        assert staff.get(of("nominations")).status_code == 200


@pytest.mark.parametrize(("state", "found"), [("unsent", 1), ("waiting", 1), ("named", 0), ("", 2), ("nonsense", 2)])
def test_list_is_filtered_by_state(staff, make, workshop, state, found):
    make.invitation(workshop)
    make.invitation(workshop, sent_at=None)
    assert staff.get(of("nominations"), {"state": state}).context["page_obj"].paginator.count == found


def test_list_finds_an_institution_in_either_script(staff, make, workshop):
    make.invitation(workshop, institution=make.institution("DGSN"))
    make.invitation(workshop)
    for typed in ("dgsn", "وزارة DGSN"):
        assert staff.get(of("nominations"), {"q": typed}).context["page_obj"].paginator.count == 1


def test_empty_list_says_what_to_do(staff, workshop):
    text = staff.get(of("nominations")).content.decode()
    assert ("No institution is invited yet" in text, of("invite_institution") in text) == (True, True)


def invited(**values):
    return {
        "name": "Salma", "title": "", "email": "salma@example.org", "language": "fr", "reference": "R/1",
        "deadline": (date.today() + timedelta(days=9)).isoformat(), "seats": "2", "release_on": "",
    } | values  # fmt: skip


def test_inviting_and_sending_in_one_go(staff, make, workshop):
    institution = make.institution("DGSN")
    chosen = f"{of('invite_institution')}?institution_name=x&institution={institution.pk}"
    assert "Send the invitation" in staff.get(chosen).content.decode()
    answer = staff.post(chosen, invited(send="1"))
    invitation = Invitation.objects.get()
    assert answer.headers["Location"] == of("invitation", invitation.pk)
    assert (Letter.objects.get().to, Quota.objects.get().seats) == ("salma@example.org", 2)


def test_known_focal_points_are_offered(staff, make, workshop, office):
    institution = make.institution("DGSN")
    point = make.focal_point(office, institution, name="Known")
    make.focal_point(office, institution, name="Gone", is_active=False)
    make.focal_point(make.office(), institution, name="Elsewhere")
    chosen = f"{of('invite_institution')}?institution_name=DGSN"
    text = staff.get(chosen).content.decode()
    assert ("Known" in text, "Gone" in text, "Elsewhere" in text) == (True, False, False)
    staff.post(chosen, invited(focal_point=str(point.pk), name="", email=""))
    assert (Invitation.objects.get().focal_point, Letter.objects.count()) == (point, 0)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"deadline": "2020-01-01"}, "deadline"),
        ({"deadline": "2099-01-01"}, "deadline"),
        ({"seats": "0"}, "seats"),
        ({"seats": "", "release_on": "2026-01-01"}, "seats"),
        ({"email": "nonsense"}, "email"),
        ({"name": ""}, "name"),
        ({"language": "xx"}, "language"),
        ({"reference": ""}, "reference"),
    ],
)
def test_bad_invitation_is_told_beside_the_field(staff, make, workshop, values, field):
    make.institution("DGSN")
    answer = staff.post(f"{of('invite_institution')}?institution_name=DGSN", invited(**values))
    assert (answer.status_code, field in answer.context["form"].errors, Invitation.objects.count()) == (200, True, 0)


@pytest.mark.parametrize("query", ["institution_name=unknown", "institution=999999&institution_name=y", "institution=x"])
def test_unknown_institution_is_not_invited(staff, workshop, query):
    answer = staff.get(f"{of('invite_institution')}?{query}")
    assert (answer.status_code, "institution_name" in answer.context["form"].errors) == (200, True)


def test_acts_tell_why_they_are_refused(staff, make, workshop):
    invitation = make.invitation(workshop, deadline=date(2026, 1, 1))
    for act in ("invitation_send", "invitation_remind", "invitation_letter"):
        answer = staff.post(of(act, invitation.pk), follow=True)
        assert "The deadline is past: set a later one first." in answer.content.decode()
    assert Letter.objects.count() == 0


def test_invitation_is_changed_and_withdrawn(staff, make, workshop):
    invitation = make.invitation(workshop, quota=2)
    values = invited(focal_point=str(invitation.focal_point_id), seats="4")
    staff.post(of("invitation_change", invitation.pk), values)
    assert (Quota.objects.get().seats, Invitation.objects.get().reference) == (4, "R/1")
    assert staff.post(of("invitation_withdraw", invitation.pk), {"reason": " "}).status_code == 200
    staff.post(of("invitation_withdraw", invitation.pk), {"reason": "Moved"})
    assert Invitation.objects.get().withdrawn_at is not None


def test_substitute_is_proposed_and_called(staff, make, workshop):
    invitation = make.invitation(workshop, quota=1)
    make.nomination(invitation, status="withdrawn")
    called = make.nomination(invitation, role="substitute", family_name="NEXT")
    page = staff.get(of("invitation", invitation.pk)).content.decode()
    assert "NEXT is the next substitute" in page
    staff.post(of("invitation_call", invitation.pk, called.pk))
    called.registration.refresh_from_db()
    assert called.registration.status == "confirmed"


def test_reading_names_is_logged_for_those_who_do_not_edit(client, make, workshop, office):
    invitation = make.invitation(workshop)
    client.force_login(make.user(role=Role.ME_OFFICER, office=office))
    text = client.get(of("invitation", invitation.pk)).content.decode()
    assert ("Send again" in text, [entry.verb for entry in entries_for(invitation)]) == (False, ["viewed"])


def test_export_has_a_row_per_invitation(staff, make, workshop):
    invitation = make.invitation(workshop, quota=3)
    make.nomination(invitation)
    sheet = load_workbook(BytesIO(staff.get(of("nominations_export")).content)).active
    assert [sheet.cell(2, column).value for column in (2, 6, 7, 8, 9)] == [invitation.reference, 3, 1, 0, 1]
    assert [entry.verb for entry in entries_for(workshop)] == ["export_invitations"]


@pytest.mark.parametrize("many", [1, 12])
def test_directory_takes_the_same_queries_for_few_and_many(staff, make, office, django_assert_num_queries, many):
    for _number in range(many):
        make.focal_point(office, make.institution())
    with django_assert_num_queries(8):
        assert staff.get(reverse("participants:focal_points")).status_code == 200


def test_directory_is_the_offices_own_and_searched_in_any_spelling(staff, make, office):
    institution = make.institution("DGSN")
    make.focal_point(office, institution, name="محمد الإدريسي")
    make.focal_point(office, make.institution(), name="Élodie X", is_active=False)
    make.focal_point(make.office(), institution, name="Elsewhere")
    found = {
        query: staff.get(reverse("participants:focal_points") + query).context["page_obj"].paginator.count
        for query in ("", "?q=dgsn", "?q=elodie", "?q=الادريسي", "?q=%25", "?active=no", "?q=nobody")
    }
    assert found == {"": 2, "?q=dgsn": 1, "?q=elodie": 1, "?q=الادريسي": 1, "?q=%25": 0, "?active=no": 1, "?q=nobody": 0}


def test_focal_point_is_added_changed_and_deactivated(staff, make, office):
    make.institution("DGSN")
    values = {"name": "Salma", "title": "", "email": "Salma@example.org", "language": "ar"}
    staff.post(reverse("participants:focal_point_add") + f"?institution_name=DGSN&office={office.pk}", values)
    point = FocalPoint.objects.get()
    assert (point.office, point.email_key) == (office, "salma@example.org")
    again = staff.post(reverse("participants:focal_point_add") + f"?institution_name=DGSN&office={office.pk}", values)
    assert "email" in again.context["form"].errors
    staff.post(reverse("participants:focal_point_edit", args=[point.pk]), values | {"name": "Salma B."})
    staff.post(reverse("participants:focal_point_toggle", args=[point.pk]))
    point.refresh_from_db()
    assert (point.name, point.is_active) == ("Salma B.", False)
    assert [entry.verb for entry in entries_for(point)] == ["changed", "changed", "created"]


def test_focal_points_are_exported(staff, make, office):
    point = make.focal_point(office, make.institution(), name="=1+1")
    sheet = load_workbook(BytesIO(staff.get(reverse("participants:focal_points_export")).content)).active
    assert [sheet.cell(2, column).value for column in (2, 4)] == ["=1+1", point.email]


@pytest.mark.parametrize("model", ["focalpoint", "invitation", "nomination", "quota"])
def test_admin_lists_and_pages_open(client, make, workshop, model):
    client.force_login(make.administrator())
    invitation = make.invitation(workshop, quota=1)
    row = {"focalpoint": invitation.focal_point, "invitation": invitation, "quota": Quota.objects.get()}.get(model)
    row = row or make.nomination(invitation)
    assert client.get(reverse(f"admin:participants_{model}_changelist"), {"q": "a"}).status_code == 200
    assert client.get(reverse(f"admin:participants_{model}_change", args=[row.pk])).status_code == 200


def test_a_late_invitation_says_what_to_do(staff, make, workshop):
    late = make.invitation(workshop, deadline=date(2020, 1, 1))
    page = staff.get(reverse("participants:invitation", args=[workshop.code, late.pk])).content.decode()
    assert "The day for names is past and nobody is named." in page
    make.nomination(late)
    page = staff.get(reverse("participants:invitation", args=[workshop.code, late.pk])).content.decode()
    assert "The day for names is past" not in page
    assert f"/workshops/{workshop.code}/participants/?institution={late.institution_id}" in page


def test_quota_beyond_the_room_is_refused_beside_its_field(staff, make, office):
    coming = date.today() + timedelta(days=30)
    workshop = make.workshop("W-Q", office=office, capacity=3, start=coming, end=coming)
    institution = make.institution("DGSN", name="Police")
    address = reverse("participants:invite_institution", args=["W-Q"]) + f"?institution_name=Police&institution={institution.pk}"
    sent = {"focal_point": "new", "name": "Salma", "email": "s@example.org", "language": "fr", "reference": "R/1", "seats": "4"}
    page = staff.post(address, sent | {"deadline": str(workshop.start)})
    assert page.context["form"].errors == {"seats": ["All quotas together would keep more seats than the workshop has."]}
