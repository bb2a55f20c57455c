"""Keeps small groups out of published counts: what is hidden cannot be found again by taking sums apart."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

SMALLEST_GROUP = 5  # the smallest number of people official statistics of the federation and the states usually show

Key = TypeVar("Key")
Shown = Mapping[Key, int | None]


@dataclass(frozen=True, slots=True)
class Line:
    """Cells that add up to a `total` the reader sees or may know from elsewhere; that one may be a cell itself."""

    parts: tuple[Any, ...]
    total: Any = None


def protect(cells: Mapping[Key, int], lines: Iterable[Line]) -> dict[Key, int | None]:
    """The cells with None in place of every count from 1 to 4, and of as many others as could give those away.

    In each line either nothing is hidden, or at least two cells that stand for five people or more together. Zero is
    no group and always shown.
    """
    hidden: set[object] = {key for key, count in cells.items() if 0 < count < SMALLEST_GROUP}
    values: Mapping[Any, int] = cells
    open_lines: Sequence[Line] = list(lines)
    while found := next(filter(None, (_also(line, values, hidden) for line in open_lines)), None):
        hidden.add(found[0])
    return {key: None if key in hidden else count for key, count in cells.items()}


def _also(line: Line, values: Mapping[Any, int], hidden: Collection[object]) -> tuple[object] | None:
    """The cell of a line that must be hidden besides; in a tuple, as a cell may be called anything."""
    secret = [part for part in line.parts if part in hidden]
    total_hidden = line.total in hidden
    count = len(secret) + total_hidden
    enough = total_hidden or sum(values[part] for part in secret) >= SMALLEST_GROUP
    if count == 0 or (count >= 2 and enough):
        return None
    others = [part for part in line.parts if part not in hidden and values[part]]
    if others:
        return (min(others, key=lambda part: values[part]),)
    return (line.total,) if line.total in values and not total_hidden else None
