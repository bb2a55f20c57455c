"""Takes messages in, has them answered, and commits each with everything it causes."""

import asyncio
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.knowing import Knowing
from bot.platforms.base import Position
from bot.store.batch import Batch, open_batch
from bot.store.database import AsyncSession, Database, StoreUnavailableError, is_database_fault
from bot.store.positions import keep_position
from bot.store.retention import empty_journal
from bot.store.signals import tell_others
from bot.store.turns import Pressed, StoredTurn, begin_turn
from handlers.actors import need_behind
from handlers.base import Chat, Handler, Message, Prepares, Reply, Turn
from handlers.cards import headed
from handlers.cleaning import clean
from handlers.hours import OfficeHours
from handlers.inquiry import question_behind
from handlers.speech import Speech
from handlers.welcome import introduced
from handlers.words import Words
from knowledge.directory import Directory, Sought
from knowledge.entries import Language
from knowledge.library import Library
from knowledge.search import Finding

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class House:
    """What every turn is given, whoever writes."""

    knowing: Knowing
    directory: Directory
    speech: Speech
    words: Words
    handlers: Sequence[Handler]
    staff_rooms: tuple[Chat, ...]
    retention_days: int
    now: Callable[[], datetime]
    alerts_show_words: bool = False
    limits: Mapping[str, int] = field(default_factory=dict)  # the longest text a platform takes, in UTF-16 code units
    public_url: str = ""  # of the page; empty where there is none
    hours: OfficeHours | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A message, what its text is about, whom it seeks, and the library in force when it was searched for."""

    message: Message
    found: tuple[Finding, ...]
    sought: Sought | None
    library: Library


@dataclass(slots=True)
class Taken:
    """What taking messages led to: where something is to be sent now, and whether somebody's data was erased."""

    platforms: set[str] = field(default_factory=set)
    erased: bool = False


class Dispatcher:
    """The one way in for every platform; `woken` is called with the platforms on which there is something to send."""

    def __init__(self, database: Database, house: House, woken: Callable[[Collection[str]], None]) -> None:
        self._database = database
        self._house = house
        self._woken = woken
        # One search at a time: each is one processor's work, and several threads would take it from the loop too.
        self._searching = asyncio.Semaphore(1)
        self._preparing = [handler for handler in house.handlers if isinstance(handler, Prepares)]

    async def prepare(self) -> None:
        """Do now what else the first message would wait for."""
        async with self._searching:
            await asyncio.to_thread(self._prepare, self._house.knowing.now.library)
        await asyncio.to_thread(self._house.knowing.masker.prepare)

    async def receive(self, messages: Sequence[Message], *, position: Position | None = None) -> None:
        """Answer a batch in one commit. Raises StoreUnavailableError: then none of it was taken."""
        cleaned = [replace(message, text=clean(message.text), press=clean(message.press)) for message in messages]
        async with self._searching:
            asked = await asyncio.to_thread(self._search, cleaned)
        taken = Taken()
        async with self._database.writing() as session:
            await self._take(session, asked, taken)
            if position:
                await keep_position(session, position)
            await tell_others(session)
        if taken.erased:
            await self._empty_journal()
        self._woken(taken.platforms)

    async def _empty_journal(self) -> None:
        """What was erased must not linger in the journal until the hourly housekeeping, which does what fails here."""
        try:
            await empty_journal(self._database)
        except StoreUnavailableError as error:
            log.warning("journal kept", error=str(error))

    def _search(self, messages: Sequence[Message]) -> list[Asked]:
        """Before the transaction opens, since it takes time: what each text is about, all of them in one pass."""
        asking = [message for message in messages if _wants_search(message)]
        texts, languages = [_question_in(message) for message in asking], [message.language for message in asking]
        known = self._house.knowing.now
        self._prepare(known.library)
        found = iter(known.searcher.ask_all(texts, languages=languages))
        findings = [next(found) if _wants_search(message) else () for message in messages]
        if asking:
            self._house.knowing.masker.prepare()  # what has no answer is masked within the transaction
        return [
            Asked(one, about, self._sought(one, about), known.library)
            for one, about in zip(messages, findings, strict=True)
        ]

    def _prepare(self, library: Library) -> None:
        """What handlers make of our knowledge once: not within the transaction, where everybody would wait for it."""
        for handler in self._preparing:
            handler.prepare(library)

    def _sought(self, message: Message, findings: tuple[Finding, ...]) -> Sought | None:
        """Whom the message seeks, if it may seek somebody; what was searched for together is encoded already."""
        text = need_behind(message.text) if message.text.startswith("/") else message.text if findings else ""
        if not text or message.press or message.staff:
            return None
        language = next((found.language for found in findings if found.language_sure), message.language)
        try:
            return self._house.directory.sought_by(
                text, findings, language=language, occasion=message.id, today=self._house.now().date()
            )
        except Exception:  # a fault over one message must not keep its batch from being taken, again and again
            log.exception("whom it seeks is unknown", platform=message.chat.platform, message=message.id)
            return None

    async def _take(self, session: AsyncSession, asked: Sequence[Asked], taken: Taken) -> None:
        """All together in one savepoint; if any of them breaks, each in its own, so that it leaves the others alone."""
        if not asked:
            return
        try:
            async with session.begin_nested():
                taken_now = await self._answer_all(session, asked)
        except StoreUnavailableError:
            raise
        except Exception as error:  # the one place that catches everything: log, apologise, tell staff
            if is_database_fault(error):
                raise
            if len(asked) > 1:
                for one in asked:
                    await self._take(session, [one], taken)
                return
            taken_now = await self._sorry(session, asked[0])
        taken.platforms |= taken_now.platforms
        taken.erased |= taken_now.erased

    async def _answer_all(self, session: AsyncSession, asked: Sequence[Asked]) -> Taken:
        now = self._house.now()
        batch = await open_batch(session, [one.message for one in asked], now, limits=self._house.limits)
        erased = [await self._answer(batch, one, now) for one in asked]
        await batch.write()
        return Taken(batch.writes.platforms, any(erased))

    async def _answer(self, batch: Batch, asked: Asked, now: datetime) -> bool:
        """One message of the batch; returns whether the person had their data erased."""
        stored = await begin_turn(batch, asked.message, now)
        if stored is None:
            return False
        turn = self._turn(asked, stored, now)
        if turn.is_staff:
            turn.place = await stored.place()
        try:
            pressed = await stored.pressed()
        except KeyError:
            stored.finish([Reply(turn.say("button-expired"))])
            return False
        replies = await self._replies(turn, pressed)
        stored.record_line(pressed.label if pressed else asked.message.text)
        stored.finish(replies)
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
                return await headed(turn, introduced(turn, answer))
        raise LookupError("no handler took the message; the last of HANDLERS must take everything")

    async def _sorry(self, session: AsyncSession, asked: Asked) -> Taken:
        """Nothing is silent: the person and staff hear of the fault, under the same reference.

        Called while the fault is handled. What cannot even be apologised for (say, an id that no database stores) is
        left to the log: were it offered again, it would hold up everybody else for ever.
        """
        reference = secrets.token_hex(3).upper()
        message = asked.message
        log.exception("turn failed", reference=reference, platform=message.chat.platform, message=message.id)
        try:
            async with session.begin_nested():
                return await self._apologise(session, asked, reference)
        except Exception as error:
            if isinstance(error, StoreUnavailableError) or is_database_fault(error):
                raise
            log.exception("apology failed", reference=reference, platform=message.chat.platform, message=message.id)
        return Taken()

    async def _apologise(self, session: AsyncSession, asked: Asked, reference: str) -> Taken:
        now, message = self._house.now(), asked.message
        batch = await open_batch(session, [message], now, limits=self._house.limits)
        stored = await begin_turn(batch, message, now)
        if stored is None:
            return Taken()
        turn = self._turn(asked, stored, now)
        stored.record_line(message.text)
        sorry = Reply(turn.say("fault", reference=reference), (turn.button("button-person", "inquiry.ask"),))
        fault = turn.for_staff.say("staff-fault", reference=reference, platform=message.chat.platform)
        stored.finish([sorry, *turn.alert(fault)])
        await batch.write()
        return Taken(batch.writes.platforms)

    def _turn(self, asked: Asked, stored: StoredTurn, now: datetime) -> Turn:
        house = self._house
        return Turn(
            message=asked.message, conversation=stored.conversation, library=asked.library, speech=house.speech,
            language=_language(asked, stored), now=now, cases=stored.cases,
            introductions=stored.introductions, subscriptions=stored.subscriptions,
            announcements=stored.announcements, people=stored.people,
            tally=stored.tally, words=house.words, staff_rooms=house.staff_rooms, retention_days=house.retention_days,
            directory=house.directory, sought=asked.sought,
            findings=asked.found, first_contact=stored.first_contact,
            learning=stored.learning, masker=house.knowing.masker,
            alerts_show_words=house.alerts_show_words, numbers=stored.numbers, public_url=house.public_url,
            hours=house.hours,
        )  # fmt: skip


def _wants_search(message: Message) -> bool:
    return bool(_question_in(message)) and not message.press and not message.staff


def _question_in(message: Message) -> str:
    """What of a message may be a question: all of it, or what stands behind `/mensch`."""
    text = message.text.strip()
    return question_behind(text) if text.startswith("/") else text


def _language(asked: Asked, stored: StoredTurn) -> Language:
    """The message's own language; else what the person chose, last spoke, or the platform says; else German."""
    conversation, found = stored.conversation, asked.found
    if found and found[0].language_sure:
        conversation.spoken = found[0].language
        return found[0].language
    return conversation.chosen or conversation.spoken or asked.message.language or "de"
