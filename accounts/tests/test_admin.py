import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.urls import reverse

from accounts.history import entries_for
from accounts.models import HistoryEntry, Membership, Office, User
from workshops.models import Topic


@pytest.fixture
def administrator(make, client):
    user = make.administrator()
    client.force_login(user)
    return user


MEMBERSHIPS = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}


def test_anonymous_is_sent_to_the_one_sign_in_page(client, db):
    for url in (reverse("admin:index"), reverse("admin:login")):
        assert client.get(url, follow=True).request["PATH_INFO"] == reverse("account_login")


def test_staff_without_the_administrators_flag_do_not_enter(client, make, office):
    client.force_login(make.user(office=office))
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_half_an_administrator_does_not_enter(client, make, office):
    client.force_login(make.user(office=office, is_staff=True))
    request = client.get(reverse("admin:index")).wsgi_request
    assert admin.site.has_permission(request) is False


def test_every_list_and_form_of_the_admin_opens(client, administrator, make, office):
    make.register(make.workshop(office=office, shares={make.donor(): "1"}))
    for model, options in admin.site._registry.items():
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{base}_changelist"), {"q": "x"}).status_code == 200
        if options.has_add_permission(type("R", (), {"user": administrator})()):
            assert client.get(reverse(f"{base}_add")).status_code == 200


def test_new_user_is_invited_without_a_password(client, administrator, office):
    sent = {"email": "New@Example.org", "name": "New Person", "language": "fr", "is_active": "on"}
    row = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 0,
        "memberships-0-office": office.pk,
        "memberships-0-role": "coordinator",
    }
    client.post(reverse("admin:accounts_user_add"), sent | row)
    user = User.objects.get(email="new@example.org")
    assert (user.has_usable_password(), user.is_staff, user.is_superuser) == (False, False, False)
    assert [letter.to for letter in mail.outbox] == [["new@example.org"]]
    entry = entries_for(user).get()
    assert (entry.verb, entry.user) == ("created", administrator)
    assert "password" not in entry.fields
    assert entries_for(Membership.objects.get(user=user)).get().verb == "created"


def test_known_address_is_refused_whatever_its_case(client, administrator, make):
    make.user(email="known@example.org")
    sent = {"email": "KNOWN@example.org", "name": "X", "language": "en", "is_active": "on"} | MEMBERSHIPS
    response = client.post(reverse("admin:accounts_user_add"), sent)
    assert "email" in response.context["adminform"].form.errors


def test_change_and_deletion_go_to_the_one_history(client, administrator):
    topic = Topic.objects.create(slug="a", name_en="A")
    client.post(reverse("admin:workshops_topic_change", args=[topic.pk]), {"slug": "a", "name_en": "B"})
    entry = entries_for(topic).get()
    assert (entry.verb, entry.values.before, entry.values.after) == ("changed", {"name_en": "A"}, {"name_en": "B"})
    client.post(reverse("admin:workshops_topic_delete", args=[topic.pk]), {"post": "yes"})
    assert [entry.verb for entry in HistoryEntry.objects.filter(object_id=topic.pk).order_by("id")] == ["changed", "deleted"]
    assert LogEntry.objects.count() == 0


def test_bulk_deletion_is_recorded_row_by_row(client, administrator):
    topics = [Topic.objects.create(slug=slug, name_en=slug) for slug in "ab"]
    sent = {"action": "delete_selected", "_selected_action": [topic.pk for topic in topics], "post": "yes"}
    client.post(reverse("admin:workshops_topic_changelist"), sent)
    assert HistoryEntry.objects.filter(verb="deleted").count() == 2
    assert not Topic.objects.exists()


def test_history_is_read_only(client, administrator):
    data = {"code": "X", "name_en": "X", "timezone": "UTC", "offer_hours": 48, "reminder_days": "[7, 1]"}
    client.post(reverse("admin:accounts_office_add"), data)
    entry = entries_for(Office.objects.get(code="X")).get()
    assert client.get(reverse("admin:accounts_historyentry_change", args=[entry.pk])).status_code == 200
    assert client.post(reverse("admin:accounts_historyentry_change", args=[entry.pk]), {"verb": "x"}).status_code == 403
    assert client.get(reverse("admin:accounts_historyentry_add")).status_code == 403
    assert client.post(reverse("admin:accounts_historyentry_delete", args=[entry.pk]), {"post": "yes"}).status_code == 403
    of_row = client.get(reverse("admin:accounts_office_history", args=[entry.object_id]), follow=True)
    assert list(of_row.context["cl"].result_list) == [entry]


def test_state_of_a_workshop_changes_by_the_action_alone(client, administrator, make):
    workshop = make.workshop(state="draft", shares={make.donor(): "1"})
    url = reverse("admin:workshops_workshop_changelist")
    client.post(url, {"action": "publish", "_selected_action": [workshop.pk]})
    workshop.refresh_from_db()
    assert workshop.state == "draft"  # no session yet
    make.register(workshop)
    client.post(url, {"action": "publish", "_selected_action": [workshop.pk]})
    workshop.refresh_from_db()
    assert workshop.state == "published"
    assert entries_for(workshop).get().verb == "publish"
