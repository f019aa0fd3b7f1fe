"""Which cells of published tables stay hidden: those of 1 to 4 persons, and others, so that nobody can subtract to them.

A cell is any hashable name; `cells` maps it to its number. A relation (whole, parts) says that the whole is the sum of its
parts. Source of the rule: product.md, Counting, small cells; of the method: complementary cell suppression.
"""

from collections import defaultdict
from dataclasses import dataclass, field

#: a number of persons below which a cell is small
SMALL = 5
#: equations are solved modulo this prime: exact for whole numbers as small as the coefficients here (1, 0 and -1)
_PRIME = 2**61 - 1
#: what no count of persons reaches
UNBOUNDED = 10**12
#: how often bounds are handed on: they meet after a few rounds or creep for ever
_ROUNDS = 30
#: one cell is hidden at once for so many that are tied together: more would hide too much, fewer take long
_AT_ONCE = 60
#: up to so many sums each margin is tried again in the end: one try takes as long as one round
_RECONSIDERED = 1500


@dataclass(frozen=True)
class Tables:
    """Published tables as one system.

    `secret`: cells that are never printed, such as the difference of two reports; they are guarded like the others. `locked`:
    printed already, so they can hide no more. `rank`: what is hidden first when there is a choice, the lowest tuple.
    """

    cells: dict
    relations: tuple
    secret: frozenset = frozenset()
    locked: frozenset = frozenset()
    rank: dict = field(default_factory=dict)


def is_small(number):
    """Whether so many persons are too few to publish."""
    return number is not None and 0 < number < SMALL


def protect(tables, hidden=frozenset()):
    """The cells of `tables` to hide, `secret` ones left out; `hidden` are hidden from the start."""
    names, numbered = list(tables.cells), _numbered(tables)
    sensitive = {cell for cell, number in numbered.cells.items() if is_small(number)}
    found = {cell for cell, name in enumerate(names) if name in hidden} | numbered.secret | (sensitive - numbered.locked)
    choice, from_start = _Choice(numbered), frozenset(found)
    while exposed := _exposed(numbered.cells, numbered.relations, found, sensitive):
        more = choice.next(exposed, found)
        if not more:
            break
        found |= more
    if len(numbered.relations) <= _RECONSIDERED:
        found = _reconsidered(numbered, found, found - from_start, sensitive)
    return frozenset(names[cell] for cell in found - numbered.secret)


def _reconsidered(tables, hidden, added, sensitive):
    """`hidden` without those of `added` that need not be, what a reader would miss most first."""
    cheapest = min(tables.rank.values(), default=())[:1]
    dear = [cell for cell in added if tables.rank.get(cell, ())[:1] > cheapest]
    for cell in sorted(dear, key=lambda cell: (tables.rank[cell], tables.cells[cell], cell), reverse=True):
        if not _exposed(tables.cells, tables.relations, hidden - {cell}, sensitive):
            hidden = hidden - {cell}
    return hidden


def _numbered(tables):
    """The same with the numbers of the cells for names: names of names take ten times as long to look up."""
    number = {cell: n for n, cell in enumerate(tables.cells)}
    relations = [(number[whole], tuple(number[part] for part in parts)) for whole, parts in tables.relations]
    return Tables(
        {number[cell]: value for cell, value in tables.cells.items()},
        tuple(dict.fromkeys(relations)),
        frozenset(number[cell] for cell in tables.secret),
        frozenset(number[cell] for cell in tables.locked),
        {number[cell]: rank for cell, rank in tables.rank.items()},
    )


class _Choice:
    """Which printed cells are hidden next: the cheapest beside each exposed one, else the cheapest tied to it by hidden cells."""

    def __init__(self, tables):
        self.tables = tables
        self.sums = [_members(relation) for relation in tables.relations]
        self.of = defaultdict(list)
        for number, members in enumerate(self.sums):
            for cell in members:
                self.of[cell].append(number)
        self.cheapest = min(tables.rank.values(), default=())

    def next(self, exposed, hidden):
        """The cells to hide; empty when all that are tied to the exposed ones are hidden."""
        chosen, reached = set(), set()
        for cell in exposed:
            beside = {member for member in self._beside(cell) if self._free(member, hidden)}
            if chosen & beside or cell in reached:
                continue
            best = min(beside, key=self._cost, default=None)
            if best is not None and self._rank(best) <= self.cheapest:
                chosen.add(best)
            else:
                before = len(reached)
                tied = self._tied(cell, hidden, reached)
                many = 1 + (len(reached) - before) // _AT_ONCE
                chosen.update(sorted(tied, key=lambda cell: (self._rank(cell)[:1], tied[cell], self._cost(cell)))[:many])
        return chosen

    def _beside(self, cell):
        return (member for number in self.of[cell] for member in self.sums[number])

    def _tied(self, start, hidden, reached):
        """{free cell: steps} beside all that hidden cells lead to from `start`; what was passed is added to `reached`."""
        queue, free, passed = [(start, 0)], {}, set()
        reached.add(start)
        for cell, steps in queue:
            for number in self.of[cell]:
                if number in passed:
                    continue
                passed.add(number)
                for member in self.sums[number]:
                    if member not in hidden:
                        free.setdefault(member, steps)
                    elif member not in reached:
                        reached.add(member)
                        queue.append((member, steps + 1))
        return {cell: steps for cell, steps in free.items() if self._free(cell, hidden)}

    def _free(self, cell, hidden):
        return cell not in hidden and cell not in self.tables.locked and self.tables.cells[cell]

    def _rank(self, cell):
        return self.tables.rank.get(cell, ())

    def _cost(self, cell):
        return (self._rank(cell), self.tables.cells[cell], cell)


def recomputed(cells, relations, hidden):
    """The cells of `hidden` that somebody who reads all the others can work out: by linear equations, or by their bounds."""
    lowest = {cell: min(1, cells[cell]) if cells[cell] >= 0 else -UNBOUNDED for cell in hidden}
    return _determined(relations, hidden) | _pinned(cells, relations, lowest)


def _exposed(cells, relations, hidden, sensitive):
    """The hidden cells that need another one hidden: sensitive ones that are known, and those of a sum that tells of a few.

    What one sum after the other gives away is looked for first: it takes a hundredth of the time.
    """
    few = {next(cell for cell in _members(r) if cell in hidden) for r in relations if _few(cells, r, hidden)}
    simple = few | (_peeled(relations, hidden) & sensitive)
    return sorted(simple or recomputed(cells, relations, hidden) & sensitive)


def _peeled(relations, hidden):
    """The hidden cells that follow from sums with one unknown, and from those that have one unknown left then."""
    unknown = [{cell for cell in _members(relation) if cell in hidden} for relation in relations]
    of = defaultdict(list)
    for index, cells in enumerate(unknown):
        for cell in cells:
            of[cell].append(index)
    queue, known = [index for index, cells in enumerate(unknown) if len(cells) == 1], set()
    for index in queue:
        for cell in list(unknown[index]):
            known.add(cell)
            for other in of[cell]:
                unknown[other].discard(cell)
                if len(unknown[other]) == 1:
                    queue.append(other)
    return known


def _few(cells, relation, hidden):
    """Whether the whole is printed and its hidden parts together are 1 to 4 persons: the rest of the sum would say so."""
    whole, parts = relation
    return whole not in hidden and is_small(sum(cells[part] for part in parts if part in hidden))


def _members(relation):
    whole, parts = relation
    return (whole, *parts)


def _determined(relations, hidden):
    """The hidden cells that the equations alone give: their unit vector lies in the span of the rows (Gauss, Jordan)."""
    pivots, uses = {}, defaultdict(set)
    for relation in relations:
        row = _reduced(_row(relation, hidden), pivots)
        if not row:
            continue
        pivot = min(row, key=lambda cell: len(uses[cell]))
        inverse = pow(row[pivot], -1, _PRIME)
        row = {cell: factor * inverse % _PRIME for cell, factor in row.items()}
        for other in list(uses[pivot]):
            _subtract(pivots[other], row, pivots[other][pivot], uses, other)
        pivots[pivot] = row
        for cell in row:
            uses[cell].add(pivot)
    return {pivot for pivot, row in pivots.items() if len(row) == 1}


def _row(relation, hidden):
    """The relation as {hidden cell: coefficient}; what is printed is a number and stands on the other side."""
    whole, parts = relation
    row = defaultdict(int)
    for part in parts:
        if part in hidden:
            row[part] += 1
    if whole in hidden:
        row[whole] -= 1
    return {cell: factor for cell, factor in row.items() if factor}


def _reduced(row, pivots):
    for pivot in [cell for cell in row if cell in pivots]:
        _add(row, pivots[pivot], -row[pivot])
    return row


def _subtract(target, row, factor, uses, name):
    before = set(target)
    _add(target, row, -factor)
    for cell in before - target.keys():
        uses[cell].discard(name)
    for cell in target.keys() - before:
        uses[cell].add(name)


def _add(target, row, factor):
    for cell, value in row.items():
        total = (target.get(cell, 0) + factor * value) % _PRIME
        if total:
            target[cell] = total
        else:
            target.pop(cell, None)


def _pinned(cells, relations, lowest):
    """The hidden cells whose bounds meet: a cell that is listed holds at least one person, and no part exceeds its whole."""
    low, high = dict(lowest), dict.fromkeys(lowest, UNBOUNDED)
    touched = [(whole, parts) for whole, parts in relations if whole in low or any(part in low for part in parts)]
    for _round in range(_ROUNDS):
        changed = [_narrow(cells, whole, parts, low, high) for whole, parts in touched]
        if not any(changed):
            break
    return {cell for cell in low if low[cell] == high[cell]}


def _narrow(cells, whole, parts, low, high):
    """Tighten the bounds of the hidden cells of one relation; whether anything changed."""
    floors = {part: low.get(part, cells[part]) for part in parts}
    ceilings = {part: high.get(part, cells[part]) for part in parts}
    least, most = sum(floors.values()), sum(ceilings.values())
    bottom, top = low.get(whole, cells[whole]), high.get(whole, cells[whole])
    changed = whole in low and _bound(whole, least, most, low, high)
    for part in parts:
        if part in low:
            changed |= _bound(part, bottom - (most - ceilings[part]), top - (least - floors[part]), low, high)
    return changed


def _bound(cell, floor, ceiling, low, high):
    """Raise the one bound, lower the other; unbounded is a number so great that sums of it stay as good as unbounded."""
    raised, lowered = floor > low[cell], ceiling < high[cell]
    if raised:
        low[cell] = floor
    if lowered:
        high[cell] = ceiling
    return raised or lowered
