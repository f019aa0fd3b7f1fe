"""Targets of a project: set in rows, compared with what is reached, kept with the report."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from accounts.history import Actor
from accounts.models import HistoryEntry, Role
from reports.actions import build_report
from reports.freezing import count_again, keep_draft
from reports.models import Target
from reports.payload import build_payload
from reports.presentation import present
from reports.rules.targets import AIMED_AT, Aim, achieved, as_json, asks_why
from reports.scope import find_scope
from reports.target_words import name_of
from reports.targeting import aims_of


def address(project):
    return reverse("reports:targets", args=[project.code])


def rows(*given, **more):
    """The data of the form: each row is (indicator, baseline, target, reason)."""
    data = {"targets-TOTAL_FORMS": len(given), "targets-INITIAL_FORMS": 0} | more
    for number, row in enumerate(given):
        data |= {
            f"targets-{number}-{name}": value
            for name, value in zip(("indicator", "baseline", "target", "reason"), row, strict=True)
        }
    return data


@pytest.mark.parametrize(
    ("actual", "target", "share", "asks"),
    [
        (90, "100", Fraction(9, 10), False),
        (89, "100", Fraction(89, 100), True),
        (110, "100", Fraction(11, 10), False),
        (0.4444, "0.4", Fraction(1111, 1000), True),
        (None, "100", None, False),
    ],
)
def test_reason_is_asked_outside_ninety_to_a_hundred_and_ten_percent(actual, target, share, asks):
    found = achieved(actual, Decimal(target))
    assert (found, asks_why(found)) == (share, asks)
    assert asks_why(None if share is None else round(float(share), 4)) == asks


def test_what_is_achieved_is_rounded_half_up():
    assert as_json(Aim("trained", Decimal(32)), {"trained": 1})["achieved"] == 0.0313


def test_targets_are_set_in_their_order_and_shares_in_percent(staff, make, coordinator):
    project = make.project("P.1")
    response = staff.post(
        address(project), rows(("trained", "", "25", ""), ("women_share", "20", "40", "few apply"), ("", "", "", ""))
    )
    assert response.status_code == 302
    assert aims_of(project) == (
        Aim("trained", Decimal(25), None, ""),
        Aim("women_share", Decimal("0.4"), Decimal("0.2"), "few apply"),
    )
    entry = HistoryEntry.objects.get(verb="targets_set")
    assert (entry.user, entry.fields) == (coordinator, ["trained", "women_share"])
    form = staff.get(address(project)).context["form"]
    assert [row.initial.get("target") for row in form][:2] == ["25", "40"]


def test_saving_the_same_again_leaves_no_trace(staff, make):
    project = make.project("P.1")
    for _time in range(2):
        staff.post(address(project), rows(("trained", "", "25", "")))
    assert HistoryEntry.objects.filter(verb="targets_set").count() == 1


def test_row_taken_out_is_gone(staff, make):
    project = make.project("P.1")
    staff.post(address(project), rows(("trained", "", "25", ""), ("participations", "", "50", "")))
    staff.post(address(project), rows(("trained", "", "25", ""), ("participations", "", "50", ""), **{"targets-0-DELETE": "on"}))
    assert [aim.indicator for aim in aims_of(project)] == ["participations"]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (("trained", "", "", ""), "target"),
        (("trained", "", "0", ""), "target"),
        (("women_share", "", "140", ""), "target"),
        (("", "", "12", "kept words"), "indicator"),
        (("trained", "-1", "12", ""), "baseline"),
        (("secret", "", "12", ""), "indicator"),
    ],
)
def test_bad_row_is_told_beside_its_field_and_kept(staff, make, row, field):
    project = make.project("P.1")
    response = staff.post(address(project), rows(row))
    assert list(response.context["form"].errors[0]) == [field]
    assert row[3] in response.content.decode()
    assert not Target.objects.exists()


def test_figure_with_two_targets_is_refused(staff, make):
    html = staff.post(address(make.project("P.1")), rows(("trained", "", "1", ""), ("trained", "", "2", ""))).content.decode()
    assert "A figure has two targets" in html
    assert not Target.objects.exists()


@pytest.mark.parametrize("fault", [{"value": 0}, {"value": 1, "baseline": -1}])
def test_database_refuses_a_target_that_is_none(make, fault):
    with pytest.raises(IntegrityError):
        Target.objects.create(project=make.project(), indicator="trained", **fault)


def test_report_of_the_case_compares_with_its_targets(case):
    for place, (indicator, value) in enumerate({"unique_persons": "24", "trained": "30", "women_share": "0.4"}.items()):
        Target.objects.create(project=case.project, indicator=indicator, value=Decimal(value), position=place)
    report = build_report(find_scope(project="CT.0690"), now=timezone.now())
    found = report.as_json()["targets"]
    assert [(key, row["actual"], row["achieved"]) for key, row in found.items()] == [
        ("unique_persons", 24, 1.0),
        ("trained", 22, 0.7333),
        ("women_share", 0.3333, 0.8333),
    ]
    table = present(build_payload(report), "en").tables[0]
    assert [[figure.text for figure in row.figures] for row in table.rows] == [
        ["–", "24", "24", "100\u00a0%", ""],
        ["–", "30", "22", "73\u00a0%", "to be given"],
        ["–", "40\u00a0%", "33\u00a0%", "83\u00a0%", "to be given"],
    ]


@pytest.mark.parametrize("narrowed", [{"donor": "SDC"}, {"first": timezone.datetime(2014, 1, 1).date()}])
def test_part_of_a_project_is_not_compared_with_the_targets_of_the_whole(case, narrowed):
    Target.objects.create(project=case.project, indicator="trained", value=30)
    assert "targets" not in build_report(find_scope(project="CT.0690", **narrowed), now=timezone.now()).as_json()


def test_one_office_is_not_compared_with_the_targets_of_all(case, make, now):
    Target.objects.create(project=case.project, indicator="trained", value=30)
    narrowed = find_scope(project="CT.0690", offices=(case.office,))
    assert "targets" in build_report(narrowed, now=now).as_json()
    other = make.office("SN")
    named = find_scope(project="CT.0690", offices=(case.office, other), office=case.office.code)
    assert "targets" in build_report(named, now=now).as_json()
    report = keep_draft(scope=named, title="One", publication=False, by=Actor.system("test"), now=now)
    make.workshop("Elsewhere", office=other, project=case.project, state="held")
    assert "targets" not in build_report(narrowed, now=now).as_json()
    payload = count_again(report, now)
    assert (payload["office"], "targets" in payload["report"]) == (case.office.code, False)


def test_hidden_figure_hides_what_is_achieved(case):
    Target.objects.create(project=case.project, indicator="by_sex.F", value=8)
    case.registrations.filter(sex="F").exclude(key__in=case.registrations.filter(sex="F").values_list("key")[:2]).update(sex="M")
    report = build_report(find_scope(project="CT.0690"), now=timezone.now(), publication=True)
    assert ("by_sex", "F") in report.suppressed
    assert report.as_json()["targets"]["by_sex.F"] | {"baseline": None} == {
        "baseline": None, "target": 8, "actual": None, "achieved": None, "reason": "",
    }  # fmt: skip
    assert [figure.text for figure in present(build_payload(report), "en").tables[0].rows[0].figures][2:4] == ["•", "•"]


def test_officer_reads_and_does_not_set(client, make, office):
    project = make.project("P.1")
    Target.objects.create(project=project, indicator="trained", value=25)
    client.force_login(make.user(office=office, role=Role.ME_OFFICER))
    assert client.get(address(project)).context["form"] is None
    assert client.post(address(project), rows(("trained", "", "1", ""))).status_code == 404
    assert aims_of(project)[0].target == 25


def test_page_tells_no_figure_that_other_offices_share(client, case, make):
    Target.objects.create(project=case.project, indicator="unique_persons", value=24)
    client.force_login(make.user(office=case.office, role=Role.ME_OFFICER))

    def cells():
        return [figure.text for figure in client.get(address(case.project)).context["table"].rows[0].figures]

    assert cells() == ["–", "24", "24", "100\u00a0%", ""]
    make.workshop("Elsewhere", office=make.office("SN"), project=case.project, state="held")
    assert cells() == ["–", "24", "–", "–", ""]


def test_every_figure_that_may_have_a_target_has_a_name():
    assert all(str(name_of(indicator)) for indicator in AIMED_AT)
    assert len({str(name_of(indicator)) for indicator in AIMED_AT}) == len(AIMED_AT)
