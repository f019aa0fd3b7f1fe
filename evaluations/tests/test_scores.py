import re
from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse

from accounts.history import Actor, entries_for
from accounts.models import Role
from evaluations.actions.scores import ScoresRefused, set_scores
from evaluations.forms.numbers import two_places
from evaluations.models import Score
from evaluations.views.scores import PER_PAGE


@pytest.fixture
def workshop(make, office):
    return make.workshop(office=office, test_max_score=Decimal(20))


def stored(workshop):
    rows = Score.objects.filter(registration__workshop=workshop)
    return {(pk, test): points for pk, test, points in rows.values_list("registration_id", "test", "points")}


def refusal(workshop, coordinator, now, scores):
    with pytest.raises(ScoresRefused) as refused:
        set_scores(workshop=workshop, scores=scores, by=Actor.of(coordinator), now=now)
    assert stored(workshop) == {}
    return refused.value


def page(client, workshop, data=None, query=""):
    url = reverse("evaluations:scores", args=[workshop.code]) + query
    return client.get(url) if data is None else client.post(url, data)


def sent(text):
    """{name: value} of the score fields as a browser would send them."""
    return dict(re.findall(r'<input [^>]*name="((?:initial-)?(?:pre|post)_\d+)"[^>]*?value="([^"]*)"', text))


def test_set_scores_stores_replaces_and_takes_back(make, workshop, coordinator, now):
    person, by = make.registration(workshop), Actor.of(coordinator)
    scores = {(person.pk, "pre"): Decimal("7.5"), (person.pk, "post"): Decimal(15)}
    assert set_scores(workshop=workshop, scores=scores, by=by, now=now) == 2
    changes = {(person.pk, "pre"): None, (person.pk, "post"): Decimal(16)}
    assert set_scores(workshop=workshop, scores=changes, by=by, now=now) == 2
    assert set_scores(workshop=workshop, scores=changes, by=by, now=now) == 0
    assert stored(workshop) == {(person.pk, "post"): Decimal(16)}
    entries = entries_for(workshop)
    assert [entry.verb for entry in entries] == ["set_scores", "set_scores"]
    assert entries[0].values.before == {f"{person.pk}.pre": "7.500", f"{person.pk}.post": "15.000"}


@pytest.mark.parametrize("points", ["-1", "20.5", "NaN", "1.23456"])
def test_set_scores_refuses_points_outside_the_scale(make, workshop, coordinator, now, points):
    good, bad = make.registration(workshop), make.registration(workshop)
    scores = {(good.pk, "pre"): Decimal(5), (bad.pk, "pre"): Decimal(points)}
    error = refusal(workshop, coordinator, now, scores)
    assert (error.code, error.keys) == ("out_of_range", ((bad.pk, "pre"),))


def test_set_scores_refuses_people_without_a_seat_here(make, office, workshop, coordinator, now):
    withdrawn = make.registration(workshop, status="withdrawn")
    stranger = make.registration(make.workshop(office=office))
    assert refusal(workshop, coordinator, now, {(withdrawn.pk, "pre"): Decimal(1)}).code == "not_confirmed"
    assert refusal(workshop, coordinator, now, {(stranger.pk, "pre"): Decimal(1)}).code == "other_workshop"


def test_set_scores_refuses_an_unknown_test(make, workshop, coordinator, now):
    person = make.registration(workshop)
    assert refusal(workshop, coordinator, now, {(person.pk, "mid"): Decimal(1)}).code == "unknown_test"


def test_set_scores_refuses_without_a_maximum_and_after_closing(make, office, coordinator, now):
    plain = make.workshop(office=office)
    assert refusal(plain, coordinator, now, {(make.registration(plain).pk, "pre"): Decimal(1)}).code == "no_maximum"
    closed = make.workshop(office=office, state="closed", test_max_score=Decimal(20))
    assert refusal(closed, coordinator, now, {(make.registration(closed).pk, "pre"): Decimal(1)}).code == "closed"


def test_page_stores_scores_and_shows_the_pairs(make, staff, workshop):
    both, one = make.registration(workshop), make.registration(workshop)
    data = {f"pre_{both.pk}": "10", f"post_{both.pk}": "12,5", f"pre_{one.pk}": "", f"post_{one.pk}": "20"}
    assert page(staff, workshop, data).status_code == 302
    assert stored(workshop) == {
        (both.pk, "pre"): Decimal(10),
        (both.pk, "post"): Decimal("12.5"),
        (one.pk, "post"): Decimal(20),
    }
    response = page(staff, workshop)
    assert response.context["results"] == {
        "n": 1, "mean_pre": "10.00", "mean_post": "12.50", "gain": "2.50", "share_improved": 1,
    }  # fmt: skip
    assert 'value="12.5"' in response.text


@pytest.mark.parametrize("typed", ["21", "-1", "abc", "NaN", "1e9", "7.12345", "9" * 40, "a\x00b"])
def test_page_keeps_what_was_typed_and_stores_nothing(make, staff, workshop, typed):
    good, bad = make.registration(workshop), make.registration(workshop)
    response = page(staff, workshop, {f"pre_{good.pk}": "5", f"pre_{bad.pk}": typed})
    assert response.context["form"].errors.keys() == {f"pre_{bad.pk}"}
    assert response.context["form"][f"pre_{bad.pk}"].value() == typed
    assert response.context["form"][f"pre_{good.pk}"].value() == "5"
    assert f'id="id_pre_{bad.pk}_error"' in response.text
    assert stored(workshop) == {}


def test_page_ignores_a_score_left_out(make, staff, workshop):
    person = make.registration(workshop)
    Score.objects.create(registration=person, test="post", points=9)
    page(staff, workshop, {f"pre_{person.pk}": "5"})
    assert stored(workshop) == {(person.pk, "pre"): Decimal(5), (person.pk, "post"): Decimal(9)}


def test_page_leaves_what_others_entered_meanwhile(make, staff, workshop):
    person = make.registration(workshop)
    mine = sent(page(staff, workshop).text) | {f"post_{person.pk}": "12"}
    Score.objects.create(registration=person, test="pre", points=Decimal("7.5"), source="taken")
    assert page(staff, workshop, mine).status_code == 302
    assert stored(workshop) == {(person.pk, "pre"): Decimal("7.5"), (person.pk, "post"): Decimal(12)}


def test_page_refuses_a_score_changed_meanwhile_and_keeps_what_was_typed(make, staff, workshop):
    person, other = make.registration(workshop), make.registration(workshop)
    mine = sent(page(staff, workshop).text) | {f"pre_{person.pk}": "9", f"pre_{other.pk}": "8"}
    Score.objects.create(registration=person, test="pre", points=Decimal("7.5"))
    response = page(staff, workshop, mine)
    assert response.context["form"].errors.keys() == {f"pre_{person.pk}"}
    assert "Stored now: 7.5." in response.text
    assert stored(workshop) == {(person.pk, "pre"): Decimal("7.5")}
    again = sent(response.text)
    assert (again[f"pre_{person.pk}"], again[f"initial-pre_{person.pk}"], again[f"pre_{other.pk}"]) == ("9", "7.5", "8")
    assert page(staff, workshop, again).status_code == 302
    assert stored(workshop) == {(person.pk, "pre"): Decimal(9), (other.pk, "pre"): Decimal(8)}


def test_two_who_type_the_same_agree(make, staff, workshop):
    person = make.registration(workshop)
    Score.objects.create(registration=person, test="pre", points=9)
    assert page(staff, workshop, {f"pre_{person.pk}": "9", f"initial-pre_{person.pk}": ""}).status_code == 302


@pytest.mark.parametrize("shown", ["abc", "sNaN", "1e9", "a\x00b"])
def test_page_survives_absurd_shown_values(make, staff, workshop, shown):
    person = make.registration(workshop)
    Score.objects.create(registration=person, test="pre", points=9)
    response = page(staff, workshop, {f"pre_{person.pk}": "5", f"initial-pre_{person.pk}": shown})
    assert response.context["form"].errors.keys() == {f"pre_{person.pk}"}
    assert stored(workshop) == {(person.pk, "pre"): Decimal(9)}


def test_page_without_a_maximum_says_so(make, staff, office):
    workshop = make.workshop(office=office)
    make.registration(workshop)
    assert "No test is planned" in page(staff, workshop).text
    assert page(staff, workshop, {"pre_1": "5"}).status_code == 302
    assert stored(workshop) == {}


def test_page_of_a_closed_workshop_is_read_only(make, staff, office):
    workshop = make.workshop(office=office, state="closed", test_max_score=Decimal(20))
    person = make.registration(workshop)
    assert "<input class" not in page(staff, workshop).text.split("data-scores")[1]
    assert "figures are final" in page(staff, workshop, {f"pre_{person.pk}": "5"}).text


@pytest.mark.parametrize("query", ["?page=99999", "?page=x", "?page=-1"])
def test_page_survives_absurd_pages(make, staff, workshop, query):
    make.registration(workshop)
    assert len(page(staff, workshop, query=query).context["rows"]) == 1


def test_a_full_page_stays_under_a_thousand_fields(settings):
    assert 4 * PER_PAGE + 10 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


@pytest.mark.parametrize(
    ("role", "teaches", "reads", "writes"),
    [
        (Role.COORDINATOR, False, 200, 302),
        (Role.ME_OFFICER, False, 200, 404),
        (Role.FACILITATOR, True, 200, 404),
        (Role.FACILITATOR, False, 404, 404),
        (Role.DONOR_VIEWER, False, 404, 404),
    ],
)
def test_scores_are_read_and_written_by_role(make, client, office, workshop, role, teaches, reads, writes):
    user, person = make.user(role=role, office=office), make.registration(workshop)
    if teaches:
        make.teaches(user, workshop)
    client.force_login(user)
    assert page(client, workshop).status_code == reads
    assert page(client, workshop, {f"pre_{person.pk}": "5"}).status_code == writes
    assert len(stored(workshop)) == (1 if writes == 302 else 0)


def test_page_costs_the_same_for_few_and_many(make, staff, workshop, django_assert_max_num_queries):
    counts = []
    for size in (2, 28):
        for _number in range(size):
            person = make.registration(workshop, institution=make.institution())
            Score.objects.create(registration=person, test="pre", points=9)
        with django_assert_max_num_queries(60) as captured:
            page(staff, workshop)
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("points", "text"), [(None, "–"), ("2.005", "2.01"), ("-0.5", "-0.50"), ("-0.001", "0.00")])
def test_two_places_round_half_up(points, text):
    assert two_places(points and Fraction(points)) == text


def test_admin_reads_evaluations_and_changes_nothing(make, client, workshop):
    score = Score.objects.create(registration=make.registration(workshop), test="pre", points=9)
    client.force_login(make.administrator())
    for model in ("score", "question", "assessment", "attempt", "feedbackform", "feedbackanswer", "followup"):
        assert client.get(reverse(f"admin:evaluations_{model}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:evaluations_{model}_add")).status_code == 403
    change = reverse("admin:evaluations_score_change", args=[score.pk])
    assert client.post(change, {"points": "10"}).status_code == 403
