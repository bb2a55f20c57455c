"""Takes messages in, has them answered, and commits each with everything it causes."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import structlog

from bot.platforms.base import Position
from bot.store.database import AsyncSession, Database, StoreUnavailableError, is_database_fault
from bot.store.positions import keep_position
from bot.store.retention import empty_journal
from bot.store.signals import tell_others
from bot.store.turns import Pressed, StoredTurn, begin_turn
from handlers.base import Chat, Handler, Message, Reply, Turn
from handlers.cleaning import clean
from handlers.speech import Speech
from handlers.welcome import introduced
from handlers.words import Words
from knowledge.entries import Language
from knowledge.library import Library
from knowledge.search import Finding

log = structlog.get_logger()


class Asker(Protocol):
    """What the dispatcher needs of the answering engine."""

    def ask(self, text: str, *, language: str | None = None) -> tuple[Finding, ...]: ...


@dataclass(frozen=True, slots=True)
class House:
    """What every turn is given, whoever writes."""

    library: Library
    searcher: Asker
    speech: Speech
    words: Words
    handlers: Sequence[Handler]
    staff_rooms: tuple[Chat, ...]
    retention_days: int
    now: Callable[[], datetime]


class Dispatcher:
    """The one way in for every platform; `woken` is called when there is something to send."""

    def __init__(self, database: Database, house: House, woken: Callable[[], None]) -> None:
        self._database = database
        self._house = house
        self._woken = woken

    async def receive(self, messages: Sequence[Message], *, position: Position | None = None) -> None:
        """Answer a batch in one commit. Raises StoreUnavailableError: then none of it was taken."""
        cleaned = [replace(message, text=clean(message.text), press=clean(message.press)) for message in messages]
        findings = await asyncio.to_thread(self._search, cleaned)
        erased = False
        async with self._database.writing() as session:
            for message, found in zip(cleaned, findings, strict=True):
                erased = await self._take(session, message, found) or erased
            if position:
                await keep_position(session, position)
            await tell_others(session)
        if erased:
            await self._empty_journal()
        self._woken()

    async def _empty_journal(self) -> None:
        """What was erased must not linger in the journal until the hourly housekeeping, which does what fails here."""
        try:
            await empty_journal(self._database)
        except StoreUnavailableError as error:
            log.warning("journal kept", error=str(error))

    def _search(self, messages: Sequence[Message]) -> list[tuple[Finding, ...]]:
        """Before the transaction opens, since it takes time: what each text is about."""
        return [
            self._house.searcher.ask(message.text, language=message.language) if _wants_search(message) else ()
            for message in messages
        ]

    async def _take(self, session: AsyncSession, message: Message, found: tuple[Finding, ...]) -> bool:
        """One message in its own savepoint: a fault rolls it back and leaves its neighbours alone.

        Returns whether the person had their data erased.
        """
        try:
            async with session.begin_nested():
                return await self._answer(session, message, found)
        except StoreUnavailableError:
            raise
        except Exception as error:  # the one place that catches everything: log, apologise, tell staff
            if is_database_fault(error):
                raise
            reference = secrets.token_hex(3).upper()
            log.exception("turn failed", reference=reference, platform=message.chat.platform, message=message.id)
            async with session.begin_nested():
                await self._apologise(session, message, found, reference)
        return False

    async def _answer(self, session: AsyncSession, message: Message, found: tuple[Finding, ...]) -> bool:
        stored = await begin_turn(session, message, self._house.now())
        if stored is None:
            return False
        turn = self._turn(message, found, stored)
        try:
            pressed = await stored.pressed()
        except KeyError:
            await stored.finish([Reply(turn.say("button-expired"))])
            return False
        replies = await self._replies(turn, pressed)
        await stored.record_line(pressed.label if pressed else message.text)
        await stored.finish(replies)
        return stored.people.erased

    async def _replies(self, turn: Turn, pressed: Pressed | None) -> list[Reply]:
        """Ask each handler in order; the first that does not decline has answered."""
        if pressed:
            if pressed.press is None:
                return []
            turn.press = pressed.press
        for handler in self._house.handlers:
            answer = await handler.answer(turn)
            if answer is not None:
                return introduced(turn, answer)
        raise LookupError("no handler took the message; the last of HANDLERS must take everything")

    async def _apologise(
        self, session: AsyncSession, message: Message, found: tuple[Finding, ...], reference: str
    ) -> None:
        """Nothing is silent: the person and staff hear of the fault, under the same reference."""
        stored = await begin_turn(session, message, self._house.now())
        if stored is None:
            return
        turn = self._turn(message, found, stored)
        await stored.record_line(message.text)
        sorry = Reply(turn.say("fault", reference=reference), (turn.button("button-person", "inquiry.ask"),))
        fault = turn.for_staff.say("staff-fault", reference=reference, platform=message.chat.platform)
        alert = turn.alert(fault)
        await stored.finish([sorry, *alert])

    def _turn(self, message: Message, found: tuple[Finding, ...], stored: StoredTurn) -> Turn:
        house = self._house
        return Turn(
            message=message, conversation=stored.conversation, library=house.library, speech=house.speech,
            language=_language(message, found, stored), now=house.now(), cases=stored.cases, people=stored.people,
            tally=stored.tally, words=house.words, staff_rooms=house.staff_rooms, retention_days=house.retention_days,
            findings=found, first_contact=stored.first_contact,
        )  # fmt: skip


def _wants_search(message: Message) -> bool:
    return bool(message.text.strip()) and not message.press and not message.staff and not message.text.startswith("/")


def _language(message: Message, found: tuple[Finding, ...], stored: StoredTurn) -> Language:
    """The message's own language; else what the person chose, last spoke, or the platform says; else German."""
    conversation = stored.conversation
    if found and found[0].language_sure:
        conversation.spoken = found[0].language
        return found[0].language
    return conversation.chosen or conversation.spoken or message.language or "de"
