"""Somebody who reads all that is published and subtracts: exact fractions, nothing shared with the rules under test."""

from fractions import Fraction


def known(relations, published, hidden):
    """{cell: number} of the `hidden` cells that follow from the `published` numbers and the sums of `relations`."""
    solved = {}
    for whole, parts in relations:
        row = _row(whole, parts, published, set(hidden))
        for cell in [cell for cell in row if cell in solved]:
            _add(row, solved[cell], -row[cell])
        cell = next((cell for cell in row if cell is not None), None)
        if cell is None:
            assert not row, "the published numbers contradict each other"
            continue
        row = {other: factor / row[cell] for other, factor in row.items()}
        for other in solved.values():
            if cell in other:
                _add(other, row, -other[cell])
        solved[cell] = row
    return {cell: row.get(None, Fraction(0)) for cell, row in solved.items() if row.keys() - {None} == {cell}}


def _row(whole, parts, published, hidden):
    """One equation: {hidden cell: factor}, and under None what they sum to."""
    row = {}
    for cell, sign in [(whole, -1), *((part, 1) for part in parts)]:
        if cell in hidden:
            _add(row, {cell: Fraction(sign)}, 1)
        else:
            _add(row, {None: Fraction(-sign * published[cell])}, 1)
    return row


def _add(row, other, times):
    for cell, factor in other.items():
        row[cell] = row.get(cell, 0) + times * factor
        if not row[cell]:
            del row[cell]


def other_number(cells, relations, hidden, cell):
    """Whether the hidden `cell`, which is no sum, could hold another whole number from 1 and fit all that is published."""
    sums = {whole for whole, _parts in relations}
    inside = [cell, *(other for other in hidden if other not in sums and other != cell)]
    most = sum(number for other, number in cells.items() if other not in sums) + 1
    tried = (number for number in range(1, most + 1) if number != cells[cell])
    return any(_filled(cells, relations, hidden, inside, {cell: number}, most) for number in tried)


def _filled(cells, relations, hidden, inside, chosen, most):
    if not _fits(cells, relations, hidden, chosen):
        return False
    if len(chosen) == len(inside):
        return _adds_up(cells, relations, hidden, chosen)
    following = inside[len(chosen)]
    return any(_filled(cells, relations, hidden, inside, chosen | {following: n}, most) for n in range(1, most + 1))


def _fits(cells, relations, hidden, chosen):
    for whole, parts in relations:
        if whole not in hidden:
            least = sum(chosen.get(part, 1) if part in hidden else cells[part] for part in parts)
            is_full = all(part in chosen or part not in hidden for part in parts)
            if least > cells[whole] or (is_full and least != cells[whole]):
                return False
    return True


def _adds_up(cells, relations, hidden, chosen):
    values = {cell: number for cell, number in cells.items() if cell not in hidden} | chosen
    for whole, parts in relations:
        total = sum(values[part] for part in parts)
        if values.setdefault(whole, total) != total:
            return False
    return True
