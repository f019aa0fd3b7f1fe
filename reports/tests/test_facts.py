"""From tables to figures: what is in scope, who is one person, which rule is in force, and how many queries it takes."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from attendance.queries import people
from evaluations.actions.disability import erase_disability_answers
from evaluations.models import FeedbackAnswer, FeedbackForm, FeedbackQuestion, FollowUp, Score
from evaluations.results import results_of
from participants.models import DisabilityAnswer, Participant
from reports import names
from reports.actions import build_report
from reports.facts import load
from reports.scope import Refused, find_scope, rule_in_force
from workshops.models import CostLine, Rule


@pytest.fixture
def sdc(make):
    return make.donor("SDC")


@pytest.fixture
def project(make, sdc):
    return make.project("CT.1", donors=[sdc])


@pytest.fixture
def held(make, project, office, sdc):
    """Makes a held workshop of two registers, that ends on a day of June 2026; SDC pays unless `shares` says otherwise."""

    def build(code, day=10, **fields):
        values = {"office": office, "project": project, "shares": {sdc: "1"}, "state": "held"}
        made = make.workshop(code, start=date(2026, 6, day), end=date(2026, 6, day), **values | fields)
        make.register(made)
        make.register(made, "D1-PM", start=time(14), end=time(16))
        return made

    return build


def attend(make, workshop, participant=None, **fields):
    """A confirmed registration, present at every register."""
    made = make.registration(workshop, participant=participant, **fields)
    for register in workshop.registers.all():
        make.mark(made, register)
    return made


def figures(now, **wanted):
    return build_report(find_scope(**wanted), now=now).figures


def test_one_participant_in_two_workshops_is_one_person(make, held, project, now):
    first = attend(make, held("A"), sex="F")
    attend(make, held("B", 12), first.participant, sex="M")
    said = figures(now, project="CT.1")
    assert (said["unique_persons"], said["participations"], said["trained"]) == (1, 2, 1)
    assert said["by_sex"] == {"M": 1}


def test_an_address_known_in_two_offices_is_one_person(make, held, now):
    attend(make, held("A"), email="same@example.org")
    attend(make, held("B", office=make.office("OTHER")), email="Same@Example.org")
    attend(make, held("C", office=make.office("THIRD")), email="")
    said = figures(now, project="CT.1")
    assert Participant.objects.count() == 3
    assert (said["unique_persons"], said["participations"]) == (2, 3)


@pytest.mark.parametrize(
    ("first", "last", "codes"), [(10, 20, "AB"), (11, 20, "B"), (10, 19, "A"), (11, 19, ""), (None, 10, "A"), (20, None, "B")]
)
def test_the_period_reads_the_last_day_with_both_ends_in_it(held, now, first, last, codes):
    held("A", 10)
    held("B", 20)
    bounds = {"first": first and date(2026, 6, first), "last": last and date(2026, 6, last)}
    assert [w.code for w in build_report(find_scope(project="CT.1", **bounds), now=now).workshops] == list(codes)


def test_a_workshop_that_starts_before_the_period_counts_where_it_ends(held, now):
    workshop = held("A", 10)
    workshop.start = date(2026, 5, 30)
    workshop.save()
    assert load(find_scope(project="CT.1", first=date(2026, 6, 1))).workshops
    assert not load(find_scope(project="CT.1", last=date(2026, 6, 9))).workshops


def test_only_held_and_closed_workshops_count_and_others_are_listed_apart(held, now):
    for code, state in [("H", "held"), ("C", "closed"), ("D", "draft"), ("A", "approved"), ("P", "published")]:
        held(code, state=state)
    for code, state in [("R", "registration_closed"), ("Q", "postponed"), ("X", "cancelled")]:
        held(code, state=state)
    scope = build_report(find_scope(project="CT.1"), now=now).as_json()["scope"]
    assert scope["workshops"] == ["H", "C"]
    assert (scope["coming"], scope["postponed"], scope["cancelled"]) == (["A", "P", "R"], ["Q"], ["X"])


def test_a_donor_report_takes_what_the_donor_funds_and_leaves_the_cost_whole(make, held, sdc, now):
    idf = make.donor("IDF")
    both = held("A", shares={sdc: "0.6", idf: "0.4"}, currency="MAD")
    CostLine.objects.create(workshop=both, line="venue", budget=Decimal(900), actual=Decimal(1000))
    attend(make, both)
    attend(make, held("B", shares={idf: "1"}))
    report = build_report(find_scope(project="CT.1", donor="SDC"), now=now)
    assert [w.code for w in report.workshops] == ["A"]
    assert report.figures["cost_total"] == 1000
    assert report.figures["financial_share"] == {"SDC": 600, "IDF": 400}
    assert report.as_json()["scope"]["co_funders"] == ["IDF"]
    assert figures(now, project="CT.1")["unique_persons"] == 2


def test_a_planned_cost_is_no_cost(held, now):
    CostLine.objects.create(workshop=held("A", currency="MAD"), line="venue", budget=Decimal(900))
    assert figures(now, project="CT.1")["cost_total"] is None


def test_the_donors_rule_decides_its_report_alone(make, held, project, sdc, now):
    person = make.registration(held("A"))
    make.mark(person, person.workshop.registers.first())
    Rule.objects.create(project=project, donor=sdc, version=1, threshold="0.4", created_at=now)
    Rule.objects.create(project=project, donor=sdc, version=2, threshold="0.5", created_at=now)
    assert figures(now, project="CT.1")["trained"] == 0
    report = build_report(find_scope(project="CT.1", donor="SDC"), now=now)
    assert report.figures["trained"] == 1
    assert (report.rule.source, report.rule.version, report.as_json()["rule"]["threshold"]) == ("donor", 2, 0.5)


def test_the_newest_version_of_the_projects_rule_is_in_force(make, project, now):
    Rule.objects.create(project=project, version=2, threshold="0.5", created_at=now)
    Rule.objects.create(project=project, donor=make.donor("IDF"), version=9, threshold="1", created_at=now)
    for donor in (None, "SDC"):
        rule = rule_in_force(find_scope(project="CT.1", donor=donor))
        assert (rule.source, rule.version) == ("project", 2)


def test_a_project_without_a_rule_is_reported_without_trained(held, project, now, make):
    attend(make, held("A"))
    project.rules.all().delete()
    report = build_report(find_scope(project="CT.1"), now=now)
    assert report.as_json()["rule"] is report.figures["trained"] is None
    assert report.figures["attended"] == 1


@pytest.mark.parametrize(
    ("status", "fields", "nominated"),
    [
        ("unconfirmed", {}, 0),
        ("expired", {}, 0),
        ("expired", {"origin": "nominated"}, 1),
        ("expired", {"proved_at": date(2026, 1, 1)}, 1),
        *((status, {}, 1) for status in ["submitted", "offered", "confirmed", "declined", "withdrawn", "replaced", "cancelled"]),
    ],
)
def test_nominated_is_every_proved_registration(make, held, now, status, fields, nominated):
    if "proved_at" in fields:
        fields = {"proved_at": now}
    make.registration(held("A"), status=status, **fields)
    said = figures(now, project="CT.1")
    assert said["nominated"] == nominated
    assert said["confirmed"] == (status == "confirmed")


def test_a_mark_that_was_corrected_or_taken_back_counts_no_more(make, held, now):
    workshop = held("A")
    wrong, taken_back = make.registration(workshop), make.registration(workshop)
    register = workshop.registers.first()
    make.mark(taken_back, register, "cleared")
    old = make.mark(wrong, register)
    old.superseded_by = old
    old.save()
    make.mark(wrong, register, "absent")
    assert figures(now, project="CT.1")["attended"] == 0


def test_registers_not_validated_counts_the_mandatory_ones(make, held, now):
    workshop = held("A")
    make.register(workshop, "DINNER", start=time(19), end=time(21), kind="break")
    make.validate(workshop.registers.get(code="D1-AM"))
    assert build_report(find_scope(project="CT.1"), now=now).as_json()["registers_not_validated"] == 1


def test_offices_restrict_what_is_counted(make, held, office, now):
    attend(make, held("A"))
    attend(make, held("B", office=make.office("OTHER")))
    assert figures(now, project="CT.1", offices=[office])["unique_persons"] == 1
    assert figures(now, project="CT.1", offices=[])["unique_persons"] == 0
    assert figures(now, project="CT.1")["unique_persons"] == 2


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"project": "NONE"}, "unknown_project"),
        ({"project": "CT\x00"}, "unknown_project"),
        ({"donor": "NONE"}, "unknown_donor"),
        ({"donor": ""}, "unknown_donor"),
        ({"donor": "\ud800"}, "unknown_donor"),
        ({"donor": "IDF"}, "donor_not_funding"),
        ({"first": date(2026, 2, 1), "last": date(2026, 1, 31)}, "period_reversed"),
    ],
)
def test_a_scope_that_makes_no_sense_is_refused(make, project, wanted, code):
    make.donor("IDF")
    with pytest.raises(Refused) as refused:
        find_scope(**{"project": "CT.1"} | wanted)
    assert refused.value.code == code


def full(make, workshop):
    """Everything a report reads, of one workshop."""
    CostLine.objects.create(workshop=workshop, line="venue", actual=Decimal(100))
    FollowUp.objects.create(workshop=workshop, invited=2, answered=1, using_skills=1)
    form = FeedbackForm.objects.create(workshop=workshop, forms=2)
    FeedbackAnswer.objects.create(form=form, question="relevance_to_my_work", answer=4)
    for _number in range(2):
        made = attend(make, workshop, institution=make.institution())
        DisabilityAnswer.objects.create(registration=made, worst_domain=1)
        for test, points in (("pre", 5), ("post", 9)):
            Score.objects.create(registration=made, test=test, points=points)


def test_a_report_takes_as_many_queries_for_four_workshops_as_for_one(make, held, django_assert_num_queries, now):
    full(make, held("A", 1, test_max_score=10, currency="MAD"))
    with django_assert_num_queries(21):
        one = build_report(find_scope(project="CT.1"), now=now).as_json()
    for day, code in enumerate("BCD", start=2):
        full(make, held(code, day, test_max_score=10, currency="MAD"))
    with django_assert_num_queries(21):
        four = build_report(find_scope(project="CT.1"), now=now).as_json()
    assert (one["unique_persons"], four["unique_persons"]) == (2, 8)
    assert (one["cost_total"], four["cost_total"]) == (100, 400)
    assert (one["paired_tests"]["n"], four["paired_tests"]["n"]) == (2, 8)
    assert one["follow_up"] == four["follow_up"]
    assert four["feedback"] == {"relevance_to_my_work": {"n": 4, "mean": None, "share_4_or_5": None}}
    assert four["disability"] == {"answered": 8, "with_disability": 0, "declined": 0}


def test_pairs_are_of_the_confirmed_here_as_on_the_results_page(make, held, now):
    workshop = held("A", test_max_score=20)
    rows = [make.registration(workshop), make.registration(workshop, status="replaced")]
    for row, after in zip(rows, (15, 20), strict=True):
        for test, points in (("pre", 5), ("post", after)):
            Score.objects.create(registration=row, test=test, points=points)
    said = figures(now, project="CT.1")
    assert (said["paired_tests"]["n"], said["paired_tests"]["mean_gain_points"]) == (1, 10)
    assert results_of(workshop, people(workshop)).pairs.n == 1


def test_an_inquiry_counts_from_its_end_on(make, held, now):
    workshop = attend(make, held("A")).workshop
    totals = {"invited": 10, "answered": 5, "using_skills": 4, "source": "asked", "closes_on": now.date()}
    FollowUp.objects.create(workshop=workshop, secret="s", **totals)
    assert set(figures(now, project="CT.1")["follow_up"].values()) == {None}
    FollowUp.objects.update(secret="")
    said = figures(now, project="CT.1")["follow_up"]
    assert (said["response_rate"], said["using_skills_share_of_answers"]) == (0.5, 0.8)
    FollowUp.objects.update(answered=4)
    said = figures(now, project="CT.1")["follow_up"]
    assert (said["response_rate"], said["using_skills_share_of_answers"]) == (0.4, None)


def test_an_open_box_is_not_counted(make, held, now):
    form = FeedbackForm.objects.create(
        workshop=attend(make, held("A")).workshop, state="open", secret="s", closes_on=now.date(), forms=5
    )
    for _number in range(5):
        FeedbackAnswer.objects.create(form=form, question="useful", answer=5)
    said = figures(now, project="CT.1")
    assert (said["feedback"], said["feedback_response_rate"]) == ({}, None)
    FeedbackForm.objects.update(state="closed", secret="")
    said = figures(now, project="CT.1")
    assert (said["feedback"], said["feedback_response_rate"]) == ({"useful": {"n": 5, "mean": 5, "share_4_or_5": 1}}, 5)


def test_erasing_disability_answers_leaves_the_report_as_it_was(make, held, now):
    workshop = held("A")
    for worst in (1, 3, 4):
        DisabilityAnswer.objects.create(registration=attend(make, workshop), worst_domain=worst)
    attend(make, workshop)
    before = figures(now, project="CT.1")["disability"]
    assert erase_disability_answers(now=now + timedelta(days=600)) == 1
    assert figures(now, project="CT.1")["disability"] == before == {"answered": 3, "with_disability": 2, "declined": 1}


def test_few_answers_give_their_number_in_every_format(make, held, now):
    form = FeedbackForm.objects.create(workshop=attend(make, held("A")).workshop, forms=4)
    FeedbackQuestion.objects.create(form=form, name="Pace?", text_en="Pace?", text_fr="Rythme ?", position=0)
    for _number in range(4):
        FeedbackAnswer.objects.create(form=form, question="Pace?", answer=5)
    report = build_report(find_scope(project="CT.1"), now=now)
    assert report.as_json()["feedback"] == {"Pace?": {"n": 4, "mean": None, "share_4_or_5": None}}
    with translation.override("fr"):
        assert names.gather(report, ["fr"])["fr"]["question"] == {"Pace?": "Rythme ?"}
