from decimal import Decimal

import pytest

from evaluations.rules.sheets import Line, Listed, judge

ALI = Listed(1, "P1", ("Ali", "BEN OMAR"), "علي بن عمر", {"pre": Decimal(8)})
MONA = Listed(2, "P2", ("Mona", "TAZI"), "منى التازي")
TWIN = Listed(3, "P3", ("Mona", "TAZI"), "")
SCREEN = Listed(4, "P4", ("Sara", "RIF"), "", {"pre": Decimal(5)}, frozenset({"pre"}))
PEOPLE = [ALI, MONA, TWIN, SCREEN]


def verdict(line, **options):
    (found,) = judge([line], PEOPLE, maximum=Decimal(20), **options)
    return found


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (Line(2, "P1", pre="9"), "changed"),
        (Line(2, "P1", pre="8,0", post="12,5"), "new"),
        (Line(2, "P1", pre="8"), "same"),
        (Line(2, "P1"), "empty"),
        (Line(2, "P9", pre="8"), "unknown_name"),
        (Line(2, "", ("Nobody", "HERE"), pre="8"), "unknown_name"),
        (Line(2, "P1", ("Mona", "TAZI"), pre="8"), "other_name"),
        (Line(2, "", ("Mona", "TAZI"), pre="8"), "several_people"),
        (Line(2, "P2", pre="abc"), "not_a_number"),
        (Line(2, "P2", pre="NaN"), "not_a_number"),
        (Line(2, "P2", pre="-1"), "negative"),
        (Line(2, "P2", pre="20.5"), "above_maximum"),
        (Line(2, "P2", pre="1.2345"), "too_precise"),
        (Line(2, "P2", post="15"), "no_pre_test"),
        (Line(2, "P4", pre="6"), "needs_reason"),
        (Line(2, "P4", pre="5", post="9"), "new"),
    ],
)
def test_each_row_gets_a_verdict(line, code):
    assert verdict(line).code == code


def test_a_person_is_found_by_name_in_either_script_and_order():
    lines = [Line(2, "", ("BEN OMAR", "ali"), pre="9"), Line(3, "", arabic="مُنى التازى", pre="9")]
    assert [row.person for row in judge(lines, PEOPLE, maximum=Decimal(20))] == [ALI, MONA]


def test_only_what_differs_is_to_be_stored():
    assert verdict(Line(2, "P1", pre="8", post="١٢٫٥")).scores == {"post": Decimal("12.5")}


def test_one_person_on_two_rows_stops_both():
    lines = [Line(2, "P1", pre="9"), Line(3, "", ("Ali", "Ben Omar"), pre="7")]
    assert [row.code for row in judge(lines, PEOPLE, maximum=Decimal(20))] == ["twice", "twice"]


def test_a_missing_pre_test_and_a_taken_score_pass_when_it_is_said():
    assert verdict(Line(2, "P2", post="15"), lone_post=True).code == "new"
    assert verdict(Line(2, "P4", pre="6"), has_reason=True).code == "changed"
