"""Judging a score sheet that comes back: a verdict for each row, before anything is stored. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from evaluations.rules.scores import points_fault
from participants.rules.identity import arabic_key, latin_key

TESTS = ("pre", "post")
#: a comma is a decimal point, as French writes it; so is the separator of Arabic
SEPARATORS = str.maketrans({",": ".", "٫": "."})
#: verdicts that stop nothing
FINE = {"new", "changed", "same", "empty"}


@dataclass(frozen=True)
class Listed:
    """A person who may stand on the sheet: `scores` and the tests `taken` on a screen are what is stored already."""

    pk: int
    key: str
    latin: tuple
    arabic: str
    scores: dict = field(default_factory=dict)
    taken: frozenset = frozenset()


@dataclass(frozen=True)
class Line:
    """One row of the sheet as it was typed; `number` is its place in the file, the headings being 1."""

    number: int
    key: str = ""
    latin: tuple = ("", "")
    arabic: str = ""
    pre: str = ""
    post: str = ""

    @property
    def name(self):
        return " ".join(part for part in self.latin if part) or self.arabic or self.key


@dataclass(frozen=True)
class Verdict:
    """What becomes of a line. `code` is one of FINE, or why nothing is stored: unknown_name, other_name, several_people,
    twice, not_a_number, negative, above_maximum, too_precise, no_pre_test, needs_reason. `test`: the one concerned."""

    line: Line
    code: str
    person: Listed | None = None
    scores: dict = field(default_factory=dict)
    test: str = ""

    @property
    def is_fine(self):
        return self.code in FINE


def judge(lines, people, *, maximum, lone_post=False, has_reason=False):
    """A Verdict for each of `lines`. `lone_post`: somebody without a pre-test is no mistake; `has_reason`: a score taken on a
    screen may change."""
    found = [(line, *_person(line, people)) for line in lines]
    times = Counter(person.pk for _line, person, _code in found if person)
    rules = {"maximum": maximum, "lone_post": lone_post, "has_reason": has_reason}
    return [_verdict(line, person, code, times, rules) for line, person, code in found]


def _verdict(line, person, code, times, rules):
    if code:
        return Verdict(line, code)
    if times[person.pk] > 1:
        return Verdict(line, "twice", person)
    scores, fault, test = _points(line, rules["maximum"])
    if not fault:
        fault, test = _doubt(person, scores, rules)
    if fault:
        return Verdict(line, fault, person, test=test)
    changed = {test: points for test, points in scores.items() if person.scores.get(test) != points}
    if not changed:
        return Verdict(line, "same" if scores else "empty", person)
    return Verdict(line, "changed" if person.scores.keys() & changed.keys() else "new", person, changed)


def _doubt(person, scores, rules):
    """What somebody should look at although the numbers are possible: (code, test)."""
    if "post" in scores and "pre" not in scores and "pre" not in person.scores and not rules["lone_post"]:
        return "no_pre_test", "pre"
    for test in TESTS:
        if test in scores and test in person.taken and scores[test] != person.scores[test] and not rules["has_reason"]:
            return "needs_reason", test
    return "", ""


def _points(line, maximum):
    """({test: points}, "", "") of the cells that are filled, or ({}, code, test)."""
    scores = {}
    for test in TESTS:
        text = getattr(line, test).strip()
        if not text:
            continue
        try:
            points = Decimal(text.translate(SEPARATORS))
        except InvalidOperation:
            return {}, "not_a_number", test
        if fault := points_fault(points, maximum):
            return {}, fault, test
        scores[test] = points
    return scores, "", ""


def _person(line, people):
    """(the person a line means, why nobody): by identifier, and the name must be that person's; without one, by name."""
    names = _names(line.latin, line.arabic)
    if line.key:
        person = next((each for each in people if each.key == line.key), None)
        if person is None:
            return None, "unknown_name"
        wrong = names and not names & _names(person.latin, person.arabic)
        return (None, "other_name") if wrong else (person, "")
    fitting = [each for each in people if names & _names(each.latin, each.arabic)]
    if len(fitting) > 1:
        return None, "several_people"
    return (fitting[0], "") if fitting else (None, "unknown_name")


def _names(latin, arabic):
    """The name in each script, folded, its words in any order."""
    found = {" ".join(sorted(latin_key(" ".join(latin)).split())), " ".join(sorted(arabic_key(arabic).split()))}
    return found - {""}
