"""A whole house without a search engine, for tests about cases: people, rooms and desk users only write messages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

from bot.house import Running, open_house
from bot.platforms.base import Delivery
from bot.platforms.console import CONSOLE, STAFF_PLATFORM, STAFF_ROOM, ConsoleSender
from bot.store.database import Database
from handlers.base import Chat, Message
from knowledge.library import Library
from knowledge.search import Finding

MARIA = Chat(CONSOLE, "maria")


class KnowsNothing:
    """An engine to which everything is new."""

    def ask_all(
        self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None
    ) -> list[tuple[Finding, ...]]:
        assert languages is None or len(languages) == len(texts)
        return [()] * len(texts)


@dataclass
class Office:
    """One running house; what it sent, in order, and a clock to turn."""

    running: Running
    sent: list[Delivery]
    now: list[datetime] = field(default_factory=lambda: [datetime(2026, 11, 23, 9, tzinfo=UTC)])

    async def says(self, chat: Chat, text: str, *, staff: str = "", press: str = "") -> list[Delivery]:
        """One message; returns what went out because of it."""
        before = len(self.sent)
        await self.running.dispatcher.receive([Message(chat, uuid4().hex, text, staff=staff, press=press)])
        await self.running.drain()
        return self.sent[before:]

    async def staff(self, name: str, text: str) -> list[Delivery]:
        """A member of staff writes in the room."""
        return await self.says(STAFF_ROOM, text, staff=name)

    async def asks(self, question: str, person: Chat = MARIA) -> str:
        """A person passes a question on; returns the number."""
        await self.says(person, f"/mensch {question}")
        return next(one.case for one in await self.says(person, "ja") if one.case)

    async def tick(self) -> list[Delivery]:
        """The clock runs its chores."""
        before = len(self.sent)
        await self.running.clock.tick()
        await self.running.drain()
        return self.sent[before:]


async def open_small_office(database: Database, library: Library) -> Office:
    """A fresh house on this database."""
    sent: list[Delivery] = []
    now = [datetime(2026, 11, 23, 9, tzinfo=UTC)]
    senders = [(ConsoleSender(CONSOLE, sent.append), None), (ConsoleSender(STAFF_PLATFORM, sent.append), None)]
    running = await open_house(
        database, library=library, searcher=KnowsNothing(), staff_rooms=(STAFF_ROOM,), senders=senders,
        now=lambda: now[0], meaning=False,
    )  # fmt: skip
    return Office(running, sent, now)
