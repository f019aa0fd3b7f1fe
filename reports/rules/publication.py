"""Reports for publication: which of their figures are hidden, seen together with the other reports of the same period.

A report's figure is named by its path (`("by_sex", "F")`). A family holds the consolidated report and those of each donor:
whoever has two of them can subtract, so one system of equations holds them all.
"""

from dataclasses import dataclass, field
from itertools import combinations

from reports.rules import indicators
from reports.rules.counting import Count, count
from reports.rules.dimensions import CROSSED, DIMENSIONS, NOT_STATED
from reports.rules.suppression import Tables, is_small, protect

HEADS = ("nominated", "confirmed", "participations", "unique_persons", "attended", "trained")
TOTAL = ("unique_persons",)
REMAINDER = "remainder"
#: printed nowhere once answers are erased, and told by those that are left
WITHOUT = ("disability", "without_disability")
#: up to so many reports inside another one every two of them are looked at together
FEW = 8


@dataclass(frozen=True)
class Member:
    """One report of a family: its Count and its figures, unrounded by any hiding."""

    count: Count
    figures: dict

    @classmethod
    def of(cls, facts, terms):
        """The report of `facts`, *trained* decided by `terms` (as `reports.rules.counting.count` takes them)."""
        counted = count(facts, terms)
        return cls(counted, indicators.figures(counted))

    @property
    def workshops(self):
        return frozenset(workshop.id for workshop in self.count.facts.workshops)


@dataclass
class _System:
    cells: dict = field(default_factory=dict)
    relations: list = field(default_factory=list)
    secret: set = field(default_factory=set)
    rank: dict = field(default_factory=dict)

    def tables(self, settled):
        """All of it; a settled member hides no more than it does."""
        locked = {(name, path) for name, path in self.rank if name in settled and path not in settled[name]}
        return Tables(self.cells, tuple(self.relations), frozenset(self.secret), frozenset(locked), self.rank)


def hidden_paths(family, settled=None):
    """{name: paths to hide} of `family`, {name (a tuple): Member}; the broadest reports give way first.

    `settled` are members of the family whose hidden paths are known: the others hide what those would give away.
    """
    leads = _same_workshops(family)
    order = sorted(set(leads.values()), key=lambda name: (-len(family[name].workshops), str(name)))
    system = _System()
    for rank, name in enumerate(order):
        _add(system, name, family[name], rank)
    for broad in order:
        for narrow in _inside(family, order, broad):
            _compare(system, broad, narrow)
    from_start = {(name, path) for name in order if name not in (settled or {}) for path in _sparse(family[name])}
    from_start |= {(name, path) for name, paths in (settled or {}).items() for path in paths} & system.cells.keys()
    found = protect(system.tables(settled or {}), from_start)
    hidden = {name: {path for lead, path in found if lead == leads[name]} for name in family}
    return {name: _completed(family[name], family[leads[name]], paths) for name, paths in hidden.items()}


def _sparse(member):
    """The insides of the crosses that are small cells for the greater part: what is left of them would say little."""
    for dimension in CROSSED:
        key = f"by_{dimension}_and_sex"
        inside = {(key, value, sex): n for value, counts in member.figures[key].items() for sex, n in counts.items()}
        if 2 * sum(map(is_small, inside.values())) > len(inside):
            yield from inside


def _same_workshops(family):
    """{name: the first member about the same workshops}: their tables are one and the same."""
    first = {}
    return {name: first.setdefault(member.workshops, name) for name, member in family.items()}


def _completed(member, lead, paths):
    """`paths` with what they tell; another rule over the same workshops gives another number of trained persons."""
    if member.figures["trained"] != lead.figures["trained"]:
        paths = paths - {("trained",)} | ({("trained",)} if is_small(member.figures["trained"]) else set())
    return frozenset(paths | derived(member, paths))


def _add(system, name, member, rank):
    cells = cells_of(member)
    system.cells |= {(name, path): number for path, number in cells.items()}
    system.rank |= {(name, path): (_level(path), rank) for path in cells if path != WITHOUT}
    system.secret |= {(name, path) for path in cells if path == WITHOUT}
    system.relations += [((name, whole), tuple((name, part) for part in parts)) for whole, parts in relations_of(member)]


def _level(path):
    """What a reader would miss least is hidden first: the inside of a cross, then its margins, those of all tables, totals."""
    if len(path) > 2:
        return 0
    if len(path) == 1 or path == ("head_count", "persons"):
        return 3
    return 2 if path[0] == "by_sex" else 1


def _inside(family, order, broad):
    """The reports, and the groups that share no workshop and no person, that somebody can take from the report `broad`."""
    found = [name for name in order if family[name].workshops and family[name].workshops < family[broad].workshops]
    yield from ((name,) for name in found)
    persons = {name: {row.person for row in family[name].count.persons} for name in found}
    for group in _groups(found):
        if _disjoint([family[name].workshops for name in group]) and _disjoint([persons[name] for name in group]):
            yield group


def _groups(names):
    """Every two of a few names; of many, all those of one kind and length (the projects, the donors)."""
    pairs = set(combinations(names, 2)) if len(names) <= FEW else set()
    kinds = {tuple(name for name in names if (name[0], len(name)) == (one[0], len(one))) for one in names}
    return sorted(group for group in pairs | kinds if len(group) > 1)


def _disjoint(sets):
    return sum(map(len, sets)) == len(set().union(*sets))


def _compare(system, broad, narrow):
    """Each cell of the broad report is the sum of the narrow ones' and of a remainder that nobody prints.

    When both hold the same persons everybody can see it, and there is no remainder. A table that the broad report left out,
    as its answers are erased, is no sum of anything.
    """
    names = (broad, *narrow)
    tables = {path[0] for name, path in system.rank if name == broad}
    same = system.cells[broad, TOTAL] == sum(system.cells[name, TOTAL] for name in narrow)
    for path in dict.fromkeys(path for name, path in system.rank if name in names and path[0] in tables):
        parts = tuple((name, path) for name in narrow if (name, path) in system.cells)
        whole, remainder = (broad, path), (REMAINDER, *names, path)
        difference = system.cells.setdefault(whole, 0) - sum(system.cells[part] for part in parts)
        if same and not difference:
            system.relations.append((whole, parts))
        else:
            system.cells[remainder] = difference
            system.secret.add(remainder)
            system.relations.append((whole, (*parts, remainder)))


def cells_of(member):
    """{path: number of persons or registrations} of everything in the figures that counts some."""
    figures = member.figures
    cells = {(head,): figures[head] for head in HEADS if figures[head] is not None}
    for dimension in DIMENSIONS:
        cells |= {(f"by_{dimension}", value): number for value, number in figures[f"by_{dimension}"].items()}
    for dimension in CROSSED:
        key = f"by_{dimension}_and_sex"
        cells |= {(key, value, sex): n for value, counts in figures[key].items() for sex, n in counts.items()}
    cells |= {("disability", part): number for part, number in figures["disability"].items()}
    if not figures["by_disability"]:
        cells[WITHOUT] = cells["disability", "answered"] - cells["disability", "with_disability"]
    return cells | _cells_by_head(figures)


def _cells_by_head(figures):
    found = figures.get("head_count")
    if not found:
        return {}
    cells = {("head_count", "persons"): found["persons"]}
    return cells | {("head_count", by, value): n for by in ("by_sex", "by_institution") for value, n in found[by].items()}


def relations_of(member):
    """The sums among the cells: margins of every table, types over their institutions, the same number under two names."""
    figures = member.figures
    yield TOTAL, (("attended",),)
    if len(member.workshops) == 1:
        yield TOTAL, (("participations",),)
    for dimension in DIMENSIONS:
        if values := figures[f"by_{dimension}"]:
            yield TOTAL, tuple((f"by_{dimension}", value) for value in values)
    for dimension in CROSSED:
        yield from _margins(figures, dimension)
    yield from _types(member)
    yield from _disability(figures)
    for by in ("by_sex", "by_institution"):
        if "head_count" in figures:
            yield ("head_count", "persons"), tuple(("head_count", by, value) for value in figures["head_count"][by])


def _margins(figures, dimension):
    key = f"by_{dimension}_and_sex"
    if not figures[key]:
        return
    for value, counts in figures[key].items():
        yield (f"by_{dimension}", value), tuple((key, value, sex) for sex in counts)
    for sex in figures["by_sex"]:
        yield ("by_sex", sex), tuple((key, value, sex) for value, counts in figures[key].items() if sex in counts)


def _types(member):
    """Everybody knows of which type an institution is."""
    kinds = {row.institution or NOT_STATED: row.institution_type or NOT_STATED for row in member.count.persons}
    crossed = member.figures["by_institution_and_sex"]
    for kind, counts in member.figures["by_institution_type_and_sex"].items():
        inside = [institution for institution in crossed if kinds[institution] == kind]
        yield ("by_institution_type", kind), tuple(("by_institution", institution) for institution in inside)
        for sex in counts:
            parts = tuple(("by_institution_and_sex", i, sex) for i in inside if sex in crossed[i])
            yield ("by_institution_type_and_sex", kind, sex), parts


def _disability(figures):
    """The sums of answers stand in two tables; a category that nobody is in is left out of one of them.

    Once answers are erased they stand in one.
    """
    found = figures["by_disability"]
    if not found:
        yield TOTAL, (("disability", "answered"), ("disability", "declined"))
        yield ("disability", "answered"), (("disability", "with_disability"), WITHOUT)
        return
    stated = tuple(("by_disability", part) for part in ("with_disability", "without_disability") if part in found)
    yield ("disability", "answered"), stated
    for part, same in (("with_disability", "with_disability"), ("declined", NOT_STATED)):
        if same in found:
            yield ("disability", part), (("by_disability", same),)


def derived(member, hidden):
    """The paths of the rates, means and unit costs that would tell a hidden number, or stand for 1 to 4 persons."""
    return frozenset(_ratios(member.figures, hidden)) | frozenset(_voices(member))


#: figure → the cells somebody could compute from it
_TELLS = {
    "completion_rate": ("trained", "unique_persons"),
    "no_show_rate": ("confirmed", "participations"),
    "person_days": ("unique_persons", "participations"),
    "person_hours": ("unique_persons", "participations"),
    "institutions_reached": ("unique_persons",),
    "feedback_response_rate": ("participations",),
    "cost_per_attendee": ("unique_persons",),
    "cost_per_trained": ("trained",),
    "cost_per_person_day": ("unique_persons", "participations"),
}


def _ratios(figures, hidden):
    for key, told in _TELLS.items():
        if any((cell,) in hidden for cell in told):
            yield (key,)
    if ("trained",) in hidden:
        yield ("follow_up", "using_skills_share_of_trained")
    if any(path[0] == "by_sex" for path in hidden):
        yield ("women_share",)


def _voices(member):
    """Tests, feedback and follow-up of so few that a mean, or a share of it, is somebody's own answer."""
    figures, c = member.figures, member.count
    yield from _tests(figures["paired_tests"])
    for question, answers in figures["feedback"].items():
        if is_small(answers["n"]):
            yield from (("feedback", question, part) for part in answers)
    if is_small(sum(workshop.forms or 0 for workshop in c.facts.workshops)):
        yield ("feedback_response_rate",)
    inquiries = [workshop.follow_up for workshop in c.facts.workshops if workshop.follow_up]
    answered, using = (sum(getattr(inquiry, part) for inquiry in inquiries) for part in ("answered", "using_skills"))
    if is_small(answered):
        yield ("follow_up", "response_rate")
    if is_small(answered) or is_small(using) or is_small(answered - using):
        yield from (("follow_up", f"using_skills_share_of_{base}") for base in ("answers", "trained"))


def _tests(found):
    improved = round((found["share_improved"] or 0) * found["n"])
    if is_small(found["n"]):
        yield from (("paired_tests", part) for part in found if part != "max_score")
    elif is_small(improved) or is_small(found["n"] - improved):
        yield ("paired_tests", "share_improved")


def without(figures, hidden):
    """`figures` with None under every path of `hidden`."""
    return {key: _without(value, (key,), hidden) for key, value in figures.items()}


def _without(value, path, hidden):
    if isinstance(value, dict):
        return {key: _without(inner, (*path, key), hidden) for key, inner in value.items()}
    return None if path in hidden else value
