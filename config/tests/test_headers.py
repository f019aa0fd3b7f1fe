"""What every page says about itself: a content-security policy without exceptions, no framing, no sniffing."""

import re

import pytest
from django.urls import reverse
from django.urls.converters import IntConverter

from config.tests.test_access import patterns

PAGES = ["/accounts/login/", "/accounts/password/reset/", "/healthz", "/no-such-page"]


@pytest.mark.parametrize("address", PAGES)
def test_page_carries_the_strict_policy(client, db, address):
    headers = client.get(address).headers
    policy = directives(headers["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    assert "'self'" in policy["script-src"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & {source for sources in policy.values() for source in sources}
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert headers["Referrer-Policy"] == "same-origin"


def test_scripts_carry_the_nonce_of_the_policy(client, db):
    response = client.get("/accounts/login/")
    in_policy = re.findall(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"])
    in_page = set(re.findall(r'<script[^>]* nonce="([^"]*)"', response.content.decode()))
    assert in_page <= set(in_policy)
    assert len(re.findall("<script", response.content.decode())) == len(
        re.findall("<script[^>]* nonce=", response.content.decode())
    )


def test_nonce_differs_from_page_to_page(client, db):
    nonces = [client.get("/accounts/login/").headers["Content-Security-Policy"] for _ in range(2)]
    assert "nonce-" not in nonces[0] or nonces[0] != nonces[1]


def test_what_staff_read_is_kept_by_no_cache(staff, make, office):
    make.registration(make.workshop("W", office=office))
    for address in ("/home/", "/people/", "/workshops/W/participants/", "/workshops/W/certificates/", "/accounts/2fa/"):
        assert "no-store" in staff.get(address).headers["Cache-Control"], address


def test_public_pages_may_be_kept(client, db):
    assert "Cache-Control" not in client.get("/").headers


def test_addresses_with_a_secret_are_not_told_onwards(client, db):
    secret = {name: pattern for name, pattern in patterns() if {"token", "key"} & pattern.pattern.converters.keys()}
    assert {"participants:prove", "certificates:own_page", "certificates:own_file", "certificates:verify"} <= secret.keys()
    for name, pattern in secret.items():
        kwargs = {key: 1 if isinstance(kind, IntConverter) else "x" * 20 for key, kind in pattern.pattern.converters.items()}
        headers = client.get(reverse(name, kwargs=kwargs)).headers
        assert headers["Referrer-Policy"] == "strict-origin", name
        assert "no-store" in headers["Cache-Control"], name
        assert "noindex" in headers["X-Robots-Tag"], name


def test_browser_gives_no_page_a_camera(client, db):
    assert client.get("/accounts/login/").headers["Permissions-Policy"].startswith("camera=()")


def directives(policy):
    return {name: sources for name, *sources in (part.split() for part in policy.split(";") if part.strip())}
