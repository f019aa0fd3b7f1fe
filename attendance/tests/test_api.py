"""The interface of telephones, over HTTP: its documented examples, who is let in, limits, nothing personal where it may leak."""

import json
import logging
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.history import Actor
from accounts.models import HistoryEntry, Role
from attendance.actions import make_device_link, revoke_device_link
from attendance.models import Scan
from attendance.tests.door import DAY, body, later

DOCUMENT = Path(settings.BASE_DIR, "docs/api/checkin.md").read_text(encoding="utf-8")
EXAMPLES = {name: json.loads(text) for name, text in re.findall(r"```json (\w+=\w+)\n(.*?)\n```", DOCUMENT, flags=re.DOTALL)}


@pytest.fixture
def moment(monkeypatch):
    """Sets the clock of the views."""

    def set_to(now):
        monkeypatch.setattr(timezone, "now", lambda: now)

    set_to(DAY)
    return set_to


@pytest.fixture
def register(make, office, moment):
    return make.register(make.workshop("DEMO-1", office=office))


@pytest.fixture
def person(make, register):
    names = {"given_name": "Amina", "family_name": "EXAMPLE", "arabic_name": "أمينة"}
    return make.registration(register.workshop, door_code="ABCDEFGHJKLMNPQR", **names)


@pytest.fixture
def helper(register, coordinator):
    """(the headers of a helper's requests, the link)"""
    link, token = make_device_link(register=register, label="Door 2", by=Actor.of(coordinator), now=DAY)
    return {"Authorization": f"Device {token}"}, link


def post(client, register, data, **options):
    url = f"/api/v1/registers/{register.pk}/records"
    return client.post(url, data if isinstance(data, bytes) else json.dumps(data), "application/json", **options)


def people(client, register, **options):
    return client.get(f"/api/v1/registers/{register.pk}/people", **options)


def numbered(data, ids):
    """`data` with the ids of rows, which differ from run to run, as in the document: 1, 2 …"""
    if isinstance(data, dict):
        return {key: _numbered(key, value, ids) for key, value in data.items()}
    return [numbered(each, ids) for each in data] if isinstance(data, list) else data


def _numbered(key, value, ids):
    return ids.setdefault(value, len(ids) + 1) if key == "registration" and value else numbered(value, ids)


def test_documented_list_is_what_comes(staff, register, person):
    answer = people(staff, register).json()
    expected = EXAMPLES["answer=people"]
    assert [answer["people"], answer["now"]] == [[expected["people"][0] | {"id": person.pk}], expected["now"]]
    assert answer["register"] == expected["register"] | {"id": register.pk}


def test_documented_batch_gets_the_documented_answer(staff, register, person):
    request = json.loads(json.dumps(EXAMPLES["request=records"]))
    request["records"][1]["registration"] = person.pk
    answer = post(staff, register, request).json()
    assert numbered(answer, {person.pk: 1}) == EXAMPLES["answer=records"]
    assert post(staff, register, request).json() == answer


def test_documented_error_is_one(staff, register, person):
    answer = post(staff, register, EXAMPLES["error=400"])
    assert (answer.status_code, answer.json()["path"]) == (400, "records.0.at")
    assert len(EXAMPLES) == 4


WRONG = [
    ({"records": []}, "device"),
    (body(), "records"),
    (body(kind="scan"), "body"),
    (body({"kind": "scan", "code": "https://example.org"}), "records.0.code"),
    (body({"kind": "scan", "code": "W1:A", "registration": 1}), "records.0.registration"),
    (body({"kind": "scan"}), "records.0.code"),
    (body({"kind": "mark", "registration": True}), "records.0.registration"),
    (body({"kind": "mark", "registration": 2**63}), "records.0.registration"),
    (body({"kind": "mark", "registration": 1, "state": "cleared"}), "records.0.state"),
    (body({"kind": "mark", "registration": 1, "name": "A"}), "records.0"),
    (body({"kind": "dance"}), "records.0.kind"),
    (body({"kind": "scan", "code": "W1:A", "at": "2026-04-14T09:00:00"}), "records.0.at"),
    (body({"kind": "scan", "code": "W1:A", "at": "0001-01-01T00:00:00+14:00"}), "records.0.at"),
    (body({"kind": "scan", "code": "W1:A", "at": 5}), "records.0.at"),
    (body({"kind": "scan", "code": "W1:A", "nonce": "1"}), "records.0.nonce"),
    (body({"kind": "scan", "code": "W1:A\x00"}), "records.0.code"),
    (body({"kind": "walk_in", "walk_in": {"given_name": "A"}}), "records.0.walk_in"),
    (body({"kind": "walk_in", "walk_in": {"arabic_name": "أ", "sex": "?"}}), "records.0.walk_in.sex"),
    (body({"kind": "walk_in", "walk_in": {"arabic_name": "أ\x07"}}), "records.0.walk_in.arabic_name"),
    (body({"kind": "undo", "undoes": "8f14e45f-ceea-467f-a2d6-0000000000a3"}), "records.0.state"),
    (body({"kind": "scan", "code": "W1:A"}, sent_at="now"), "sent_at"),
    (body(*[{"kind": "scan", "code": "W1:A"}] * 501), "records"),
    ([], ""),
]


@pytest.mark.parametrize(("sent", "path"), WRONG, ids=[str(number) for number in range(len(WRONG))])
def test_what_is_not_the_contract_is_told_by_its_path(staff, register, sent, path):
    answer = post(staff, register, sent)
    assert (answer.status_code, answer.json()["path"], Scan.objects.count()) == (400, path, 0)


@pytest.mark.parametrize("sent", [b"{", b"\xff", b'{"device": 1, "device": 2}', b"[" * 100_000, b"NaN"])
def test_what_is_not_json_is_told(staff, register, sent):
    assert (post(staff, register, sent).status_code, Scan.objects.count()) == (400, 0)


def test_five_hundred_records_are_taken_and_a_larger_body_is_not(staff, register):
    assert post(staff, register, body(*[{"kind": "scan", "code": "W1:A"}] * 500)).status_code == 200
    assert post(staff, register, b" " * (256 * 1024 + 1)).status_code == 413
    assert Scan.objects.count() == 500


def test_nonce_of_another_register_is_a_wrong_request(make, staff, register, person):
    batch = body({"kind": "mark", "registration": person.pk})
    post(staff, register, batch)
    other = post(staff, make.register(register.workshop, "D1-PM"), batch)
    assert (other.status_code, other.json()) == (400, {"error": "nonce_of_another_register"})


def test_visitor_is_told_so_as_json(register, person):
    answers = [people(Client(), register), post(Client(), register, body({"kind": "mark", "registration": person.pk}))]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(401, {"error": "not_signed_in"})] * 2


def test_cookie_without_the_token_of_the_page_is_refused(register, person, coordinator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator)
    batch = body({"kind": "mark", "registration": person.pk})
    refused = post(client, register, batch)
    assert (refused.status_code, refused.json(), Scan.objects.count()) == (403, {"error": "csrf"}, 0)
    client.get(f"/checkin/{register.pk}/")
    token = client.cookies["csrftoken"].value
    assert post(client, register, batch, headers={"X-CSRFToken": token}).status_code == 200


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ME_OFFICER, Role.DONOR_VIEWER])
def test_who_may_not_record_finds_no_register(client, make, register, person, role):
    client.force_login(make.user(office=register.workshop.office, role=role))
    answers = [people(client, register), post(client, register, body({"kind": "mark", "registration": person.pk}))]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_facilitator_of_the_workshop_checks_in(client, make, register, person):
    user = make.user(office=register.workshop.office, role=Role.FACILITATOR)
    make.teaches(user, register.workshop)
    client.force_login(user)
    assert people(client, register).status_code == 200
    assert post(client, register, body({"kind": "mark", "registration": person.pk})).json()["counts"]["present"] == 1


def test_helper_checks_in_at_the_one_register(make, register, person, helper):
    headers, link = helper
    client = Client(enforce_csrf_checks=True)
    answer = post(client, register, body({"kind": "scan", "code": "W1:ABCDEFGHJKLMNPQR"}), headers=headers)
    assert answer.json()["results"][0]["outcome"] == "recorded"
    assert list(Scan.objects.values_list("link", "by")) == [(link.pk, None)]
    assert HistoryEntry.objects.get(verb="record_attendance").actor_label == f"device:{link.pk}"
    other = make.register(register.workshop, "D1-PM")
    assert [people(client, each, headers=headers).status_code for each in (register, other)] == [200, 401]
    assert post(client, other, body({"kind": "scan", "code": "W1:A"}), headers=headers).status_code == 401


@pytest.mark.parametrize("ending", ["expired", "revoked"])
def test_link_that_ended_gives_no_list_and_its_batches_are_kept(client, register, person, helper, coordinator, moment, ending):
    headers, link = helper
    if ending == "revoked":
        revoke_device_link(link=link, by=Actor.of(coordinator), now=DAY)
    now = DAY if ending == "revoked" else link.expires_at
    moment(now)
    batch = body({"kind": "scan", "code": "W1:ABCDEFGHJKLMNPQR"}, {"kind": "scan", "code": "W1:NOBODY"})
    assert people(client, register, headers=headers).status_code == 401
    results = post(client, register, batch, headers=headers).json()["results"]
    assert [(each["outcome"], each["reason"], each["name"]) for each in results] == [("kept", "late", None)] * 2
    assert list(Scan.objects.order_by("id").values_list("registration", flat=True)) == [person.pk, None]
    moment(now + timedelta(days=7))
    assert post(client, register, batch, headers=headers).status_code == 401


def test_link_ends_twelve_hours_after_the_last_session(helper):
    assert helper[1].expires_at == later(hours=1, minutes=30) + timedelta(hours=12)


def test_unknown_link_opens_nothing(client, register, helper):
    assert people(client, register, headers={"Authorization": "Device nothing"}).status_code == 401
    assert client.get("/checkin/d/nothing/").status_code == 404


def test_page_of_a_helper_opens_until_the_link_ends(client, register, helper, moment):
    headers, link = helper
    url = f"/checkin/d/{headers['Authorization'].removeprefix('Device ')}/"
    page = client.get(url)
    assert (page.status_code, f'data-register="{register.pk}"' in page.content.decode()) == (200, True)
    assert (page["Referrer-Policy"], "'wasm-unsafe-eval'" in page["Content-Security-Policy"]) == ("strict-origin", True)
    moment(link.expires_at)
    assert client.get(url).status_code == 410


def test_names_and_addresses_stay_where_they_belong(staff, register, person, caplog):
    with caplog.at_level(logging.DEBUG):
        listed = people(staff, register)
        post(staff, register, body({"kind": "walk_in", "walk_in": {"given_name": "Nour", "family_name": "HADDAD"}}))
    assert person.email not in listed.content.decode()
    assert [word for word in ("EXAMPLE", "HADDAD", "Nour", "ABCDEFGH") if word in caplog.text] == []
    assert "no-store" in listed["Cache-Control"]


def test_list_asks_as_often_for_many_as_for_few(make, staff, register, person, django_assert_num_queries):
    people(staff, register)
    for more in (2, 20):
        for _one in range(more):
            make.registration(register.workshop, institution=make.institution())
        with django_assert_num_queries(8):
            people(staff, register)
