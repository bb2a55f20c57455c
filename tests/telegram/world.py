"""Telegram in a test: the real adapter on the stand-in, with whatever house behind it the test wants."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.platforms.base import FileSource, Position
from bot.platforms.telegram.menu import Profile
from bot.platforms.telegram.platform import TelegramPlatform, open_telegram
from bot.platforms.telegram.settings import TelegramSettings
from bot.platforms.telegram.surroundings import Surroundings
from bot.store.chats import mark_seen
from bot.store.database import Database, StoreUnavailableError
from bot.store.times import utc_now
from handlers import all_handlers
from handlers.base import Message
from handlers.speech import Speech
from tests.telegram.botapi import BotApi, Group, Person

ACCOUNT = "7000000001"
USERNAME = "ki_lotse_test_bot"
SECRET = "a secret of the tests, long enough for all of them"
STAFF = Group(-1001900000002, "KI-Lotse intern", topics=True)
ANNA = Person(1, "Anna", "Muster", "anna_dd")
BERND = Person(2, "Bernd")
KARLA = Person(5100000004, "Team", "Muster")


def around(**changes: Any) -> Surroundings:
    """What translating knows in most tests: our bot, and a staff group with one member."""
    known: dict[str, Any] = {
        "account": ACCOUNT,
        "username": USERNAME,
        "staff_chat": str(STAFF.id),
        "commands": frozenset({"start", "hilfe", "termine"}),
        "members": {KARLA.id: "Team Muster", 5100000001: "Karen Beispiel"},
    }
    return Surroundings(**(known | changes))


@dataclass
class Taken:
    """A receiver that remembers what it was given; fails as often as it is told to.

    With a `store` it marks its messages as taken there, as the dispatcher does. One that `dies` comes no further.
    """

    messages: list[Message] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    failures: int = 0
    slow: float = 0.0
    store: Database | None = None
    dies: bool = False
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, messages: Sequence[Message], *, position: Position | None = None) -> None:
        """As the dispatcher."""
        await asyncio.sleep(self.slow)
        if self.failures:
            self.failures -= 1
            raise StoreUnavailableError("as the test wants it")
        if self.store:
            async with self.store.writing() as session:
                await mark_seen(session, messages, utc_now())
        self.messages += messages
        self.batches.append(len(messages))
        self.came.set()
        if self.dies:
            await asyncio.Event().wait()

    async def until(self, count: int, *, seconds: float = 15.0) -> list[Message]:
        """Wait for so many messages."""
        async with asyncio.timeout(seconds):
            while len(self.messages) < count:
                self.came.clear()
                await self.came.wait()
        return self.messages

    @property
    def texts(self) -> list[str]:
        """What they said."""
        return [message.text for message in self.messages]


def settings_for(api: BotApi, **changes: Any) -> TelegramSettings:
    """The stand-in's bot; fast enough that no test waits for the pace of the real one unless it wants to."""
    given: dict[str, Any] = {"token": api.token, "secret_key": SECRET, "api_url": api.url, "rate": 1000.0}
    return TelegramSettings(**(given | changes))


def platform_for(
    api: BotApi, database: Database, *, files: dict[str, FileSource] | None = None, **changes: Any
) -> TelegramPlatform:
    """The whole adapter, not yet running."""
    usages = tuple(usage for handler in all_handlers() for usage in handler.usage)
    profile = Profile(usages, Speech.load(), {"de": "Ein Automat.", "en": "An automaton."})
    shared: dict[str, FileSource] = {} if files is None else files
    return open_telegram(settings_for(api, **changes), database=database, files=shared, profile=profile, now=utc_now)


async def until(true: Callable[[], bool], *, seconds: float = 15.0) -> None:
    """Wait for what nobody tells us of; raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - the stand-in has no event for everything
            await asyncio.sleep(0.01)


@asynccontextmanager
async def closing(platform: TelegramPlatform) -> AsyncIterator[TelegramPlatform]:
    """Its connections are closed afterwards."""
    try:
        yield platform
    finally:
        await platform.close()
