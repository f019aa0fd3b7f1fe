"""Reports over several projects, donors, offices and topics, and what the reader may know of the past."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from participants.models import HeadCount
from reports.actions import build_report
from reports.scope import Refused, find_scope
from workshops.models import CostLine, Rule, Topic


@pytest.fixture
def donors(make):
    return [make.donor("AAA"), make.donor("BBB")]


@pytest.fixture
def projects(make, donors):
    """P1 counts who came to half of a workshop, P2 who came to all of it."""
    return [make.project("P1", donors=donors, rule={"threshold": "0.5"}), make.project("P2", rule={"threshold": "1"})]


@pytest.fixture
def held(make, office, projects, donors):
    def build(code, project=0, day=10, **fields):
        values = {"office": office, "project": projects[project], "shares": {donors[0]: "1"}, "state": "held", "currency": "MAD"}
        made = make.workshop(code, start=date(2026, 6, day), end=date(2026, 6, day), **values | fields)
        make.register(made, "AM")
        make.register(made, "PM", start=time(14), end=time(16))
        CostLine.objects.create(workshop=made, line="all", actual=Decimal(100))
        return made

    return build


def attend(make, workshop, *codes, **fields):
    """A confirmed registration, present at the registers named (all of them by default)."""
    made = make.registration(workshop, **fields)
    for register in workshop.registers.filter(code__in=codes or ["AM", "PM"]):
        make.mark(made, register)
    return made


def report(now, publication=False, **wanted):
    return build_report(find_scope(**wanted), now=now, publication=publication)


def test_two_projects_unite_persons_and_each_keeps_its_rule(make, held, now):
    first = attend(make, held("A"), "AM")
    second = held("B", 1, 12)
    attend(make, second, "AM", participant=first.participant)
    attend(make, second, "AM")
    both = report(now, project=["P1", "P2"])
    assert (both.figures["unique_persons"], both.figures["participations"], both.figures["trained"]) == (2, 3, 1)
    assert (both.rule, both.figures["cost_total"]) == (None, 200)
    said = both.as_json()
    assert {code: rule["threshold"] for code, rule in said["rules"].items()} == {"P1": 0.5, "P2": 1}
    assert (said["scope"]["project"], said["scope"]["projects"]) == (None, ["P1", "P2"])
    assert "projects" not in report(now, project="P1").as_json()["scope"]


def test_without_a_name_it_is_about_everything(make, held, now):
    attend(make, held("A"))
    attend(make, held("B", 1, office=make.office("OTHER")))
    assert [w.code for w in report(now).workshops] == ["A", "B"]
    assert report(now, offices=[]).figures["unique_persons"] == 0
    assert [w.code for w in report(now, office="OTHER").workshops] == ["B"]


def test_a_donor_of_several_projects_counts_each_person_once_and_names_who_paid_too(make, held, donors, now):
    shared = held("A", shares={donors[0]: "0.75", donors[1]: "0.25"})
    person = attend(make, shared)
    attend(make, held("B", 1, 12), participant=person.participant)
    attend(make, held("C", 1, 14, shares={donors[1]: "1"}), participant=person.participant)
    found = report(now, donor="AAA")
    assert (found.figures["unique_persons"], found.figures["participations"]) == (1, 2)
    assert found.figures["financial_share"] == {"AAA": 175, "BBB": 25}
    assert found.as_json()["scope"]["co_funders"] == ["BBB"]
    assert [w.code for w in report(now, donor=["AAA", "BBB"]).workshops] == ["A", "B", "C"]


def test_the_donors_rule_holds_in_its_project_alone(make, held, projects, donors, now):
    Rule.objects.create(project=projects[1], donor=donors[0], version=1, threshold="0.5", created_at=now)
    attend(make, held("A", 1), "AM")
    assert report(now, project=["P1", "P2"]).figures["trained"] == 0
    assert report(now, donor="AAA").figures["trained"] == 1


def test_a_project_without_a_rule_trains_nobody_and_is_named(make, held, projects, now):
    projects[1].rules.all().delete()
    attend(make, held("A"))
    attend(make, held("B", 1))
    both = report(now, project=["P1", "P2"])
    assert (both.figures["trained"], both.without_rule) == (1, ["P2"])
    projects[0].rules.all().delete()
    assert report(now).figures["trained"] is None


def test_a_topic_narrows_to_the_workshops_about_it(make, held, now):
    topics = [Topic.objects.create(slug=slug, name=slug) for slug in ("law", "border")]
    attend(make, held("A"))
    about = held("B", day=12)
    about.topics.set(topics)
    attend(make, about)
    assert [w.code for w in report(now, project="P1", topic="law").workshops] == ["B"]
    assert [w.code for w in report(now, topic=["law", "border"]).workshops] == ["B"]
    assert report(now, topic="law").as_json()["scope"]["topics"] == ["law"]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"office": "NONE"}, "unknown_office"),
        ({"office": "TST", "offices": []}, "unknown_office"),
        ({"topic": "none"}, "unknown_topic"),
        ({"project": ["P1", "NONE"]}, "unknown_project"),
        ({"project": "P2", "donor": ["AAA", "BBB"]}, "donor_not_funding"),
    ],
)
def test_a_scope_that_makes_no_sense_is_refused(projects, office, wanted, code):
    with pytest.raises(Refused) as refused:
        find_scope(**wanted)
    assert refused.value.code == code


def test_who_came_before_is_known_as_far_as_the_reader_may_see(make, held, office, projects, now):
    other = make.office("OTHER")
    here = held("NOW", 0, 20)
    people = [attend(make, here, email=f"{n}@example.org") for n in range(5)]
    attend(make, held("SAME", 0, 1), participant=people[0].participant)
    attend(make, held("ABSENT", 0, 2), "NONE", participant=people[1].participant)
    attend(make, held("ELSEWHERE", 0, 3, office=other), email="2@example.org")
    attend(make, held("PROJECT", 1, 4), participant=people[3].participant)
    attend(make, held("LATER", 0, 25), participant=people[4].participant)
    attend(make, held("COMING", 0, 5, state="published"), participant=people[4].participant)
    period = {"project": "P1", "first": date(2026, 6, 20), "last": date(2026, 6, 20)}

    def returning(**reader):
        return report(now, **period, **reader).figures["by_new_or_returning"]

    assert returning() == {"new": 2, "returning": 3}
    assert returning(offices=[office]) == {"new": 3, "returning": 2}
    assert returning(known=(projects[0].pk,)) == {"new": 3, "returning": 2}


def test_heads_of_a_workshop_without_names_are_read_and_names_win(make, held, now):
    counted, named = held("A"), held("B", day=12)
    merged = make.institution("OLD", merged_into=make.institution("NEW"))
    for workshop in (counted, named):
        HeadCount.objects.create(workshop=workshop, institution=merged, sex="F", persons=6)
        HeadCount.objects.create(workshop=workshop, institution=merged.merged_into, sex="F", persons=1)
        HeadCount.objects.create(workshop=workshop, persons=3)
    attend(make, named)
    found = report(now, project="P1").figures
    assert found["head_count"] == {
        "workshops": 1,
        "persons": 10,
        "by_sex": {"F": 7, "not_stated": 3},
        "by_institution": {"NEW": 7, "not_stated": 3},
    }
    assert (found["unique_persons"], found["cost_per_attendee"]) == (1, 100)


def test_lead_time_reads_the_invitations_that_were_sent(make, held, now):
    workshop = held("A")
    make.invitation(workshop, sent_at=now, first_named_at=now + timedelta(days=4))
    make.invitation(workshop)
    make.invitation(workshop, sent_at=None)
    make.invitation(workshop, withdrawn_at=now, first_named_at=now)
    found = report(now, project="P1").figures["nomination_lead_time"]
    assert found == {"invited": 2, "n": 1, "mean_days": 4, "median_days": 4}


def test_a_published_report_over_projects_gives_way_to_those_of_each(make, held, now):
    for code, project, persons in (("A", 0, 12), ("B", 1, 3)):
        workshop = held(code, project)
        for number in range(persons):
            attend(make, workshop, sex="FM"[number % 2])
    one, both = (report(now, True, project=codes) for codes in ("P1", ["P1", "P2"]))
    assert (one.figures["unique_persons"], one.suppressed & {("unique_persons",)}) == (12, set())
    assert (both.figures["unique_persons"], both.figures["participations"]) == (None, None)
    assert report(now, project=["P1", "P2"]).figures["unique_persons"] == 15


def test_a_published_donor_report_lists_its_own_workshops_apart(make, held, donors, now):
    held("A", state="published")
    held("B", day=12, state="published", shares={donors[1]: "1"})
    scope = report(now, True, project="P1", donor="AAA").as_json()["scope"]
    assert (scope["coming"], scope["workshops"]) == (["A"], [])


@pytest.mark.parametrize("publication", [False, True])
def test_queries_are_the_same_for_one_project_and_for_four(
    make, held, office, donors, django_assert_num_queries, now, publication
):
    for number in range(4):
        make.project(f"Q{number}")
        attend(make, held(f"W{number}", number % 2, shares={donors[number % 2]: "1"}))
    for codes, targets in ((["P1"], 1), (["P1", "P2", "Q0", "Q1"], 0)):  # a whole project is compared with its targets
        scope = find_scope(project=codes)
        with django_assert_num_queries(19 + targets):
            build_report(scope, now=now, publication=publication).as_json()
