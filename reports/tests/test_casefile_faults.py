"""Every fault a case file may hold is refused, and named by its path."""

import copy
import json
from pathlib import Path

import pytest

from config import demo
from reports.casefile.schema import Refused, faults_of, parse, plain

CASE = json.loads((Path(demo.__file__).parent / "iom-morocco-2014.json").read_bytes())
GONE = object()
LONG = "x" * 400


def _change(case, path, value):
    """Put `value` at `path` (a list of keys and places); GONE takes the key away."""
    *way, last = path
    for step in way:
        case = case[step]
    if value is GONE:
        del case[last]
    elif isinstance(case, list) and last == len(case):
        case.append(value)
    else:
        case[last] = value


def _paths(*changes):
    case = copy.deepcopy(CASE)
    for path, value in changes:
        _change(case, path, value)
    try:
        return {fault.path for fault in faults_of(plain(case))}
    except Refused as refused:
        return {fault.path for fault in refused.faults}


W, P, A, F = "workshop", "participants", "agenda", "feedback"
SHARED = {**CASE[P][1], "id": "P99", "email": " P01@EXAMPLE.org "}
TWICE = {**CASE[P][0], "id": "P99"}

#: path changed, value put there, path of the fault it makes
ONE_CHANGE = [
    (["format"], "warsha-case/2", "format"),
    (["format"], GONE, "format"),
    (["format"], 1, "format"),
    (["extra"], 1, "extra"),
    ([""], 1, '""'),
    (["office"], GONE, "office"),
    (["office"], [], "office"),
    (["office", "color"], "red", "office.color"),
    (["office", "code"], None, "office.code"),
    (["office", "code"], "", "office.code"),
    (["office", "code"], LONG, "office.code"),
    (["office", "names", "en"], GONE, "office.names.en"),
    (["office", "names", "de"], "x", "office.names.de"),
    (["office", "country"], "MAR", "office.country"),
    (["office", "country"], "ma", "office.country"),
    (["office", "timezone"], "Africa/Rabat", "office.timezone"),
    (["office", "timezone"], 0, "office.timezone"),
    (["project", "code"], GONE, "project.code"),
    (["project", "title"], {}, "project.title.en"),
    (["project", "title", "en"], 5, "project.title.en"),
    (["project", "trained_rule"], GONE, "project.trained_rule"),
    (["project", "trained_rule", "unit"], "day", "project.trained_rule.unit"),
    (["project", "trained_rule", "scope"], "week", "project.trained_rule.scope"),
    (["project", "trained_rule", "threshold"], 1.01, "project.trained_rule.threshold"),
    (["project", "trained_rule", "threshold"], -0.1, "project.trained_rule.threshold"),
    (["project", "trained_rule", "threshold"], "0.8", "project.trained_rule.threshold"),
    (["project", "trained_rule", "threshold"], GONE, "project.trained_rule.threshold"),
    (["project", "trained_rule", "test"], "exam", "project.trained_rule.test"),
    (["project", "trained_rule", "test"], "score", "project.trained_rule.pass_mark"),
    (["project", "trained_rule", "excused"], "maybe", "project.trained_rule.excused"),
    (["project", "trained_rule", "extra"], 1, "project.trained_rule.extra"),
    (["project", "start"], "2013-02-30", "project.start"),
    (["project", "end"], "2012-12-31", "project.end"),
    (["project", "budget", "amount"], -1, "project.budget.amount"),
    (["project", "budget", "amount"], 1e15, "project.budget.amount"),
    (["project", "budget", "amount"], 0.0001, "project.budget.amount"),
    (["project", "budget", "amount"], True, "project.budget.amount"),
    (["project", "budget", "currency"], "US$", "project.budget.currency"),
    (["project", "countries"], "MA", "project.countries"),
    (["project", "countries", 1], None, "project.countries[1]"),
    (["donors", 0], None, "donors[0]"),
    (["donors", 0, "id"], GONE, "donors[0].id"),
    (["donors", 1, "id"], "SDC", "donors[1].id"),
    (["donors", 0, "names"], "SDC", "donors[0].names"),
    (["donors", 0, "iati_org_type"], 10, "donors[0].iati_org_type"),
    (["organisations", 1, "id"], "IOM-MA", "organisations[1].id"),
    (["organisations", 1, "names"], {}, "organisations[1].names"),
    (["institutions", 1, "id"], "INT", "institutions[1].id"),
    (["institutions", 0, "type"], GONE, "institutions[0].type"),
    (["institutions", 0, "names"], {"en": None}, "institutions[0].names"),
    (["institutions", 0, "names", "fr"], LONG, "institutions[0].names.fr"),
    (["institutions", 0, "aliases", 0], 3, "institutions[0].aliases[0]"),
    ([W, "code"], "two words", "workshop.code"),
    ([W, "code"], "a/b", "workshop.code"),
    ([W, "code"], "é" * 61, "workshop.code"),
    ([W, "title"], {"en": " ", "fr": ""}, "workshop.title"),
    ([W, "title"], "Migration", "workshop.title"),
    ([W, "state"], "ongoing", "workshop.state"),
    ([W, "start"], "24/06/2014", "workshop.start"),
    ([W, "start"], "2014-6-24", "workshop.start"),
    ([W, "start"], "0014-06-24", "workshop.start"),
    ([W, "start"], 20140624, "workshop.start"),
    ([W, "end"], "2014-06-23", "workshop.end"),
    ([W, "timezone"], "UTC+1", "workshop.timezone"),
    ([W, "timezone"], GONE, "workshop.timezone"),
    ([W, "region"], "Rabat", "workshop.region"),
    ([W, "venue"], {"en": "Hotel"}, "workshop.venue"),
    ([W, "capacity"], "25", "workshop.capacity"),
    ([W, "capacity"], True, "workshop.capacity"),
    ([W, "capacity"], 0, "workshop.capacity"),
    ([W, "capacity"], 25.5, "workshop.capacity"),
    ([W, "capacity"], 10**30, "workshop.capacity"),
    ([W, "capacity"], 10**300, "workshop.capacity"),
    ([W, "target_women_share"], 1.5, "workshop.target_women_share"),
    ([W, "target_women_share"], 0.1234567, "workshop.target_women_share"),
    ([W, "languages", 0], "French", "workshop.languages[0]"),
    ([W, "interpretation"], {}, "workshop.interpretation"),
    ([W, "attendance_unit"], "day", "workshop.attendance_unit"),
    ([W, "attendance_unit"], GONE, "workshop.attendance_unit"),
    ([W, "certificate_rule"], None, "workshop.certificate_rule"),
    ([W, "certificate_rule", "test"], "score", "workshop.certificate_rule.pass_mark"),
    ([W, "test_max_score"], 0, "workshop.test_max_score"),
    ([W, "funding"], GONE, "workshop.funding"),
    ([W, "funding"], [], "workshop.funding"),
    ([W, "funding", 0, "donor"], "EU", "workshop.funding[0].donor"),
    ([W, "funding", 0, "share"], 0.61, "workshop.funding"),
    ([W, "funding", 0, "share"], 0, "workshop.funding[0].share"),
    ([W, "funding", 0, "share"], 1.2, "workshop.funding[0].share"),
    ([W, "funding", 1, "donor"], "SDC", "workshop.funding[1].donor"),
    ([W, "costs", "currency"], GONE, "workshop.costs.currency"),
    ([W, "costs", "currency"], "dirham", "workshop.costs.currency"),
    ([W, "costs", "lines", 0, "amount"], GONE, "workshop.costs.lines[0].amount"),
    ([W, "costs", "lines", 0, "amount"], -5, "workshop.costs.lines[0].amount"),
    ([W, "costs", "lines", 0, "line"], None, "workshop.costs.lines[0].line"),
    ([A, 1, "id"], "S01", "agenda[1].id"),
    ([A, 0, "date"], "2014-06-27", "agenda[0].date"),
    ([A, 1, "date"], "2014-06-25", "agenda[1].register"),
    ([A, 0, "end"], "09:00", "agenda[0].end"),
    ([A, 0, "end"], "9:45", "agenda[0].end"),
    ([A, 0, "end"], "24:00", "agenda[0].end"),
    ([A, 0, "end"], "09:50", "agenda[1].start"),
    ([A, 2, "start"], "11:14", "agenda[2].start"),
    ([A, 0, "type"], "lunch", "agenda[0].type"),
    ([A, 0, "register"], GONE, "agenda[0].register"),
    ([A, 0, "title"], {"de": "x"}, "agenda[0].title.de"),
    ([A, 0, "facilitators", 0], "OIM", "agenda[0].facilitators[0]"),
    ([A, 0, "facilitators", 1], "IOM-MA", "agenda[0].facilitators[1]"),
    ([P], {}, "participants"),
    ([P, 1, "id"], "P01", "participants[1].id"),
    ([P, 0, "institution"], "XXX", "participants[0].institution"),
    ([P, 0, "institution"], GONE, "participants[0].institution"),
    ([P, 0, "status"], "present", "participants[0].status"),
    ([P, 0, "status"], GONE, "participants[0].status"),
    ([P, 0, "status"], "withdrawn", "participants[0].attendance"),
    ([P, 0, "origin"], "friend", "participants[0].origin"),
    ([P, 0, "sex"], "female", "participants[0].sex"),
    ([P, 0, "sex"], "", "participants[0].sex"),
    ([P, 0, "age_band"], "20-30", "participants[0].age_band"),
    ([P, 0, "name_order"], "last_first", "participants[0].name_order"),
    ([P, 0, "nationality"], "Moroccan", "participants[0].nationality"),
    ([P, 0, "region"], "04", "participants[0].region"),
    ([P, 0, "language"], "Arabic", "participants[0].language"),
    ([P, 0, "given_name"], "x" * 151, "participants[0].given_name"),
    ([P, 0, "given_name"], "a\0b", "participants[0].given_name"),
    ([P, 0, "arabic_name"], "\ud800", "participants[0].arabic_name"),
    ([P, 0, "function"], "Judge", "participants[0].function"),
    ([P, 0, "email"], "p01", "participants[0].email"),
    ([P, 0, "email"], "p01@example.org\nBcc: x@example.org", "participants[0].email"),
    ([P, 0, "phone"], "12", "participants[0].phone"),
    ([P, 0, "phone"], "call me", "participants[0].phone"),
    ([P, 0, "replaced_by"], "P77", "participants[0].replaced_by"),
    ([P, 0, "replaced_by"], "P01", "participants[0].replaced_by"),
    ([P, 23, "replaced_by"], "N25", "participants[23].replaced_by"),
    ([P, 0, "needs", "dietary"], LONG, "participants[0].needs.dietary"),
    ([P, 0, "needs", "other"], "x", "participants[0].needs.other"),
    ([P, 0, "disability_worst_domain"], 0, "participants[0].disability_worst_domain"),
    ([P, 0, "disability_worst_domain"], 5, "participants[0].disability_worst_domain"),
    ([P, 0, "disability_worst_domain"], 1.5, "participants[0].disability_worst_domain"),
    ([P, 0, "consents", "photo"], 1, "participants[0].consents.photo"),
    ([P, 0, "consents", "share_name_with_donor"], "yes", "participants[0].consents.share_name_with_donor"),
    ([P, 3, "attendance", "D9-AM"], "present", "participants[3].attendance.D9-AM"),
    ([P, 3, "attendance", "D1-AM"], "here", "participants[3].attendance.D1-AM"),
    ([P, 3, "attendance", "D1-AM"], "cleared", "participants[3].attendance.D1-AM"),
    ([P, 3, "attendance", "D1-AM"], None, "participants[3].attendance.D1-AM"),
    ([P, 0, "pre_test"], 20.5, "participants[0].pre_test"),
    ([P, 0, "post_test"], -1, "participants[0].post_test"),
    ([P, 0, "post_test"], "15", "participants[0].post_test"),
    ([P, 0, "post_test"], 1.0005, "participants[0].post_test"),
    ([W, "test_max_score"], GONE, "participants[0].pre_test"),
    ([P, 26], SHARED, "participants[26].email"),
    ([P, 26], TWICE, "participants[26].email"),
    ([F, "scale"], [5, 1], "feedback.scale"),
    ([F, "scale"], [1], "feedback.scale"),
    ([F, "scale"], [1, 4], "feedback.questions.overall_satisfaction[0]"),
    ([F, "forms"], 26, "feedback.forms"),
    ([F, "forms"], -1, "feedback.forms"),
    ([F, "forms"], 21, "feedback.questions.relevance_to_my_work"),
    ([F, "forms"], GONE, "feedback.forms"),
    ([F, "questions"], GONE, "feedback.questions"),
    ([F, "questions"], [], "feedback.questions"),
    ([F, "questions", "overall_satisfaction", 0], 4.5, "feedback.questions.overall_satisfaction[0]"),
    ([F, "questions", "overall_satisfaction", 0], 0, "feedback.questions.overall_satisfaction[0]"),
    (["follow_up", "answered"], 23, "follow_up.answered"),
    (["follow_up", "using_skills"], 14, "follow_up.using_skills"),
    (["follow_up", "invited"], -1, "follow_up.invited"),
    (["follow_up", "invited"], GONE, "follow_up.invited"),
    (["follow_up", "months_after"], 10**6, "follow_up.months_after"),
    (["provenance"], {"a": [0, float("nan")]}, "provenance.a[1]"),
]


@pytest.mark.parametrize(("path", "value", "fault"), ONE_CHANGE)
def test_fault_of_one_change_is_named(path, value, fault):
    assert fault in _paths((path, value))


def test_sound_file_has_no_faults():
    assert _paths() == set()


def test_participant_without_a_name_is_refused():
    names = [([P, 0, name], value) for name, value in (("given_name", None), ("family_name", " "), ("arabic_name", GONE))]
    assert _paths(*names) == {"participants[0]"}


def test_all_faults_are_found_in_one_go():
    changes = [([W, "capacity"], "x"), ([P, 0, "institution"], "XXX"), ([A, 0, "end"], "09:00"), (["follow_up", "answered"], 99)]
    assert _paths(*changes) == {"workshop.capacity", "participants[0].institution", "agenda[0].end", "follow_up.answered"}


def test_circle_of_replacements_is_named_at_each_of_its_rows():
    circle = [([P, 0, "replaced_by"], "P02"), ([P, 1, "replaced_by"], "P03"), ([P, 2, "replaced_by"], "P02")]
    assert _paths(*circle) == {"participants[1].replaced_by", "participants[2].replaced_by"}


@pytest.mark.parametrize(
    ("text", "path", "message"),
    [
        (b"", "$", "not JSON"),
        (b"{", "$", "not JSON"),
        (b"[1,]", "$", "not JSON"),
        (b'{"a": "\xff"}', "$", "not UTF-8"),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', "b.c", "named twice"),
        (b'{"a": [{"b": 1, "b": 1}]}', "a[0].b", "named twice"),
        (b'{"a": NaN}', "a", "number"),
        (b'{"a": -Infinity}', "a", "number"),
        (b'{"a": 1e99999999999999999999}', "a", "number"),
        (b'{"a": "x\\u0000"}', "a", "NUL"),
        (b'{"a\\u0000": 1}', "a\\x00", "NUL"),
        (b'{"a": "\\ud83d"}', "a", "surrogate"),
        (b"[" * 100_000 + b"]" * 100_000, "$", "deeply"),
        (b'{"a":' * 200 + b"1" + b"}" * 200, ".".join("a" * 61), "deeply"),
    ],
)
def test_text_no_register_can_keep_is_refused(text, path, message):
    with pytest.raises(Refused) as caught:
        parse(text)
    assert [(fault.path, message in fault.message) for fault in caught.value.faults] == [(path, True)]


@pytest.mark.parametrize("text", [b"1", b"null", b'"x"', b"[]", b"true"])
def test_a_file_that_is_no_object_is_refused(text):
    assert [fault.path for fault in faults_of(parse(text))] == ["$"]


@pytest.mark.parametrize("number", ["1e400", "1e1000000", "-1e400", "1" * 6000, "0." + "1" * 6000, "1e-400"])
def test_absurd_numbers_are_faults_wherever_they_stand(number):
    text = json.dumps(CASE).replace('"capacity": 25', f'"capacity": {number}').replace('"share": 0.6', f'"share": {number}')
    found = {fault.path for fault in faults_of(parse(text.replace('"notes": [', f'"notes": [{number}, ', 1)))}
    assert {"workshop.capacity", "workshop.funding[0].share", "provenance.notes[0]"} <= found


def test_byte_order_mark_is_forgiven():
    assert parse(b"\xef\xbb\xbf{}") == {}
