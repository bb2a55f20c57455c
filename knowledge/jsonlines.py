"""Reads JSON Lines as people write them: a line that is wrong is named with its number, and the others still count."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

# What each field of a question may be; others are left alone.
QUESTION_FIELDS: dict[str, tuple[type, ...]] = {"text": (str,), "lang": (str, type(None))}


@dataclass(frozen=True, slots=True)
class Line:
    """One line's number, counted from 1, and the object in it."""

    number: int
    fields: dict[str, Any]


class LineError(ValueError):
    """A line that cannot be used: its `number`, and `what` is wrong with it."""

    def __init__(self, number: int, what: str) -> None:
        super().__init__(f"line {number}: {what}")
        self.number = number
        self.what = what


def questions(lines: Iterable[str]) -> Iterator[Line | LineError]:
    """The objects with a `text` in `lines`, and what is wrong with the others; blank lines count but say nothing."""
    for line in objects(lines):
        yield line if isinstance(line, LineError) else _question(line)


def objects(lines: Iterable[str]) -> Iterator[Line | LineError]:
    """The objects in `lines`, and what is wrong with the others."""
    for number, text in enumerate(lines, 1):
        if text.strip():
            yield _object(number, text)


def _object(number: int, text: str) -> Line | LineError:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        return LineError(number, f"is not JSON: {error.msg} at column {error.colno}")
    except RecursionError:
        return LineError(number, "is not JSON that anybody can read: nested too deeply")
    if not isinstance(found, dict):
        return LineError(number, f"is JSON, but no object such as {json.dumps({'text': '…'}, ensure_ascii=False)}")
    return Line(number, found)


def _question(line: Line) -> Line | LineError:
    if "text" not in line.fields:
        return LineError(line.number, 'has no "text"')
    for name, kinds in QUESTION_FIELDS.items():
        if not isinstance(line.fields.get(name), kinds):
            return LineError(line.number, f'"{name}" is not a text')
    return line
