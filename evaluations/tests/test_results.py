from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.history import Actor
from attendance.queries import people as people_of
from evaluations.models import Score
from evaluations.results import results_of
from evaluations.tests.test_assessments import right, take
from evaluations.tests.test_assessments import workshop as workshop_with_paper

taught = workshop_with_paper


def at(name, workshop):
    return reverse(f"evaluations:{name}", args=[workshop.code])


def pair(make, workshop, pre, post):
    person = make.registration(workshop)
    for test, points in (("pre", pre), ("post", post)):
        if points is not None:
            Score.objects.create(registration=person, test=test, points=points)


@pytest.fixture
def scored(make, office):
    workshop = make.workshop(office=office, test_max_score=Decimal(20))
    for pre, post in ((8, 16), (14, 14), (10, 9), (None, 20), (2, None)):
        pair(make, workshop, pre, post)
    return workshop


def test_the_case_shows_its_figures(case, client, make):
    client.force_login(make.user(office=case.office))
    text = " ".join(client.get(at("results", case)).text.split())
    assert "21 people took both tests" in text
    assert [figure in text for figure in (">9.52<", ">14.43<", ">+24.5<", "20 of 21 with both scores")] == [True] * 4
    found = results_of(case, people_of(case))
    assert (found.pairs.n, found.pairs.share_improved) == (21, Fraction(20, 21))
    rows = load_workbook(BytesIO(client.get(at("results_export", case)).content)).worksheets[0].iter_rows(values_only=True)
    assert [row[1:] for row in rows][5:10] == [(9.52, 21), (14.43, 21), (4.9, 21), (24.5, 21), (0.9524, 21)]


def test_results_are_about_pairs_alone(scored):
    found = results_of(scored, people_of(scored))
    assert (found.before, found.after, found.pairs.n, found.pairs.gain, found.gain_pct) == (
        4,
        4,
        3,
        Fraction(7, 3),
        Fraction(35, 3),
    )
    assert (found.mark, found.mark_is_rule, found.mastered, found.improved) == (14, False, (1, 2), 1)
    assert [(band.label, band.before, band.after) for band in found.bands] == [
        ("0–4", 0, 0), ("4–8", 0, 0), ("8–12", 2, 1), ("12–16", 1, 1), ("16–20", 0, 1),
    ]  # fmt: skip


def test_mastery_is_the_pass_mark_where_the_rule_has_one(make, office):
    workshop = make.workshop(office=office, test_max_score=Decimal(20), rule={"test": "score", "pass_mark": Decimal(9)})
    pair(make, workshop, 8, 9)
    found = results_of(workshop, people_of(workshop))
    assert (found.mark, found.mark_is_rule, found.mastered) == (9, True, (0, 1))


def test_difficulty_is_read_from_the_answers(make, taught, coordinator, now, staff):
    person = make.registration(taught)
    single = taught.questions.first().pk
    for test, given in (("pre", {}), ("post", {single: right(taught)[single]})):
        take(make.assessment(taught, test), person, now=now, by=Actor.of(coordinator), answers=given)
    rows = results_of(taught, people_of(taught)).questions
    assert [(row.before, row.after, row.is_hard) for row in rows] == [(0, 1, False), (0, 0, True)]
    assert "Hard still" in staff.get(at("results", taught)).text


@pytest.mark.parametrize(("pre", "words"), [(None, "No score yet"), (5, "Nobody has taken both tests yet")])
def test_results_that_are_not_there_say_what_to_do(make, office, staff, pre, words):
    workshop = make.workshop(office=office, test_max_score=Decimal(20))
    pair(make, workshop, pre, None)
    assert words in staff.get(at("results", workshop)).text


def test_the_export_names_everybody_and_keeps_numbers(make, office, staff):
    workshop = make.workshop(office=office, test_max_score=Decimal(20))
    pair(make, workshop, Decimal("7.5"), 9)
    pair(make, workshop, 4, None)
    make.question(workshop)
    figures, scores, asked = load_workbook(BytesIO(staff.get(at("results_export", workshop)).content)).worksheets
    assert [row[4:] for row in scores.iter_rows(min_row=2, values_only=True)] == [(7.5, 9, 1.5), (4, None, None)]
    assert [row[1] for row in asked.iter_rows(min_row=2, values_only=True)] == ["Q1 en"]
    assert figures["B2"].value == 20


def test_results_cost_the_same_for_few_and_many(make, staff, scored, django_assert_max_num_queries):
    counts = []
    for size in (1, 20):
        for _number in range(size):
            pair(make, scored, 5, 6)
            make.question(scored)
        with django_assert_max_num_queries(40) as captured:
            staff.get(at("results", scored))
        counts.append(len(captured))
    assert counts[0] == counts[1]
