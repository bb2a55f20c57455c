"""Random days in the office: never two owners, never a lost message, never a note delivered."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import select

from bot.platforms.console import CONSOLE
from bot.store.database import MEMORY_URL, Database
from bot.store.models import InquiryEventRow, InquiryRow
from handlers.base import CaseState, Chat
from knowledge.library import Library
from tests.handlers.offices import Office, open_small_office

T = TypeVar("T")
PEOPLE = (Chat(CONSOLE, "maria"), Chat(CONSOLE, "jonas"))
NAMES = ("anna", "ben", "carla")
RETENTION_HOURS = 90 * 24
CHANGES_OWNER = {"claimed", "released", "handed-over", "replied", "parked"}


class Days(RuleBasedStateMachine):
    """What people and staff may do, in any order; every text is different, so that each can be looked for."""

    library: Library

    @initialize()
    def open(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.database = Database(MEMORY_URL)
        self.office: Office = self._run(open_small_office(self.database, self.library))
        self.numbers: list[str] = []
        self.said: list[str] = []
        self.replies: list[str] = []
        self.notes = self.passed = 0
        for person in PEOPLE:
            self._pass_on(person)

    def teardown(self) -> None:
        self._run(self.database.dispose())
        self.loop.close()

    @rule(person=st.sampled_from(PEOPLE))
    def pass_on(self, person: Chat) -> None:
        if len(self.numbers) < 5:
            self._pass_on(person)

    @rule(person=st.sampled_from(PEOPLE))
    def write(self, person: Chat) -> None:
        text = f"Weiteres {len(self.said)} zum Dackel."
        sent = self._run(self.office.says(person, text))
        if any(one.case and one.chat == person for one in sent) or not any("Mensch" in one.text for one in sent):
            self.said.append(text)

    @rule(name=st.sampled_from(NAMES), asks=st.booleans(), pick=st.integers(0, 4))
    def reply(self, name: str, asks: bool, pick: int) -> None:
        text = f"Antwort {len(self.office.sent)}{'?' if asks else '.'}"
        sent = self._staff(name, f"/antwort {self._number(pick)} {text}")
        if any("Antwort geht an die Person" in one for one in sent):
            self.replies.append(text)

    @rule(name=st.sampled_from(NAMES), pick=st.integers(0, 4))
    def note(self, name: str, pick: int) -> None:
        self._staff(name, f"/notiz {self._number(pick)} GEHEIM {self.notes}")
        self.notes += 1

    @rule(
        name=st.sampled_from(NAMES), pick=st.integers(0, 4),
        what=st.sampled_from(("zeige", "uebernehmen", "freigeben", "warten", "schliessen", "oeffnen", "dringend")),
    )  # fmt: skip
    def act(self, name: str, pick: int, what: str) -> None:
        self._staff(name, f"/{what} {self._number(pick)}")

    @rule(name=st.sampled_from(NAMES), to=st.sampled_from(NAMES), pick=st.integers(0, 4))
    def hand_over(self, name: str, to: str, pick: int) -> None:
        self._staff(name, f"/uebergeben {self._number(pick)} {to}")

    @rule(name=st.sampled_from(NAMES), one=st.integers(0, 4), other=st.integers(0, 4))
    def merge(self, name: str, one: int, other: int) -> None:
        self._staff(name, f"/zusammenlegen {self._number(one)} {self._number(other)}")

    @rule(hours=st.sampled_from((1, 25, 24 * 8, 24 * 27)))
    def time_passes(self, hours: int) -> None:
        if self.passed + hours >= RETENTION_HOURS:
            return  # what was closed first would be forgotten, as it is to be
        self.passed += hours
        self.office.now[0] += timedelta(hours=hours)
        self._run(self.office.tick())

    @invariant()
    def no_note_reaches_a_person(self) -> None:
        assert not [one for one in self._office_sent() if one.chat in PEOPLE and "GEHEIM" in one.text]

    @invariant()
    def every_reply_reaches_a_person_once(self) -> None:
        texts = [one.text for one in self._office_sent() if one.chat in PEOPLE]
        for reply in getattr(self, "replies", []):
            assert sum(f"\n{reply}\n" in text for text in texts) == 1, reply

    @invariant()
    def every_word_of_a_person_lies_on_one_case(self) -> None:
        if hasattr(self, "office"):
            kept = [event.text for _, event in self._run(self._events()) if event.by == "person"]
            assert [text for text in self.said if kept.count(text) != 1] == []

    @invariant()
    def each_case_has_the_owner_its_history_tells(self) -> None:
        if not hasattr(self, "office"):
            return
        for row in self._run(self._rows()):
            if row.state in (CaseState.NEW, CaseState.CLAIMED):
                assert (row.state == CaseState.CLAIMED) is bool(row.owner), row.number
            lines = [event for id_, event in self._run(self._events()) if id_ == row.id]
            if not row.merged_into and not any(line.what == "took-in" for line in lines):
                assert row.owner == _owner_told(lines), row.number

    def _pass_on(self, person: Chat) -> None:
        question = f"Frage {len(self.numbers)} zum Dackel."
        self.numbers.append(self._run(self.office.asks(question, person)))
        self.said.append(question)

    def _staff(self, name: str, text: str) -> list[str]:
        return [one.text for one in self._run(self.office.staff(name, text))]

    def _number(self, pick: int) -> str:
        return self.numbers[pick % len(self.numbers)]

    def _office_sent(self) -> list[Any]:
        return self.office.sent if hasattr(self, "office") else []

    async def _rows(self) -> list[InquiryRow]:
        async with self.database.reading() as session:
            return list((await session.exec(select(InquiryRow))).all())

    async def _events(self) -> list[tuple[int, InquiryEventRow]]:
        async with self.database.reading() as session:
            rows = (await session.exec(select(InquiryEventRow).order_by("id"))).all()
        return [(row.inquiry_id, row) for row in rows]

    def _run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(doing)


def _owner_told(lines: list[InquiryEventRow]) -> str:
    """Who has a case, as its history tells it."""
    owner = ""
    for line in lines:
        if line.what in CHANGES_OWNER:
            owner = {"released": "", "handed-over": line.text}.get(line.what, line.name)
    return owner


def test_whatever_happens_nothing_is_lost_doubled_or_leaked(library: Library) -> None:
    machine = type("DaysOfThisLibrary", (Days,), {"library": library})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
