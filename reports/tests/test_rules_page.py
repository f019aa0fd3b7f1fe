"""A new version of a rule: its effect on every workshop is shown first, and only what was shown comes into force."""

from datetime import date, time

import pytest
from django.urls import reverse

RULE = {"percent": "75", "unit": "half_day", "scope": "event", "excused": "counts_absent", "test": "none", "pass_mark": ""}


def address(project, donor=""):
    return reverse("reports:rule_add", args=[project.code]) + (f"?donor={donor}" if donor else "")


def put_in_force(staff, url, data):
    """Both steps: look at the effect, then press the button that names what was shown."""
    shown = staff.post(url, data).context["shown"]
    return staff.post(url, data | {"shown": shown})


@pytest.fixture
def project(make):
    return make.project("P.1", donors=[make.donor("SDC")])


@pytest.fixture
def attended(make, office, project):
    """A held workshop of two half-days; each number is of people and how many half-days they attended."""

    def attended(code, *presences, office=office, **fields):
        workshop = make.workshop(code, office=office, project=project, state="held", **fields)
        registers = [make.register(workshop), make.register(workshop, "D1-PM", start=time(14), end=time(17))]
        for halves in presences:
            person = make.registration(workshop)
            for register in registers[:halves]:
                make.mark(person, register)
        return workshop

    return attended


def test_effect_is_shown_for_every_workshop_before_it_is_saved(staff, project, attended):
    attended("OLD", 2, 2, start=date(2026, 1, 5), end=date(2026, 1, 5))
    attended("NEW", 2, 1, 1, 0)
    response = staff.post(address(project), RULE | {"percent": "50"})
    rows = [(row["code"], row["attended"], row["before"], row["after"], row["change"]) for row in response.context["rows"]]
    assert rows == [("NEW", 3, 1, 3, "+2"), ("OLD", 2, 2, 2, "0")]
    assert response.context["total"] == {"attended": 5, "before": 3, "after": 5, "change": "+2"}
    assert project.rules.count() == 1


def test_stricter_rule_shows_a_true_minus(staff, project, attended):
    attended("W", 2, 2)
    rows = staff.post(address(project), RULE | {"test": "sat"}).context["rows"]
    assert [row["change"] for row in rows] == ["\u22122"]


def test_terms_changed_after_the_look_are_shown_again_and_not_saved(staff, project, attended):
    attended("W", 2, 1)
    shown = staff.post(address(project), RULE).context["shown"]
    response = staff.post(address(project), RULE | {"percent": "50", "shown": shown})
    assert [row["after"] for row in response.context["rows"]] == [2]
    assert project.rules.count() == 1
    staff.post(address(project), RULE | {"percent": "50", "shown": response.context["shown"]})
    assert list(project.rules.order_by("version").values_list("threshold", flat=True)) == ["0.8", "0.5"]


def test_workshops_of_other_offices_stand_in_one_line(staff, make, project, attended):
    attended("MINE", 2)
    for code in ("THEIRS", "TOO"):
        attended(code, 2, 1, office=make.office())
    context = staff.post(address(project), RULE | {"percent": "50"}).context
    assert [row["code"] for row in context["rows"]] == ["MINE"]
    assert context["others"] == {"count": 2, "attended": 4, "before": 2, "after": 4, "change": "+2"}
    assert b"THEIRS" not in staff.post(address(project), RULE).content


def test_rule_of_a_donor_concerns_the_workshops_it_funds(staff, make, project, attended):
    attended("FUNDED", 2).funding.create(donor=project.donors.get(), share=1)
    attended("OTHER", 2)
    assert [row["code"] for row in staff.post(address(project, "SDC"), RULE).context["rows"]] == ["FUNDED"]


def test_first_rule_of_a_project_has_nothing_to_compare_with(staff, project, attended):
    project.rules.all().delete()
    attended("W", 2)
    context = staff.post(address(project), RULE).context
    assert context["total"] == {"attended": 1, "before": None, "after": 1, "change": "–"}


def test_without_a_workshop_held_the_page_says_so(staff, project):
    assert "No workshop was held yet" in staff.post(address(project), RULE).content.decode()


def test_new_version_of_a_rule_leaves_the_earlier_one(staff, project, coordinator):
    put_in_force(staff, address(project), RULE)
    put_in_force(staff, address(project, "SDC"), RULE | {"percent": "12.5"})
    rules = project.rules.order_by("pk").values_list("donor__key", "version", "threshold", "created_by")
    assert list(rules) == [(None, 1, "0.8", None), (None, 2, "0.75", coordinator.pk), ("SDC", 1, "0.125", coordinator.pk)]
    page = staff.get(reverse("workshops:project", args=[project.code])).content.decode()
    assert [percent in page for percent in ("75\u00a0%", "80\u00a0%", "12.5\u00a0%")] == [True] * 3


@pytest.mark.parametrize("bad", [{"percent": "100.1"}, {"percent": "-1"}, {"percent": ""}, {"unit": "week"}, {"test": "score"}])
def test_bad_rule_is_refused_beside_its_field(staff, project, bad):
    response = staff.post(address(project), RULE | bad)
    assert response.context["form"].errors
    assert "effects" not in response.context
    assert project.rules.count() == 1


def test_rule_of_a_donor_outside_the_project_is_not_found(staff, make, project):
    make.donor("OTHER")
    assert staff.get(address(project, "OTHER")).status_code == 404


@pytest.mark.parametrize("workshops", [1, 4])
def test_effects_cost_the_same_for_few_and_many(staff, project, attended, django_assert_num_queries, workshops):
    for number in range(workshops):
        attended(f"W{number}", 2, 1)
    with django_assert_num_queries(25):
        staff.post(address(project), RULE)
