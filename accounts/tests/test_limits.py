from time import monotonic

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from accounts import limits


@pytest.fixture(autouse=True)
def two_posts(settings, db, monkeypatch):
    settings.PUBLIC_POSTS = 2
    monkeypatch.setattr(limits, "time", lambda: 6_000_000)
    cache.clear()


def request(address="192.0.2.1", **headers):
    return RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)


def test_third_try_is_one_too_many_for_this_sender_and_this_page_alone():
    assert [limits.take_one(request(), "a") for _try in range(3)] == [True, True, False]
    assert limits.take_one(request(), "b")
    assert limits.take_one(request("192.0.2.2"), "a")


def test_next_window_begins_anew(monkeypatch):
    assert [limits.take_one(request(), "a") for _try in range(3)][-1] is False
    monkeypatch.setattr(limits, "time", lambda: 6_000_000 + limits.WINDOW)
    assert limits.take_one(request(), "a")


def test_address_told_by_a_proxy_counts_only_where_one_is_trusted(settings):
    told = request("10.0.0.1", **{"X-Forwarded-For": "198.51.100.7, 203.0.113.9"})
    assert limits.sender_of(told) == "10.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert limits.sender_of(told) == "203.0.113.9"


def test_registering_too_often_is_refused_in_words(client, make, office):
    workshop = make.workshop("WS-L", office=office)
    answers = [client.post("/w/WS-L/register/", {}) for _try in range(3)]
    assert [answer.status_code for answer in answers][-1] == 429
    assert "Too many forms were sent from your network within 10 minutes" in answers[-1].content.decode()
    assert client.get(f"/w/{workshop.code}/register/").status_code == 200


@pytest.mark.parametrize(("elapsed", "rest"), [(0, 4), (1, 3), (4, 4), (9, 3)])
def test_answer_waits_for_the_next_stroke(elapsed, rest):
    assert limits.until_stroke(elapsed, 4) == rest


@pytest.mark.parametrize("address", ["/my-link/", "/w/WS-L/register/"])
def test_answer_about_an_address_comes_on_the_stroke(client, make, settings, address):
    settings.PUBLIC_STROKE = 0.5
    make.workshop("WS-L")
    began = monotonic()
    client.post(address, {"email": "nobody@example.org"})
    assert monotonic() - began >= 0.5
