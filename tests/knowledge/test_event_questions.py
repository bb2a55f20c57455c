"""Questions about events: how many of 120 phrasings are understood, and which days are meant at the edges of time."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.event_questions import EventQuestion, EventReader
from knowledge.library import Library

PHRASINGS = Path(__file__).parent / "event_questions.jsonl"
MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def reader(library: Library) -> EventReader:
    return EventReader.of(library)


def phrasings(part: str) -> list[dict[str, Any]]:
    """The lines of one part; those of `held-out` were written in another style and not looked at while fitting."""
    lines = [json.loads(line) for line in PHRASINGS.read_text("utf-8").splitlines()]
    return [line for line in lines if line["part"] == part]


def is_understood(line: dict[str, Any], got: EventQuestion | None) -> bool:
    """Whether everything the line states was found: days, place, topic, series and whether it is about the past."""
    if got is None or not line["event"]:
        return (got is not None) == bool(line["event"])
    days = (str(got.period.first or None), str(got.period.last or None)) if got.period else ("None", "None")
    return bool(
        days == (str(line.get("from")), str(line.get("to")))
        and (got.place.name if got.place else "").startswith(line.get("place", ""))
        and bool(got.place) == bool(line.get("place"))
        and got.past == line.get("past", False)
        and ("topic" not in line or line["topic"] in got.topics)
        and ("series" not in line or any(event.startswith(line["series"]) for event in got.events))
    )


@pytest.mark.parametrize(("part", "bar"), [("fit", 0.97), ("held-out", 0.92)])
def test_event_questions_are_understood(reader: EventReader, part: str, bar: float) -> None:
    lines = phrasings(part)
    missed = [line["text"] for line in lines if not is_understood(line, reader.read(line["text"], today=MONDAY))]
    assert len(lines) >= 120
    assert 1 - len(missed) / len(lines) >= bar, missed
