"""What every page says about itself: a content-security policy without exceptions, no framing, no sniffing."""

import re

import pytest

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


def directives(policy):
    return {name: sources for name, *sources in (part.split() for part in policy.split(";") if part.strip())}
