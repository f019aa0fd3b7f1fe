"""Two case files say the same when their normal forms are equal (case-format, Export)."""

from datetime import date
from zoneinfo import ZoneInfo

from reports.casefile.schema.faults import below
from reports.casefile.schema.people import international


def normalise(data, *, now):
    """The normal form of a sound case: nothing empty, only rows the workshop refers to, answers sorted, telephones as E.164.

    `now` decides whether the workshop is past, and so whether its state goes without saying.
    """
    case = {key: value if key == "provenance" else _full(value) for key, value in data.items()}
    case = {key: value for key, value in case.items() if value not in (None, {}, [])}
    _state(case["workshop"], now)
    _references(case)
    if "agenda" in case:
        case["agenda"].sort(key=lambda item: (item["date"], item["start"], item["id"]))
    for person in case.get("participants", ()):
        _person(person, case["office"].get("country"))
    _answers(case)
    return {key: value for key, value in case.items() if value not in (None, {}, [])}


def implied_state(end, timezone, now):
    """The state of a workshop whose file gives none: `end` as a date, `timezone` a name; held in the past means closed."""
    return "closed" if end < now.astimezone(ZoneInfo(timezone)).date() else "published"


def differences(one, other, path=""):
    """The paths at which two plain values differ, in the order of `one`."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            yield from differences(one.get(key), other.get(key), below(path, key))
    elif isinstance(one, list) and isinstance(other, list):
        for place in range(max(len(one), len(other))):
            yield from differences(_at(one, place), _at(other, place), below(path, place))
    elif isinstance(one, bool) != isinstance(other, bool) or one != other:
        yield path


def _at(items, place):
    return items[place] if place < len(items) else None


def _full(value):
    """`value` without nulls, empty texts, empty lists and empty objects, at any depth."""
    if isinstance(value, dict):
        full = {key: _full(item) for key, item in value.items()}
        return {key: item for key, item in full.items() if not _is_empty(item)}
    if isinstance(value, list):
        return [_full(item) for item in value]
    return value


def _is_empty(value):
    return value is None or value == "" or value == [] or value == {}


def _state(workshop, now):
    if workshop.get("state") == implied_state(date.fromisoformat(workshop["end"]), workshop["timezone"], now):
        del workshop["state"]


def _references(case):
    named = {
        "donors": {line["donor"] for line in case["workshop"].get("funding", ())},
        "organisations": {key for item in case.get("agenda", ()) for key in item.get("facilitators", ())},
        "institutions": {person.get("institution") for person in case.get("participants", ())},
    }
    for part, ids in named.items():
        kept = [row for row in case.get(part, ()) if row["id"] in ids]
        case[part] = sorted(kept, key=lambda row: row["id"])


def _person(person, country):
    consents = {key: value for key, value in person.get("consents", {}).items() if value is not False}
    person["consents"] = consents
    if not consents:
        del person["consents"]
    if "phone" in person:
        person["phone"] = international(person["phone"], country) or person["phone"]


def _answers(case):
    if "questions" not in case.get("feedback", {}):
        return
    questions = case["feedback"]["questions"]
    given = {question: sorted(a for a in answers if a is not None) for question, answers in questions.items()}
    case["feedback"]["questions"] = {question: answers for question, answers in given.items() if answers}
    if not case["feedback"]["questions"]:
        del case["feedback"]["questions"]
