from reports.actions import build_report
from reports.scope import find_scope


def test_a_report_of_nothing_has_nulls_and_zeros(make, now):
    figures = build_report(find_scope(project=make.project("EMPTY").code), now=now).as_json()
    assert figures["nominated"] == figures["unique_persons"] == figures["trained"] == figures["person_days"] == 0
    assert figures["completion_rate"] is figures["no_show_rate"] is figures["women_share"] is None
    assert figures["cost_total"] is figures["cost_per_attendee"] is figures["currency"] is None
    assert figures["by_sex"] == figures["financial_share"] == figures["feedback"] == {}
    assert figures["paired_tests"]["n"] == 0
    assert set(figures["paired_tests"].values()) == {0, None}
    assert set(figures["follow_up"].values()) == {None}
    assert "cost_by_currency" not in figures
