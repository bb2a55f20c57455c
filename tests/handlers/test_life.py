"""Random days in the office: never two owners, never a lost message, never a note delivered."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar
from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine
from sqlmodel import select

from bot.platforms.console import CONSOLE, STAFF_ROOM
from bot.store.database import MEMORY_URL, Database
from bot.store.models import ChatRow, InquiryEventRow, InquiryRow
from handlers.base import DESK, By, CaseState, Chat, Message
from knowledge.library import Library
from tests.handlers.offices import Office, open_small_office

T = TypeVar("T")
PEOPLE = (Chat(CONSOLE, "maria"), Chat(CONSOLE, "jonas"))
NAMES = ("anna", "ben", "carla")
RETENTION = timedelta(days=90)
MOST_CASES = 6
STEPS = ("zeige", "uebernehmen", "freigeben", "warten", "schliessen", "oeffnen", "dringend", "sperren", "entsperren")
CHANGES_OWNER = {"claimed", "released", "handed-over", "replied", "parked"}
CLOCK = {"reminded", "announced", "late"}
BEGINS_ANEW = {"replied", "parked", "closed", "reopened", "message", "withdrawn"}  # for the clock

people, names, picks = st.sampled_from(PEOPLE), st.sampled_from(NAMES), st.integers(0, MOST_CASES - 1)
at_desk = st.booleans()


class Days(RuleBasedStateMachine):
    """What people and staff may do, in any order; every text is different, so that each can be looked for."""

    library: Library
    is_open = False

    @initialize()
    def open(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.database = Database(MEMORY_URL)
        self.office: Office = self._run(open_small_office(self.database, self.library))
        self.numbers: list[str] = []
        self.said: dict[str, Chat] = {}
        self.erased: list[str] = []
        self.replies: list[str] = []
        self.refused: list[str] = []
        self.texts = 0
        self.is_open = True
        for person in PEOPLE:
            self._pass_on(person)

    def teardown(self) -> None:
        if self.is_open:
            self._run(self.database.dispose())
            self.loop.close()

    @precondition(lambda self: len(self.numbers) < MOST_CASES)
    @rule(person=people)
    def pass_on(self, person: Chat) -> None:
        self._pass_on(person)

    @rule(person=people)
    def write(self, person: Chat) -> None:
        """It lies on a case, or the person is told that it does not; only who is banned hears nothing."""
        text = self._new("Weiteres {} zum Dackel.")
        banned = self._is_banned(person)
        sent = self._run(self.office.says(person, text))
        if text in self._texts():
            self.said[text] = person
        else:
            assert banned is not any(one.chat == person for one in sent), text

    @rule(person=people, pick=picks)
    def withdraw(self, person: Chat, pick: int) -> None:
        buttons = [button for one in self._run(self.office.says(person, "/status")) for button in one.buttons]
        if buttons:
            self._run(self.office.says(person, "", press=buttons[pick % len(buttons)].id))

    @rule(person=people)
    def erase(self, person: Chat) -> None:
        self._run(self.office.says(person, "/loeschen"))
        self._run(self.office.says(person, "ja"))
        gone = [text for text, whose in self.said.items() if whose == person]
        assert not self._run(self._cases_of(person))
        self.erased += gone
        self.said = {text: whose for text, whose in self.said.items() if whose != person}

    @rule(name=names, asks=st.booleans(), pick=picks, desk=at_desk)
    def reply(self, name: str, asks: bool, pick: int, desk: bool) -> None:
        text = self._new("Antwort {}" + ("?" if asks else "."))
        self._staff(name, f"/antwort {self._number(pick)} {text}", desk=desk)
        (self.replies if text in self._texts() else self.refused).append(text)

    @rule(name=names, pick=picks, desk=at_desk)
    def note(self, name: str, pick: int, desk: bool) -> None:
        self._staff(name, self._new(f"/notiz {self._number(pick)} GEHEIM {{}}"), desk=desk)

    @rule(name=names, pick=picks, what=st.sampled_from(STEPS), desk=at_desk)
    def act(self, name: str, pick: int, what: str, desk: bool) -> None:
        self._staff(name, f"/{what} {self._number(pick)}", desk=desk)

    @rule(name=names, pick=picks, word=st.sampled_from(("hund", "-hund", "futter")), desk=at_desk)
    def tag(self, name: str, pick: int, word: str, desk: bool) -> None:
        self._staff(name, f"/schlagwort {self._number(pick)} {word}", desk=desk)

    @rule(name=names, to=names, pick=picks, desk=at_desk)
    def hand_over(self, name: str, to: str, pick: int, desk: bool) -> None:
        self._staff(name, f"/uebergeben {self._number(pick)} {to}", desk=desk)

    @rule(name=names, one=picks, other=picks, desk=at_desk)
    def merge(self, name: str, one: int, other: int, desk: bool) -> None:
        self._staff(name, f"/zusammenlegen {self._number(one)} {self._number(other)}", desk=desk)

    @rule(pick=picks)
    def claim_all_at_once(self, pick: int) -> None:
        """Everybody in both windows; one at most gets it."""
        before = len(self._claims())
        messages = [
            _message(name, f"/uebernehmen {self._number(pick)}", desk=desk) for name in NAMES for desk in (False, True)
        ]
        receive = self.office.running.dispatcher.receive

        async def race() -> None:
            await asyncio.gather(*(receive([message]) for message in messages))

        self._run(race())
        assert len(self._claims()) - before <= 1

    @rule(hours=st.sampled_from((1, 25, 24 * 8, 24 * 27)))
    def time_passes(self, hours: int) -> None:
        """The clock does what is due; only what is long over is forgotten."""
        before = {row.id: row for row in self._rows()}
        lines = self._events()
        self.office.now[0] += timedelta(hours=hours)
        self._run(self.office.tick())
        forgotten = before.keys() - {row.id for row in self._rows()}
        for row in (before[id_] for id_ in forgotten):
            assert row.state in (CaseState.CLOSED, CaseState.ANSWERED), row.number
            assert (row.closed_at or row.changed_at) < self.office.now[0] - RETENTION, row.number
        gone = {line.text for line in lines if line.inquiry_id in forgotten}
        self.said = {text: whose for text, whose in self.said.items() if text not in gone}

    @invariant()
    def no_note_reaches_a_person(self) -> None:
        assert not [text for text in self._heard() if "GEHEIM" in text]

    @invariant()
    def every_reply_reaches_a_person_once_and_no_refused_one_does(self) -> None:
        if self.is_open:
            heard = self._heard()
            assert [text for text in self.replies if sum(f"\n{text}\n" in one for one in heard) != 1] == []
            assert [text for text in self.refused if any(f"\n{text}\n" in one for one in heard)] == []

    @invariant()
    def every_word_of_a_person_lies_on_one_case_until_it_is_erased(self) -> None:
        if self.is_open:
            kept = [event.text for event in self._events() if event.by == By.PERSON]
            assert [text for text in self.said if kept.count(text) != 1] == []
            assert [text for text in self.erased if text in kept] == []

    @invariant()
    def each_case_has_the_owner_its_history_tells(self) -> None:
        for row in self._rows():
            if row.state in (CaseState.NEW, CaseState.CLAIMED):
                assert (row.state == CaseState.CLAIMED) is bool(row.owner), row.number
            lines = self._lines(row)
            if row.chat_id is not None and lines:
                assert row.owner == _owner_told(lines), row.number

    @invariant()
    def the_clock_says_nothing_twice(self) -> None:
        for row in self._rows():
            told: set[str] = set()
            for line in self._lines(row):
                told = set() if line.what in BEGINS_ANEW else told
                assert line.what not in told, (row.number, line.what)
                told |= {line.what} & CLOCK

    def _pass_on(self, person: Chat) -> None:
        if self._is_banned(person):
            return
        question = self._new("Frage {} zum Dackel.")
        self.numbers.append(self._run(self.office.asks(question, person)))
        self.said[question] = person

    def _new(self, text: str) -> str:
        self.texts += 1
        return text.format(self.texts)

    def _staff(self, name: str, text: str, *, desk: bool) -> None:
        self._run(self.office.running.dispatcher.receive([_message(name, text, desk=desk)]))
        self._run(self.office.running.drain())

    def _number(self, pick: int) -> str:
        return self.numbers[pick % len(self.numbers)]

    def _heard(self) -> list[str]:
        return [one.text for one in self.office.sent if one.chat in PEOPLE] if self.is_open else []

    def _is_banned(self, person: Chat) -> bool:
        return any(row.banned_at for row in self._run(self._cases_of(person)))

    def _claims(self) -> list[InquiryEventRow]:
        return [event for event in self._events() if event.what == "claimed"]

    def _texts(self) -> list[str]:
        return [event.text for event in self._events()]

    def _lines(self, row: InquiryRow) -> list[InquiryEventRow]:
        """The history of a case; none of one where those of two lie side by side."""
        lines = [event for event in self._events() if event.inquiry_id == row.id]
        return [] if row.merged_into or any(line.what == "took-in" for line in lines) else lines

    def _rows(self) -> list[InquiryRow]:
        return self._run(self._all(select(InquiryRow))) if self.is_open else []

    def _events(self) -> list[InquiryEventRow]:
        return self._run(self._all(select(InquiryEventRow).order_by("id")))

    async def _cases_of(self, person: Chat) -> list[InquiryRow]:
        theirs = select(ChatRow.id).where(ChatRow.platform == person.platform, ChatRow.address == person.id)
        return await self._all(select(InquiryRow).where(InquiryRow.chat_id.in_(theirs)))  # type: ignore[union-attr]

    async def _all(self, query: Any) -> list[Any]:
        async with self.database.reading() as session:
            return list((await session.exec(query)).all())

    def _run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(doing)


def _message(name: str, text: str, *, desk: bool) -> Message:
    """Staff write in their room or act at the desk."""
    return Message(Chat(DESK, name) if desk else STAFF_ROOM, uuid4().hex, text, staff=name)


def _owner_told(lines: list[InquiryEventRow]) -> str:
    """Who has a case, as its history tells it."""
    owner = ""
    for line in lines:
        if line.what in CHANGES_OWNER:
            owner = {"released": "", "handed-over": line.text}.get(line.what, line.name)
    return owner


def test_whatever_happens_nothing_is_lost_doubled_or_leaked(library: Library) -> None:
    machine = type("DaysOfThisLibrary", (Days,), {"library": library})
    checks = list(HealthCheck)
    run_machine(
        machine, settings=settings(max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=checks)
    )
