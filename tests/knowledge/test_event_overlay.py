"""Events of the desk over those of the files: which counts, what follows on what people were told, the way back."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from knowledge.entries import Event
from knowledge.event_overlay import (
    EventChange,
    called_off,
    fingerprint,
    following,
    fresh_id,
    overlaid,
    prevails,
    problems_with,
    says_the_same,
)
from knowledge.exporting import export, lines_of, read_changes
from knowledge.library import Library
from knowledge.loading import CONTENT, load
from tests.invented_events import changed_event, invented_events

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MEETUP = invented_events()["testtag-leipzig"]


def edited(event: Event, **changes: Any) -> Event:
    """The event as somebody typed it."""
    return changed_event(event, changes)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of our content."""
    ours = shutil.ignore_patterns("*.py", "__pycache__", "vectors", "golden", "background")
    shutil.copytree(CONTENT, tmp_path / "content", ignore=ours)
    return tmp_path / "content"


def test_a_new_event_and_a_changed_one_lie_over_those_of_the_files(library: Library) -> None:
    ours = next(iter(library.events.values()))
    mine = edited(ours, city="Zwickau")
    seen = overlaid(library, [EventChange(event=MEETUP), EventChange(event=mine, base=fingerprint(ours))])
    assert seen.events[MEETUP.id] == MEETUP
    assert seen.events[ours.id].city == "Zwickau"
    assert len(seen.events) == len(library.events) + 1
    assert overlaid(library, []) is library


@pytest.mark.parametrize(
    ("files", "exported", "counts"),
    [
        (None, False, True), (None, True, True), ("as then", False, True), ("as then", True, True),
        ("otherwise", False, True), ("otherwise", True, False),
    ],
)  # fmt: skip
def test_the_desk_counts_until_the_files_have_said_the_same_and_were_changed_since(
    library: Library, files: str | None, *, exported: bool, counts: bool
) -> None:
    then = edited(MEETUP, city="Dresden")
    known = {None: {}, "as then": {MEETUP.id: then}, "otherwise": {MEETUP.id: edited(MEETUP, city="Görlitz")}}[files]
    change = EventChange(event=MEETUP, base=fingerprint(then), exported=exported)
    assert prevails(change, replace(library, events=known)) is counts


@pytest.mark.parametrize(
    ("changes", "status", "sequence"),
    [
        ({"summary": {"de": "Anders.", "en": "Different."}}, "planned", 0),
        ({"venue": "Rathaus"}, "planned", 1),
        ({"starts": date(2026, 12, 10)}, "moved", 1),
        ({"starts_at": time(18, 0)}, "moved", 1),
        ({"starts": date(2026, 11, 1)}, "past", 1),
        ({"status": "cancelled"}, "cancelled", 1),
    ],
)  # fmt: skip
def test_status_and_number_of_changes_follow_on_what_people_were_told(
    changes: dict[str, Any], status: str, sequence: int
) -> None:
    now = following(edited(MEETUP, **changes), MEETUP, now=NOW)
    assert (now.status, now.sequence) == (status, sequence)


def test_a_corrected_word_about_a_moved_event_tells_nobody_again() -> None:
    moved = following(edited(MEETUP, starts=date(2026, 12, 10)), MEETUP, now=NOW)
    again = following(edited(moved, summary={"de": "Anders.", "en": "Other."}, status="planned"), moved, now=NOW)
    assert (again.status, again.sequence) == ("moved", 1)


def test_what_takes_place_after_all_counts_as_another_change() -> None:
    gone = called_off(MEETUP, today=NOW.date())
    assert (gone.status, gone.sequence) == ("cancelled", 1)
    back = following(edited(gone, status="planned"), gone, now=NOW)
    assert (back.status, back.sequence) == ("planned", 2)


def test_a_new_event_begins_at_nought() -> None:
    assert following(MEETUP, None, now=NOW).sequence == 0
    assert following(edited(MEETUP, status="cancelled"), None, now=NOW).sequence == 1  # calendars would not notice


def test_the_rules_of_the_files_hold_for_every_event_of_ours_and_name_what_is_wrong(library: Library) -> None:
    assert [problems_with(event, library, date(2026, 11, 23)) for event in library.events.values()] == [
        [] for _ in library.events
    ]
    wrong = edited(MEETUP, organiser="nobody", topics=["unheard-of"], ends=date(2020, 1, 1), sources=[])
    found = problems_with(wrong, library, date(2026, 11, 23))
    assert {problem.field for problem in found} == {"organiser", "topics", "ends", "ends_at", "sources"} - {"ends_at"}


@pytest.mark.parametrize(
    ("title", "year", "name"),
    [
        ("Größter Ärger", "2027", "groesster-aerger-2027"), ("KI 2027", "2027", "ki-2027-2"), ("", "", "termin"),
        ("Кириллица 日本", "2027", "termin-2027"), ("x" * 200, "2027", f"{'x' * 60}-2027"),
    ],
)  # fmt: skip
def test_ids_are_made_of_title_and_year(title: str, year: str, name: str) -> None:
    assert fresh_id(title, year, ["ki-2027"]) == name


def test_every_event_of_ours_exported_is_read_back_as_the_same(library: Library, content: Path) -> None:
    changes = [EventChange(event=edited(event, city="Plauen")) for event in library.events.values()]
    assert len(export([*changes, EventChange(event=MEETUP)], content)) == len(changes) + 1
    exported = load(content)
    assert all(says_the_same(change, exported) for change in changes)
    assert exported.events[MEETUP.id] == MEETUP
    assert export(changes, content) == []


def test_an_edit_of_a_file_shows_as_few_lines_in_git(content: Path) -> None:
    path = content / "events" / "ki-kongress-sachsen-2024.md"
    before = path.read_text("utf-8").splitlines()
    export([EventChange(event=edited(load(content).events[path.stem], city="Plauen"))], content)
    after = path.read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == ["city: Plauen"]
    assert len(before) - len(after) <= 1  # `url: ''` says nothing


def test_events_survive_the_way_as_json_lines_beside_topics() -> None:
    changes = [EventChange(event=event, base="x") for event in invented_events().values()]
    assert read_changes(lines_of(changes)) == changes
