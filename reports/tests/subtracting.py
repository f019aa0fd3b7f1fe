"""Somebody who reads all that is published and subtracts: exact fractions, nothing shared with the rules under test."""

from fractions import Fraction


def known(relations, published, hidden):
    """{cell: number} of the `hidden` cells that follow from the `published` numbers and the sums of `relations`."""
    order = {cell: column for column, cell in enumerate(hidden)}
    rows = [row for whole, parts in relations if any(row := _row(whole, parts, published, order))]
    solved = []
    for row in rows:
        for column, other in solved:
            row = [a - row[column] * b for a, b in zip(row, other, strict=True)]
        column = next((i for i, factor in enumerate(row[:-1]) if factor), None)
        if column is None:
            assert row[-1] == 0, "the published numbers contradict each other"
            continue
        row = [factor / row[column] for factor in row]
        solved = [(i, [a - old[column] * b for a, b in zip(old, row, strict=True)]) for i, old in solved]
        solved.append((column, row))
    cells = list(order)
    return {cells[column]: row[-1] for column, row in solved if not any(row[:column] + row[column + 1 : -1])}


def _row(whole, parts, published, order):
    """One equation: the factors of the hidden cells, then what they sum to."""
    row = [Fraction(0)] * (len(order) + 1)
    for cell, sign in [(whole, -1), *((part, 1) for part in parts)]:
        if cell in order:
            row[order[cell]] += sign
        else:
            row[-1] -= sign * published[cell]
    return row


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
