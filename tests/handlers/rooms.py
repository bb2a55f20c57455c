"""A messenger with threads, at the sender's seam: it keeps what it was given and says by which id."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.house import Running, open_house
from bot.platforms.base import BlockedError, Delivery
from bot.store.database import MEMORY_URL, Database
from bot.store.threads import Threads
from handlers.base import Chat, Message
from knowledge.library import Library
from knowledge.search import Searcher

TEAM = Chat("telegram", "-100", "bot")
MARIA = Chat("telegram", "7", "bot")


@dataclass
class Messenger:
    """Takes everything, unless somebody blocked us; each case gets a thread of its own in the staff room."""

    threads: Threads
    platform: str = "telegram"
    idempotent: bool = False
    blocked: set[str] = field(default_factory=set)
    sent: list[tuple[str, Delivery]] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    _refs: Iterator[int] = field(default_factory=lambda: count(1000))

    async def send(self, delivery: Delivery) -> Sequence[str]:
        """As a real one would: an error of ours, or the id of what now stands there."""
        if delivery.chat.id in self.blocked:
            raise BlockedError("blocked")
        if delivery.card and not await self.threads.find(delivery.case, delivery.chat):
            card = delivery.card
            await self.threads.save(
                delivery.case, delivery.chat, ref=f"t-{delivery.case}", title=card.title, is_open=card.open
            )
        ref = delivery.replaces or str(next(self._refs))
        self.sent.append((ref, delivery))
        self.shown[ref] = delivery.text
        return (ref,)


@dataclass
class Stage:
    """A whole house whose citizens and staff are on one messenger."""

    running: Running
    messenger: Messenger
    _ids: Iterator[int] = field(default_factory=lambda: count(1))

    async def says(self, chat: Chat, text: str = "", **more: Any) -> list[tuple[str, Delivery]]:
        """One message; returns what went out because of it, with the ids it got."""
        number = next(self._ids)
        message = Message(chat, f"e{number}", text, **({"ref": f"m{number}"} | more))
        before = len(self.messenger.sent)
        await self.running.dispatcher.receive([message])
        await self.running.drain()
        return self.messenger.sent[before:]

    async def anna(self, text: str = "", **more: Any) -> list[tuple[str, Delivery]]:
        """A member of staff writes in the room."""
        return await self.says(TEAM, text, staff="anna", **more)

    async def maria(self, text: str = "", **more: Any) -> list[tuple[str, Delivery]]:
        """A citizen writes."""
        return await self.says(MARIA, text, **more)

    async def open_case(self, question: str = "Mein Dackel mag kein Trockenfutter.") -> str:
        """Maria passes her question on, all said and agreed; returns the number."""
        await self.maria(f"/mensch {question}", ref="question")
        sent = await self.maria("ja")
        return next(delivery.case for _, delivery in sent if delivery.case)


@asynccontextmanager
async def open_stage(library: Library, searcher: Searcher, *, show_words: bool = False) -> AsyncIterator[Stage]:
    """A fresh house in memory."""
    database = Database(MEMORY_URL)
    messenger = Messenger(Threads(database))
    running = await open_house(
        database, library=library, searcher=searcher, staff_rooms=(TEAM,), senders=[(messenger, None)],
        alerts_show_words=show_words,
    )  # fmt: skip
    yield Stage(running, messenger)
    await database.dispose()
