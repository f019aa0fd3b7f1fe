"""Reports of one period, published together: nobody subtracts one from another, or from within one, to a few persons."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.rules import Plan, Slot
from certificates.rules import Terms
from reports.publishing import ALL, _family
from reports.rules.publication import WITHOUT, cells_of, derived, hidden_paths, relations_of, without
from reports.rules.records import DisabilityTotal, Facts, FollowUp, Registration, Workshop
from reports.rules.suppression import is_small
from reports.tests.subtracting import known

DAY = date(2026, 4, 1)
TERMS = Terms("half_day", "event", Fraction(1), "none")
INSTITUTIONS = {"INT": "ministry", "JUS": "ministry", "GEN": "force", "": ""}


def workshop(number, donors, **fields):
    plan = Plan((Slot("am", DAY, "am", 180),))
    shares = {donor: Fraction(1, len(donors)) for donor in donors}
    return Workshop(number, f"W{number}", "", "A", "closed", DAY, DAY, plan=plan, shares=shares, project="P", **fields)


def person(number, workshop, sex="F", institution="INT", **fields):
    made = {"key": f"P{number}", "person": ("email", str(number)), "marks": {"am": "present"}, "sex": sex}
    made |= {"institution": institution, "institution_type": INSTITUTIONS[institution]}
    return Registration(id=1000 * workshop + number, workshop=workshop, **made | fields)


def family(workshops, rows):
    return _family(Facts(tuple(workshops), tuple(rows)), lambda _donor: TERMS)


def attacked(reports, hidden):
    """{cell: number} that somebody finds who has all the reports and knows which workshops each is about."""
    cells = {(name, path): number for name, member in reports.items() for path, number in cells_of(member).items()}
    secret = [(name, path) for name in reports for path in {*hidden[name], WITHOUT} if (name, path) in cells]
    sums = [
        ((name, whole), tuple((name, part) for part in parts))
        for name, member in reports.items()
        for whole, parts in relations_of(member)
    ]
    for broad, narrow in permutations(reports, 2):
        if reports[narrow].workshops <= reports[broad].workshops:
            for path in {cell[1] for cell in list(cells) if cell[0] in (broad, narrow)}:
                rest, parts = ("rest of", broad, narrow, path), [(narrow, path)] if (narrow, path) in cells else []
                cells.setdefault((broad, path), 0)
                cells[rest] = cells[broad, path] - sum(cells[part] for part in parts)
                sums.append(((broad, path), (*parts, rest)))
                if reports[narrow].workshops != reports[broad].workshops:
                    secret.append(rest)
    assert all(cells[whole] == sum(cells[part] for part in parts) for whole, parts in sums)
    return known(sums, cells, secret)


FUNDED = st.lists(st.sampled_from([("A",), ("B",), ("A", "B"), ()]), min_size=3, max_size=3)
PEOPLE = st.lists(st.tuples(*map(st.sampled_from, (["F", "M", ""], [*INSTITUTIONS], [(1,), (2,), (1, 3)]))), max_size=12)


@given(FUNDED, PEOPLE, st.integers(0, 12))
@settings(max_examples=12, deadline=None)
def test_nobody_subtracts_one_report_from_another(funded, people, more):
    rows = [person(n, w, sex, home) for n, (sex, home, attended) in enumerate(people) for w in attended]
    rows += [person(100 + n, 1 + n % 2, "FM"[n % 2], ["INT", "GEN"][n % 2]) for n in range(more)]
    reports = family([workshop(n, donors) for n, donors in enumerate(funded, start=1)], rows)
    told = attacked(reports, hidden_paths(reports))
    assert {cell: number for cell, number in told.items() if is_small(number)} == {}


def test_the_attacker_finds_a_few_persons_who_are_not_hidden_well():
    """The control: three persons of the one workshop that A does not fund are the difference of the two totals."""
    rows = [person(n, 1, "FM"[n % 2]) for n in range(20)] + [person(n, 2) for n in range(20, 23)]
    reports = family([workshop(1, ["A"]), workshop(2, ["B"])], rows)
    apart = {name: hidden_paths({name: member})[name] for name, member in reports.items()}
    assert attacked(reports, apart)["rest of", ALL, ("donor", "A"), ("unique_persons",)] == 3
    together = hidden_paths(reports)
    assert ("unique_persons",) in together[ALL]
    assert ("unique_persons",) not in together["donor", "A"]


def test_two_reports_of_the_same_workshops_hide_the_same():
    rows = [person(n, 1, "FM"[n % 2], ["INT", "JUS", "GEN"][n % 3]) for n in range(20)]
    hidden = hidden_paths(family([workshop(1, ["A", "B"])], rows))
    assert hidden[ALL] == hidden["donor", "A"] == hidden["donor", "B"]


def test_a_report_that_is_settled_hides_no_more_than_it_does():
    rows = [person(n, 1, "FM"[n % 2]) for n in range(20)] + [person(n, 2) for n in range(20, 23)]
    reports = family([workshop(1, ["A"]), workshop(2, [])], rows)
    settled = {("donor", "A"): frozenset()}
    assert hidden_paths(reports, settled)["donor", "A"] == frozenset()
    assert ("unique_persons",) in hidden_paths(reports, settled)[ALL]


def one(rows, **fields):
    return family([workshop(1, ["A"], **fields)], rows)[ALL]


def test_rates_and_costs_that_would_tell_a_hidden_number_are_hidden():
    member = one([person(n, 1) for n in range(3)], cost=900, currency="MAD")
    hidden = hidden_paths({ALL: member})[ALL]
    keys = {"completion_rate", "no_show_rate", "person_days", "person_hours", "women_share", "institutions_reached"}
    keys |= {"cost_per_attendee", "cost_per_trained", "cost_per_person_day"}
    assert {(key,) for key in keys} <= hidden
    assert without(member.figures, hidden)["cost_total"] == 900


def test_a_share_of_those_trained_is_hidden_with_their_number():
    """20 trained for A and 2 for B: 12 of 22 would tell the 22, and the 22 those of B."""
    follow_up = FollowUp(invited=20, answered=18, using_skills=12)
    rows = [person(n, 1, "FM"[n % 2]) for n in range(20)] + [person(n, 2) for n in range(20, 22)]
    reports = family([workshop(1, ["A"], follow_up=follow_up), workshop(2, ["B"])], rows)
    hidden = hidden_paths(reports)[ALL]
    assert ("trained",) in hidden
    assert {path for path in hidden if path[0] == "follow_up"} == {("follow_up", "using_skills_share_of_trained")}
    assert derived(reports["donor", "A"], frozenset()) == frozenset()


def test_answers_of_a_few_are_hidden_and_those_of_many_are_not():
    asked = {"useful": {5: 3}, "clear": {4: 9}}
    follow_up = FollowUp(invited=20, answered=15, using_skills=12)
    scores = {"pre_test": Decimal(5), "post_test": Decimal(9)}
    rows = [person(n, 1, **(scores if n < 4 else {})) for n in range(20)]
    member = one(rows, feedback=asked, forms=9, follow_up=follow_up, max_score=Decimal(10))
    hidden = derived(member, frozenset())
    assert {path[:2] for path in hidden if path[0] == "feedback"} == {("feedback", "useful")}
    assert ("paired_tests", "mean_post") in hidden
    assert {path for path in hidden if path[0] == "follow_up"} == {
        ("follow_up", "using_skills_share_of_answers"),
        ("follow_up", "using_skills_share_of_trained"),
    }


def test_heads_counted_without_names_are_hidden_like_the_others():
    heads = {("INT", "F"): 3, ("INT", "M"): 20, ("GEN", "M"): 9}
    hidden = hidden_paths({ALL: one([], heads=heads)})[ALL]
    assert {path for path in hidden if path[0] == "head_count"} == {
        ("head_count", "by_sex", "F"),
        ("head_count", "by_sex", "M"),
    }


def of_erased(total, persons):
    """The only report of a workshop whose disability answers are erased, and what it hides."""
    rows = [person(n, 1, "FM"[n % 2], ["INT", "GEN"][n // 2 % 2]) for n in range(persons)]
    reports = family([workshop(1, ["A"], disability=total)], rows)
    return reports, hidden_paths(reports)


def test_totals_of_erased_answers_hide_no_other_figure():
    """2 of 25 declined: they are hidden with those who answered, and nothing else is."""
    reports, hidden = of_erased(DisabilityTotal(25, 23, 6), 25)
    assert hidden[ALL] == {("disability", "answered"), ("disability", "declined")}
    assert attacked(reports, hidden) == {}


def test_nobody_subtracts_those_with_a_disability_from_those_who_answered():
    """17 of 20 would leave the 3 who are not printed."""
    reports, hidden = of_erased(DisabilityTotal(25, 20, 17), 25)
    assert len(hidden[ALL]) == 1
    assert attacked(reports, hidden) == {}
    assert attacked(reports, dict.fromkeys(reports, frozenset()))[ALL, WITHOUT] == 3


def test_answers_of_one_report_stand_beside_erased_ones_of_all():
    rows = [person(n, 1, "FM"[n % 2], worst_domain=1 + 3 * (n // 10)) for n in range(20)]
    rows += [person(n, 2, "FM"[n % 2]) for n in range(20, 40)]
    reports = family([workshop(1, ["A"]), workshop(2, ["B"], disability=DisabilityTotal(20, 10, 5))], rows)
    assert reports[ALL].figures["by_disability"] == {}
    assert reports["donor", "A"].figures["by_disability"] == {"with_disability": 10, "without_disability": 10}
    assert hidden_paths(reports) == dict.fromkeys(reports, frozenset())
