"""Lists of events from partners: looked at line by line, written only when told to, and read again afterwards."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knowledge.__main__ import app
from knowledge.calendar import calendar_of
from knowledge.event_import import Verdict, as_markdown, judged, read_list
from knowledge.library import Library
from knowledge.loading import CONTENT, load
from tests.invented_events import changed_event, invented_events

TODAY = date(2026, 11, 23)
CSV = """\
title_de;title_en;organiser;city;starts;starts_at;ends_at;format;topics;url;summary_de
KI-Tag Bautzen;AI day;hszg;Bautzen;2027-04-20;17:00;19:00;meetup;robotics ethics;https://www.example.org/1;Ein Tag.
Ohne Datum;;hszg;Bautzen;;;;meetup;;https://www.example.org/2;Text.
Unbekannt;;niemand;Bautzen;2027-04-21;;;meetup;;https://www.example.org/3;Text.
Falsches Thema;;hszg;Bautzen;2027-04-21;;;meetup;kaninchen;https://www.example.org/3;Text.
"""


def verdicts(path: Path, library: Library) -> list[Verdict]:
    lines = judged(read_list(path), library, organiser="hszg", source="", today=TODAY)
    return [line.verdict for line in lines]


def test_each_line_of_a_csv_list_is_judged_by_itself(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "list.csv"
    path.write_text(CSV, "utf-8")
    lines = list(judged(read_list(path), library, organiser="", source="", today=TODAY))
    assert [line.verdict for line in lines] == [Verdict.NEW, Verdict.BROKEN, Verdict.BROKEN, Verdict.BROKEN]
    event = lines[0].event
    assert event
    assert (event.id, event.topics) == ("ki-tag-bautzen-2027", ("robotics", "ethics"))
    assert event.begins == datetime(2027, 4, 20, 15, 0, tzinfo=UTC)
    assert [line.what for line in lines[1:]] == [
        "starts: is missing",
        "organiser: 'niemand' is not an actor; name one with --organiser",
        "topics: kaninchen not in vocabulary.yaml",
    ]


def test_our_own_calendar_comes_back_unchanged(tmp_path: Path, library: Library) -> None:
    known = Library(library.topics, library.actors, invented_events(), library.operator, library.vocabulary)
    path = tmp_path / "list.ics"
    plain = {id_: changed_event(event, {"title": {"de": "T", "en": "T"}}) for id_, event in invented_events().items()}
    path.write_bytes(calendar_of(plain.values(), known, language="de", name="x", url_of=lambda event: ""))
    lines = list(judged(read_list(path), known, organiser="", source="", today=TODAY))
    assert [line.verdict for line in lines] == [Verdict.CHANGED] * 4
    assert all("title" in line.what for line in lines)
    assert all("starts" not in line.what for line in lines)


def test_a_new_date_in_a_list_counts_as_a_postponement(tmp_path: Path, library: Library) -> None:
    known = Library(library.topics, library.actors, invented_events(), library.operator, library.vocabulary)
    moved = changed_event(invented_events()["testtag-leipzig"], {"starts": "2026-12-17"})
    path = tmp_path / "list.ics"
    path.write_bytes(calendar_of([moved], known, language="de", name="x", url_of=lambda event: ""))
    (line,) = judged(read_list(path), known, organiser="", source="", today=TODAY)
    assert line.event
    assert (line.event.status, line.event.sequence, line.event.starts) == ("moved", 1, date(2026, 12, 17))


@pytest.mark.parametrize(
    ("starts", "lasts", "begins", "over"),
    [
        ("DTSTART:20261231T190000Z", "DURATION:PT3H", "2026-12-31T19:00", "2026-12-31T22:00"),
        ("DTSTART:20261231T220000Z", "DTEND:20270101T010000Z", "2026-12-31T22:00", "2027-01-01T01:00"),
        ("DTSTART;VALUE=DATE:20270227", "DURATION:P2D", "2027-02-26T23:00", "2027-02-28T23:00"),
        ("DTSTART;VALUE=DATE:20270328", "DTEND;VALUE=DATE:20270329", "2027-03-27T23:00", "2027-03-28T22:00"),
    ],
)
def test_the_end_of_an_entry_is_read_however_it_is_told_and_over_new_year_and_the_change_of_the_clock(
    tmp_path: Path, library: Library, starts: str, lasts: str, begins: str, over: str
) -> None:
    path = tmp_path / "list.ics"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1", "SUMMARY:KI-Tag", starts, lasts]
    path.write_text("\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""]), "utf-8")
    (line,) = judged(read_list(path), library, organiser="hszg", source="", today=TODAY)
    assert line.event
    assert line.event.begins == datetime.fromisoformat(f"{begins}+00:00")
    assert line.event.over == datetime.fromisoformat(f"{over}+00:00")


def test_a_list_in_one_language_leaves_our_translation_of_what_it_says_as_we_do(
    tmp_path: Path, library: Library
) -> None:
    event = invented_events()["testtag-leipzig"]
    known = Library(library.topics, library.actors, {event.id: event}, library.operator, library.vocabulary)
    path = tmp_path / "list.csv"
    path.write_text(f"id;title_de;summary_de;starts\n{event.id};{event.title.de};Anders.;2026-12-03\n", "utf-8")
    (line,) = judged(read_list(path), known, organiser="", source="", today=TODAY)
    assert line.event
    assert line.event.title == event.title
    assert (line.event.summary.de, line.event.summary.en) == ("Anders.", "Anders.")


def test_the_written_file_is_read_as_the_same_event(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content", ignore=shutil.ignore_patterns("*.py", "vectors", "background"))
    for event in invented_events().values():
        (tmp_path / "content" / "events" / f"{event.id}.md").write_text(as_markdown(event), "utf-8")
    read = load(tmp_path / "content").events
    assert {id_: read[id_] for id_ in invented_events()} == invented_events()


@pytest.mark.parametrize("write", [False, True])
def test_nothing_is_written_unless_told_to(tmp_path: Path, write: bool) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content, ignore=shutil.ignore_patterns("*.py", "vectors", "background"))
    (tmp_path / "list.csv").write_text("\n".join(CSV.splitlines()[:2]), "utf-8")
    command = [
        "events",
        "import",
        str(tmp_path / "list.csv"),
        "--folder",
        str(content),
        *(["--write"] if write else []),
    ]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    assert "1 new, 0 changed, 0 same, 0 broken" in result.output
    assert (content / "events" / "ki-tag-bautzen-2027.md").exists() == write


@pytest.mark.parametrize("name", ["list.ics", "list.csv"])
def test_a_file_that_is_none_is_refused_in_words(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xff\xfe\x00nonsense")
    result = CliRunner().invoke(app, ["events", "import", str(tmp_path / name)])
    assert result.exit_code == 2
    assert "cannot be read" in result.output
