"""Small cells stay hidden from somebody who subtracts, and from somebody who tries every number that fits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.rules.suppression import Tables, is_small, protect, recomputed
from reports.tests.subtracting import known, other_number


def table(rows):
    """(cells, relations, rank) of a table with its margins and total; categories nobody is in are left out."""
    cells = {("cell", i, j): number for i, row in enumerate(rows) for j, number in enumerate(row) if number}
    relations = []
    for side, axis in (("row", 1), ("column", 2)):
        for index in sorted({cell[axis] for cell in cells}):
            parts = tuple(cell for cell in cells if cell[axis] == index)
            relations.append(((side, index), parts))
    margins = {whole: sum(cells[part] for part in parts) for whole, parts in relations}
    relations += [(("total",), tuple(whole for whole in margins if whole[0] == side)) for side in ("row", "column")]
    rank = dict.fromkeys(cells, (0,)) | dict.fromkeys(margins, (1,)) | {("total",): (2,)}
    return cells | margins | {("total",): sum(cells.values())}, tuple(relations), rank


def hidden_of(rows):
    cells, relations, rank = table(rows)
    return cells, relations, protect(Tables(cells, relations, rank=rank))


@pytest.mark.parametrize(("number", "small"), [(0, False), (1, True), (4, True), (5, False), (None, False), (-2, False)])
def test_one_to_four_are_few(number, small):
    assert is_small(number) is small


def test_without_small_cells_nothing_is_hidden():
    assert hidden_of([[5, 9], [12, 0]])[2] == frozenset()


def test_one_small_cell_takes_a_second_with_it():
    cells = {"total": 20, "women": 3, "men": 10, "others": 7}
    assert protect(Tables(cells, (("total", ("women", "men", "others")),))) == {"women", "others"}


def test_a_hidden_rest_of_a_few_takes_another_with_it():
    cells = {"total": 20, "a": 1, "b": 2, "c": 8, "d": 9}
    assert protect(Tables(cells, (("total", ("a", "b", "c", "d")),))) == {"a", "b", "c"}


def test_parts_that_can_only_be_one_each_take_another_with_them():
    cells = {"total": 14, **dict.fromkeys("abcde", 1), "f": 9}
    assert recomputed(cells, (("total", tuple("abcdef")),), frozenset("abcde")) == set("abcde")
    assert protect(Tables(cells, (("total", tuple("abcdef")),))) == set("abcdef")


def test_a_cell_that_is_printed_elsewhere_already_leaves_the_others_to_hide():
    cells = {"total": 20, "a": 3, "b": 8, "c": 9}
    tables = Tables(cells, (("total", tuple("abc")),), locked=frozenset("b"))
    assert protect(tables) == {"a", "c"}


def test_a_difference_of_two_reports_is_guarded_and_never_named():
    cells = {"all": 23, "donor": 20, "rest": 3}
    tables = Tables(cells, (("all", ("donor", "rest")),), secret=frozenset({"rest"}), rank={"all": (0,), "donor": (1,)})
    assert protect(tables) == {"all"}


def test_the_attackers_see_what_is_not_protected():
    """The control: with the small cells alone hidden, both ways of attack give them away."""
    cells, relations, _rank = table([[3, 10], [20, 30]])
    hidden = [("cell", 0, 0)]
    assert known(relations, cells, hidden) == {("cell", 0, 0): 3}
    assert not other_number(cells, relations, hidden, ("cell", 0, 0))
    assert recomputed(cells, relations, frozenset(hidden)) == {("cell", 0, 0)}


def grids(columns, most, rows):
    """Tables of numbers up to `most`."""
    return columns.flatmap(lambda n: st.lists(st.lists(st.integers(0, most), min_size=n, max_size=n), min_size=1, max_size=rows))


@given(grids(st.integers(2, 4), 30, 6))
@settings(max_examples=60, deadline=None)
def test_nobody_subtracts_to_a_small_cell(rows):
    cells, relations, hidden = hidden_of(rows)
    told = known(relations, cells, sorted(hidden, key=str))
    assert {cell: number for cell, number in told.items() if is_small(number)} == {}
    assert {cell for cell, number in cells.items() if is_small(number)} <= hidden


@given(grids(st.integers(2, 3), 6, 2))
@settings(max_examples=40, deadline=None)
def test_every_small_cell_could_hold_another_number(rows):
    cells, relations, hidden = hidden_of(rows)
    for cell, number in cells.items():
        if is_small(number) and cell[0] == "cell":
            assert other_number(cells, relations, hidden, cell)


@given(grids(st.just(3), 12, 5))
@settings(max_examples=20, deadline=None)
def test_the_same_table_hides_the_same_cells(rows):
    assert hidden_of(rows) == hidden_of([list(row) for row in rows])
