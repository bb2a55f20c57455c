"""Plays a conversation written as data through `chat --jsonl`: what was said, and what must come back to whom."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import delete
from sqlmodel import SQLModel

from bot.house import Running
from bot.jsonlines import serve, take_line
from bot.platforms.console import CONSOLE
from bot.store.database import MEMORY_URL, Database
from handlers.base import Chat, Kind, Message
from handlers.hours import OfficeHours, saxon_holidays
from knowledge.directory import Directory
from knowledge.entries import Event
from knowledge.library import Library
from knowledge.search import Searcher
from tests.invented_events import changed_event, invented_events

STAFF = "staff"
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday morning
UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
STEP_KEYS = frozenset(
    (
        "who",
        "says",
        "find",
        "times",
        "press",
        "kind",
        "id",
        "language",
        "later",
        "at",
        "then",
        "keep",
        "keep_case",
        "event",
    )
)
RULE_KEYS = frozenset(("says", "is", "not", "order", "buttons", "no_buttons", "not_buttons", "case", "longer"))

Line = dict[str, Any]


@dataclass(slots=True)
class Clock:
    """A clock that only the conversation moves."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def move(self, words: str) -> None:
        """`3 days`, `20 seconds`."""
        amount, unit = words.split()
        self.at += timedelta(seconds=int(amount) * UNITS[unit.rstrip("s")])

    def set(self, day: str) -> None:
        """`2027-12-01`: nine in the morning of that day (UTC)."""
        self.at = datetime.fromisoformat(f"{day}T09:00:00+00:00")


@dataclass(slots=True)
class Player:
    """One conversation against the real JSON Lines interface, dispatcher, handlers, engine and store."""

    running: Running
    clock: Clock
    searcher: Searcher
    written: list[Line]
    events: dict[str, Event] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=lambda: {"case": ""})
    buttons: dict[str, dict[str, str]] = field(default_factory=dict)
    count: int = 0

    async def play(self, steps: Sequence[Mapping[str, Any]]) -> None:
        """Every step in order; a mismatch says which step and what came instead."""
        for number, step in enumerate(steps, start=1):
            where = f"step {number} ({step.get('says', step.get('press', ''))!r:.60})"
            assert set(step) <= STEP_KEYS, f"{where}: unknown words {set(step) - STEP_KEYS}"
            if "later" in step:
                self.clock.move(step["later"])
            if "at" in step:
                self.clock.set(str(step["at"]))
            for event, changes in (step.get("event") or {}).items():
                self.events[event] = changed_event(self.events[event], changes)
            if "later" in step or "at" in step:
                await self.running.clock.tick()
            came = await self._say(step)
            self._remember(step, came)
            self._compare(where, step.get("then") or {}, came)

    async def start_afresh(self) -> None:
        """Forget everything, so that one house can play one conversation after the other."""
        async with self.running.database.writing() as session:
            for table in reversed(SQLModel.metadata.sorted_tables):
                await (await session.connection()).execute(delete(table))
            if self.running.database.is_sqlite:  # so that what people are told by number is called 1 first
                await (await session.connection()).exec_driver_sql("DELETE FROM sqlite_sequence")
        self.clock.at, self.count = START, 0
        self.events.update(invented_events())
        self.names, self.buttons = {"case": ""}, {}
        self.written.clear()

    async def _say(self, step: Mapping[str, Any]) -> list[Line]:
        """Send one line (or, for what has no words, the message itself) and return what came out."""
        self.count += 1
        who, own_id = str(step["who"]), str(step.get("id", f"auto-{self.count}"))
        if "kind" in step:
            text = self._filled(step.get("says", ""))
            kind = Kind(step["kind"])
            await self.running.dispatcher.receive([Message(Chat(CONSOLE, who), own_id, text=text, kind=kind)])
            await self.running.drain()
        else:
            line = {"staff": who[1:]} if who.startswith("@") else {"person": who}
            line |= {"id": own_id} | self._said(step, STAFF if who.startswith("@") else who)
            await take_line(self.running, json.dumps(line), self.written.append)
            assert self.written.pop() == {"done": own_id}
        came = list(self.written)
        self.written.clear()
        return came

    def _said(self, step: Mapping[str, Any], who: str) -> dict[str, str]:
        said = {"language": step["language"]} if "language" in step else {}
        if "press" in step:
            return said | {"press": self._button(who, str(step["press"]))}
        return said | {"text": self._text(step) * int(step.get("times", 1))}

    def _text(self, step: Mapping[str, Any]) -> str:
        """What is said; with `find`, the first of several texts for which the engine decides so."""
        if "find" not in step:
            return self._filled(step["says"])
        for text in step["says"]:
            findings = self.searcher.ask(text)
            if len(findings) == 1 and findings[0].decision == step["find"]:
                self.names["said"] = str(text)
                return self.names["said"]
        raise AssertionError(f"for none of {step['says']} the engine decides {step['find']!r}: name another text")

    def _filled(self, text: object) -> str:
        """`{case}`, `{said}`, `{label 1}` and names given with `keep` are filled in; all other braces stay."""
        filled = str(text)
        for name, value in self.names.items():
            filled = filled.replace(f"{{{name}}}", value)
        return filled

    def _button(self, who: str, wanted: str) -> str:
        """The id of the newest button with this label, or of one kept as `=name`; all else is sent as it stands."""
        if wanted.startswith("="):
            return self.names[wanted[1:]]
        return self.buttons.get(who, {}).get(self._filled(wanted), wanted)

    def _remember(self, step: Mapping[str, Any], came: Sequence[Line]) -> None:
        for line in came:
            self.names["case"] = line["case"] or self.names["case"]
            self.names |= {f"label {at}": button["label"] for at, button in enumerate(line["buttons"], start=1)}
            for button in line["buttons"]:
                self.buttons.setdefault(line["to"], {})[button["label"]] = button["id"]
        for name, label in (step.get("keep") or {}).items():
            self.names[name] = next(b["id"] for line in came for b in line["buttons"] if b["label"] == label)
        if "keep_case" in step:
            self.names[step["keep_case"]] = self.names["case"]

    def _compare(self, where: str, then: Mapping[str, Any], came: Sequence[Line]) -> None:
        for who, wanted in then.items():
            got = [line for line in came if line["to"] == who]
            expected = wanted if isinstance(wanted, list) else [wanted] if wanted else []
            texts = [line["text"] for line in got]
            assert len(got) == len(expected), f"{where}: {who} got {len(got)} messages, not {len(expected)}: {texts}"
            for line, rules in zip(got, expected, strict=True):
                self._check(f"{where}: to {who}", line, {"says": rules} if isinstance(rules, str) else rules)
        others = [line for line in came if line["to"] not in then]
        assert not others, f"{where}: not expected: {[(line['to'], line['text']) for line in others]}"

    def _check(self, where: str, line: Line, rules: Mapping[str, Any]) -> None:
        assert set(rules) <= RULE_KEYS, f"{where}: unknown words {set(rules) - RULE_KEYS}"
        text, labels = line["text"], [button["label"] for button in line["buttons"]]
        for part in map(self._filled, _listed(rules.get("says"))):
            assert part in text, f"{where}: {part!r} is not in {text!r:.2000}"
        for part in map(self._filled, _listed(rules.get("not"))):
            assert part not in text, f"{where}: {part!r} is in {text!r:.2000}"
        places = [text.find(self._filled(part)) for part in _listed(rules.get("order"))]
        assert -1 not in places, f"{where}: not all of {rules.get('order')} are in {text!r:.2000}"
        assert places == sorted(places), f"{where}: not in this order: {rules.get('order')} in {text!r:.2000}"
        assert "is" not in rules or text == self._filled(rules["is"]), f"{where}: {text!r} is not {rules['is']!r}"
        assert len(text) >= int(rules.get("longer", 1)), f"{where}: only {len(text)} characters"
        for label in map(self._filled, _listed(rules.get("buttons"))):
            assert label in labels, f"{where}: no button {label!r} among {labels}"
        for label in map(self._filled, _listed(rules.get("not_buttons"))):
            assert label not in labels, f"{where}: a button {label!r} among {labels}"
        assert not ("no_buttons" in rules and labels), f"{where}: buttons {labels}"
        assert "case" not in rules or line["case"] == self._filled(rules["case"]), f"{where}: case is {line['case']!r}"


def _listed(value: object) -> list[str]:
    return [] if value is None else [str(part) for part in value] if isinstance(value, list) else [str(value)]


async def new_player(
    library: Library, searcher: Searcher, *, directory: Directory | None = None, url: str = MEMORY_URL,
    office_hours: str = "",
) -> Player:  # fmt: skip
    """A fresh house with an empty store, and its clock."""
    clock = Clock()
    written: list[Line] = []
    events = {**library.events, **invented_events()}
    library = replace(library, events=events)
    running = await serve(
        Database(url), written.append, library=library, searcher=searcher, directory=directory, now=clock,
        hours=_hours(office_hours),
    )  # fmt: skip
    return Player(running, clock, searcher, written, events)


def _hours(written: str) -> OfficeHours | None:
    """Office hours of Saxony within sixteen of which an answer is promised; none when nothing is written."""
    if not written:
        return None
    return OfficeHours.parse(written, answer_within=timedelta(hours=16), is_holiday=saxon_holidays())


def read_conversations(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """Every conversation below `folder`, by file name; all values stay text, so `yes` and `2` mean what they say."""
    return [
        (
            path.relative_to(folder).with_suffix("").as_posix(),
            yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader),
        )
        for path in sorted(folder.rglob("*.yaml"))
    ]
