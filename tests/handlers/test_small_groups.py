"""What is hidden in a table of counts cannot be found again by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.small_groups import SMALLEST_GROUP, Line, protect

counts = st.integers(min_value=0, max_value=12)
tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(counts, min_size=width, max_size=width), min_size=1, max_size=6)
)
ALL = "all"


def lines_of(table: list[list[int]]) -> tuple[dict[tuple[object, object], int], list[Line]]:
    """A table with its sums, and what adds up to what."""
    rows, columns = range(len(table)), range(len(table[0]))
    cells: dict[tuple[object, object], int] = {(row, column): table[row][column] for row in rows for column in columns}
    cells |= {(row, ALL): sum(table[row]) for row in rows}
    cells |= {(ALL, column): sum(table[row][column] for row in rows) for column in (*columns,)}
    cells[ALL, ALL] = sum(map(sum, table))
    lines = [Line(tuple((row, column) for column in columns), (row, ALL)) for row in (*rows, ALL)]
    lines += [Line(tuple((row, column) for row in rows), (ALL, column)) for column in (*columns, ALL)]
    return cells, lines


@given(tables)
def test_no_small_group_is_shown_and_none_follows_from_the_sums(table: list[list[int]]) -> None:
    cells, lines = lines_of(table)
    shown = protect(cells, lines)
    assert all(count is None or not 0 < count < SMALLEST_GROUP for count in shown.values())
    for line in lines:
        secret = [part for part in line.parts if shown[part] is None]
        total_hidden = shown[line.total] is None
        if total_hidden:
            assert secret
        elif secret:
            assert len(secret) > 1
            assert sum([cells[part] for part in secret]) >= SMALLEST_GROUP


@given(tables)
def test_what_is_shown_is_true(table: list[list[int]]) -> None:
    cells, lines = lines_of(table)
    assert all(count in (None, cells[key]) for key, count in protect(cells, lines).items())


def test_large_groups_and_none_at_all_are_shown() -> None:
    cells = {"a": 7, "b": 0, "sum": 7}
    assert protect(cells, [Line(("a", "b"), "sum")]) == cells


def test_a_group_hidden_alone_takes_the_next_smallest_with_it() -> None:
    cells = {"a": 2, "b": 9, "c": 30, "sum": 41}
    assert protect(cells, [Line(("a", "b", "c"), "sum")]) == {"a": None, "b": None, "c": 30, "sum": 41}


def test_two_small_groups_that_are_small_together_take_a_third() -> None:
    cells = {"a": 1, "b": 2, "c": 30}
    assert protect(cells, [Line(("a", "b", "c"))]) == {"a": None, "b": None, "c": None}


def test_where_nothing_else_is_left_the_sum_is_hidden() -> None:
    cells = {"a": 2, "b": 0, "sum": 2}
    assert protect(cells, [Line(("a", "b"), "sum")]) == {"a": None, "b": 0, "sum": None}
