"""Closed by default: these addresses are public, every other one asks for sign-in."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

PUBLIC = {
    "healthz",
    "set_language",
    "participants:catalogue",
    "participants:public_workshop",
    "participants:calendar",
    "participants:calendar_sessions",
    "participants:register",
    "participants:register_done",
    "participants:prove",
    "participants:lost_link",
    "participants:lost_link_done",
    "participants:privacy",
    "participants:nominate",
    "participants:nominate_letter",
    "participants:nominate_endorse",
    "participants:nominate_up",
    "participants:nominate_down",
    "participants:nominate_remove",
    "participants:nominate_replace",
    "participants:institution_options",
    "attendance:checkin_worker",
    "attendance:checkin_manifest",
    "attendance:checkin_device",
    "attendance:api_people",
    "attendance:api_records",
    "evaluations:own_feedback",
    "evaluations:own_follow_up",
    "evaluations:own_difficulties",
    "evaluations:feedback_code",
    "evaluations:give_feedback",
    "evaluations:answer_follow_up",
    "evaluations:thanks",
    "evaluations:own_test",
    "evaluations:wall_test",
    "certificates:verify_form",
    "certificates:verify",
    "certificates:compare",
    "certificates:find_file",
    "certificates:teacher",
    "certificates:teacher_file",
    "certificates:own_page",
    "certificates:own_code",
    "certificates:own_correct",
    "certificates:own_data",
    "certificates:own_erase",
    "certificates:own_file",
    "certificates:own_withdraw",
    "certificates:own_accept",
}
#: django-allauth's own pages for those who are not signed in; signing up is closed by `accounts.adapter`
PUBLIC_ACCOUNT = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_login_code",
    "account_request_login_code",
    "mfa_authenticate",
}
ARGUMENTS = {"StringConverter": "x", "IntConverter": 1, "SlugConverter": "x", "PathConverter": "x", "DateConverter": "2026-01-01"}


def patterns(resolver=None, namespace=""):
    """(name with its namespace, pattern) of every address."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry


def is_group(name):
    return name.startswith(("admin:", "account_", "mfa_")) or name in {"None", "admin:None"}


OWN = {name: pattern for name, pattern in patterns() if not is_group(name)}
CLOSED = sorted(set(OWN) - PUBLIC)


def test_public_views_are_exactly_these():
    opened = {name for name, pattern in OWN.items() if not getattr(pattern.callback, "login_required", True)}
    assert opened == PUBLIC


def test_every_address_has_a_name():
    assert [str(entry.pattern) for name, entry in patterns() if name.split(":")[-1] == "None" and "admin" not in name] == []


@pytest.mark.parametrize("name", CLOSED)
def test_closed_address_sends_to_sign_in(client, db, name):
    converters = OWN[name].pattern.converters
    address = reverse(name, kwargs={key: ARGUMENTS[type(converter).__name__] for key, converter in converters.items()})
    response = client.get(address)
    assert (response.status_code, response.headers.get("Location", "")[:21]) == (302, "/accounts/login/?next")


def test_account_pages_open_to_the_public_are_exactly_these():
    names = {n: p for n, p in patterns() if n.startswith(("account_", "mfa_"))}
    assert {n for n, p in names.items() if not getattr(p.callback, "login_required", True)} == PUBLIC_ACCOUNT & names.keys()


def test_signing_up_is_closed(client, db):
    assert "password" not in client.get("/accounts/signup/").content.decode()


def test_admin_is_for_administrators(make, office):
    signed_in = Client()
    signed_in.force_login(make.user(office=office))
    answers = [client.get("/admin/workshops/workshop/").status_code for client in (Client(), signed_in)]
    administrator = Client()
    administrator.force_login(make.administrator())
    assert (answers, administrator.get("/admin/").status_code) == ([302, 302], 200)


def test_visitor_may_change_the_language(client, db):
    client.post("/i18n/setlang/", {"language": "ar"})
    assert 'dir="rtl"' in client.get("/accounts/login/").content.decode()
