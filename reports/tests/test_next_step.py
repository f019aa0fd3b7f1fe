from datetime import date

import pytest

from reports.rules.next_step import Situation, steps

BEFORE, DURING, AFTER = date(2026, 3, 1), date(2026, 4, 14), date(2026, 4, 20)


def codes(state, today, **facts):
    situation = Situation(state=state, today=today, start=date(2026, 4, 14), end=date(2026, 4, 15), **facts)
    return [step.code for step in steps(situation)]


@pytest.mark.parametrize(
    ("state", "today", "facts", "expected"),
    [
        ("draft", BEFORE, {"has_sessions": False}, ["plan_programme"]),
        ("draft", BEFORE, {"shares_complete": False}, ["complete_funding"]),
        ("approved", BEFORE, {}, ["publish"]),
        ("published", BEFORE, {}, ["watch_registrations"]),
        ("published", BEFORE, {"to_decide": 2}, ["decide_names"]),
        ("published", BEFORE, {"silent": (BEFORE,)}, ["watch_registrations"]),
        ("published", BEFORE, {"silent": (date(2026, 2, 28),)}, ["ask_again", "watch_registrations"]),
        ("published", BEFORE, {"to_call": 1, "to_offer": 1}, ["call_substitutes", "offer_seats"]),
        ("published", BEFORE, {"proposed": 1}, ["settle_proposals", "watch_registrations"]),
        ("held", AFTER, {"proposed": 1}, ["settle_proposals", "close"]),
        ("published", DURING, {"to_call": 1, "to_offer": 1, "silent": (BEFORE,)}, []),
        ("published", date(2026, 4, 10), {"registers": 4}, ["prepare_registers"]),
        ("published", DURING, {"registers": 4, "registers_past": 1}, ["check_in", "validate_registers"]),
        ("published", DURING, {"registers": 4, "registers_past": 1, "registers_validated": 1}, []),
        ("published", AFTER, {"registers": 4, "registers_past": 4}, ["validate_registers"]),
        ("registration_closed", AFTER, {"registers": 4, "registers_past": 4, "registers_validated": 4}, ["hold"]),
        ("held", AFTER, {"registers": 4, "registers_validated": 3}, ["validate_registers"]),
        ("held", AFTER, {"registers": 4, "registers_validated": 4, "eligible": 3}, ["issue_certificates", "close"]),
        ("closed", AFTER, {"eligible": 3, "certificates": 3}, []),
        ("postponed", BEFORE, {}, ["reschedule_or_cancel"]),
        ("cancelled", AFTER, {"to_decide": 3}, []),
    ],
)
def test_steps_follow_from_the_situation(state, today, facts, expected):
    assert codes(state, today, **facts) == expected


def test_steps_put_a_decision_before_a_register_of_a_later_day():
    assert codes("published", date(2026, 4, 10), to_decide=1, registers=4) == ["decide_names", "prepare_registers"]
