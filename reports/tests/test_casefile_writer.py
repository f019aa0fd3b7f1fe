"""What is exported equals what was read, whatever the file left unsaid."""

import copy
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.history import Actor
from config import demo
from reports.casefile.reader import read
from reports.casefile.schema import faults_of, normalise, parse
from reports.casefile.schema.shape import CASE
from reports.casefile.writer import dumps, write

DATA = json.loads((Path(demo.__file__).parent / "iom-morocco-2014.json").read_bytes())
BY = Actor.system("import_case")
SMALL = copy.deepcopy(DATA)
SMALL["participants"] = SMALL["participants"][:5]
SMALL["feedback"] = {"scale": [1, 5], "forms": 3, "questions": {"overall_satisfaction": [5, 3, 4], "relevance": [None, 2]}}


def _optional(kind, value, way=()):
    """The ways to every optional key that `value` holds."""
    if isinstance(value, dict):
        for key, item in value.items():
            inner = getattr(kind, "fields", {}).get(key)
            if inner is not None and key not in kind.required and key not in kind.any_of:
                yield (*way, key)
            if inner is not None:
                yield from _optional(inner, item, (*way, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _optional(kind.kind, item, (*way, place))


OPTIONAL = [way for way in _optional(CASE, DATA) if way[0] != "provenance"]


def _without(case, ways, gone):
    for way in ways:
        *owners, last = way
        owner = case
        for step in owners:
            owner = owner[step] if isinstance(owner, list) else (owner or {}).get(step)
            if owner is None:
                break
        if isinstance(owner, dict) and last in owner:
            if gone:
                del owner[last]
            else:
                owner[last] = None


def _round_trip(data, now):
    said = parse(json.dumps(data))
    assert faults_of(said) == []
    with transaction.atomic():
        workshop = read(copy.deepcopy(said), by=BY, now=now).workshop
        written = dumps(write(workshop, now=now))
        again = read(written.encode(), by=BY, now=now)
        transaction.set_rollback(True)
    assert not again.imported
    return normalise(said, now=now), normalise(parse(written), now=now)


def test_case_exports_what_was_read(case, now):
    written = write(case, now=now)
    assert written == normalise(parse(json.dumps(DATA)), now=now)
    assert parse(dumps(written)) == written


#: what others refer to, or what attendance and scores need
NEEDED = {
    ("workshop", "test_max_score"),
    *((part,) for part in ("agenda", "organisations", "institutions", "donors", "participants")),
}
KEEPS_SOUND = [way for way in OPTIONAL if way not in NEEDED and way[-1] != "attendance"]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ways=st.lists(st.sampled_from(KEEPS_SOUND), max_size=120), gone=st.booleans(), order=st.randoms(use_true_random=False))
def test_round_trip_holds_whatever_is_left_out_or_shuffled(db, now, ways, gone, order):
    data = copy.deepcopy(DATA)
    _without(data, ways, gone)
    for part in ("donors", "organisations", "institutions", "agenda", "participants"):
        order.shuffle(data[part])
    for answers in (data.get("feedback") or {}).get("questions", {}).values():
        order.shuffle(answers)
    said, written = _round_trip(data, now)
    assert written == said


WAITS = {"institution": "INT", "given_name": "A", "status": "waitlisted"}


def _set(way, value):
    def change(data):
        *owners, last = way
        for step in owners:
            data = data[step]
        data[last] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set(["project", "trained_rule", "excused"], "counts_absent"),
        _set(
            ["workshop", "certificate_rule"],
            {"unit": "minute", "scope": "each_day", "threshold": 1, "test": "score", "pass_mark": 12.5},
        ),
        _set(["workshop", "certificate_rule", "excused"], "leaves_denominator"),
        _set(["workshop", "state"], "held"),
        _set(["workshop", "state"], "postponed"),
        _set(["workshop", "state"], "closed"),
        _set(["workshop", "costs"], {"currency": "MAD", "lines": []}),
        _set(["workshop", "costs", "lines", 0, "amount"], 0),
        _set(["workshop", "title"], {"ar": "الهجرة"}),
        _set(["office", "timezone"], None),
        _set(["office", "timezone"], "Africa/Tunis"),
        _set(["feedback"], {"forms": 0, "questions": {}}),
        _set(["feedback", "scale"], [0, 10]),
        _set(["feedback", "questions", "overall_satisfaction"], [None, None]),
        _set(["follow_up", "months_after"], None),
        _set(["follow_up"], {"invited": 0, "answered": 0, "using_skills": 0}),
        _set(["provenance"], {"a": [1, 0.1, None, {}, [], "", True, 1e300, -0.0, "\u202e"]}),
        _set(["provenance"], 0),
        _set(["provenance"], False),
        _set(["provenance"], ""),
        _set(["provenance"], {}),
        _set(["donors"], [*DATA["donors"], {"id": "EU"}]),
        _set(["donors", 0, "names"], None),
        _set(["institutions", 0, "names_now"], {"fr": "Intérieur"}),
        _set(["institutions", 0, "names_now"], {"fr": None}),
        _set(["institutions", 0, "names"], {"ar": "وزارة الداخلية"}),
        _set(["participants", 0, "name_order"], "given_first"),
        _set(["participants", 0, "origin"], "imported"),
        _set(["participants", 0, "origin"], None),
        _set(["participants", 0, "phone"], "06 12 34 56 78"),
        _set(["participants", 0, "phone"], "+33 1 42 68 53 00"),
        _set(["participants", 0, "email"], " P01@EXAMPLE.org"),
        _set(["participants", 0, "given_name"], "  e\u0301 É ﷺ 👩🏽‍🏫 \u200f'\"<b>& "),
        _set(["participants", 0, "function"], {"en": "", "fr": None}),
        _set(["participants", 0, "attendance"], {}),
        _set(["participants", 0, "pre_test"], 0),
        _set(["participants", 0, "pre_test"], 9.125),
        _set(["participants", 0, "replaced_by"], "P02"),
        _set(
            ["participants"],
            [*SMALL["participants"], *({"id": key} | WAITS for key in "CAB")],
        ),
        _set(["agenda", 0, "facilitators"], ["IOM-MR", "IOM-MA"]),
        _set(["agenda", 0, "title"], None),
        _set(["workshop", "target_women_share"], 0),
        _set(["workshop", "venue"], "فندق"),
    ],
)
def test_round_trip_holds_for(db, now, change):
    data = copy.deepcopy(SMALL)
    change(data)
    said, written = _round_trip(data, now)
    assert written == said


def test_round_trip_holds_for_the_least_a_file_may_say(db, now):
    rule = {"unit": "half_day", "scope": "event", "threshold": 0.8, "test": "none"}
    data = {
        "format": "warsha-case/1",
        "office": {"code": "O", "names": {"en": "Office"}},
        "project": {"code": "P", "title": {"en": "Project"}, "trained_rule": rule},
        "donors": [{"id": "D"}],
        "workshop": {
            "code": "W",
            "title": {"fr": "Atelier"},
            "start": "2027-01-01",
            "end": "2027-01-01",
            "timezone": "UTC",
            "attendance_unit": "session",
            "certificate_rule": rule,
            "funding": [{"donor": "D", "share": 1}],
        },
    }
    said, written = _round_trip(data, now)
    assert written == said


def test_shares_of_a_third_and_long_thresholds_stay_exact(db, now):
    data = copy.deepcopy(DATA)
    data["donors"].append({"id": "EU"})
    shares = [0.333333333333, 0.333333333333, 0.333333333334]
    data["workshop"]["funding"] = [{"donor": d["id"], "share": s} for d, s in zip(data["donors"], shares, strict=True)]
    text = json.dumps(data).replace('"threshold": 0.8', '"threshold": 0.6666666666666666666666666667')
    workshop = read(text, by=BY, now=now).workshop
    written = write(workshop, now=now)
    assert written["workshop"]["certificate_rule"]["threshold"] == Decimal("0.6666666666666666666666666667")
    assert parse(dumps(written)) == normalise(parse(text), now=now)


def test_workshop_planned_in_the_register_is_written_and_read_again(make, office, now):
    donor = make.donor("EU")
    workshop = make.workshop("PLANNED", office=office, project=make.project(donors=[donor]), shares={donor: "1"})
    register = make.register(workshop)
    named = make.institution("MOI")
    people = [make.registration(workshop, institution=named) for _ in range(3)]
    waiting = [make.registration(workshop, institution=named, status="submitted") for _ in range(2)]
    for rank, row in enumerate(reversed(waiting), 1):
        row.status, row.rank = "waitlisted", rank
        row.save()
    make.mark(people[0], register, "late")
    written = write(workshop, now=now)
    waiting = [person["id"] for person in written["participants"] if person["status"] == "waitlisted"]
    assert waiting == [row.key for row in workshop.registrations.filter(status="waitlisted").order_by("rank")]
    assert faults_of(parse(dumps(written))) == []
    elsewhere = dumps(written).replace('"PLANNED"', '"AGAIN"')
    copy_of_it = read(elsewhere, by=BY, now=now).workshop
    assert write(copy_of_it, now=now) == parse(elsewhere)
