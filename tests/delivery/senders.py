"""A platform that fails by script, and a clock that only the test moves."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.delivery import Deliverer
from bot.platforms.base import Delivery
from bot.store.database import Database
from bot.store.outbox import Outbox
from handlers.base import Chat
from tests.store.scenes import NOW


@dataclass
class ScriptedSender:
    """A platform that fails as its script says, text by text, and takes everything else."""

    script: dict[str, list[Exception]] = field(default_factory=dict)
    idempotent: bool = False
    platform: str = "web"
    pause: float = 0.0
    sent: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    busy: dict[Chat, int] = field(default_factory=lambda: defaultdict(int))

    async def send(self, delivery: Delivery) -> Sequence[str]:
        """Like a platform's own sender: an error of ours, or it arrived."""
        self.busy[delivery.chat] += 1
        assert self.busy[delivery.chat] == 1, "two messages to one chat at once"
        await asyncio.sleep(self.pause)
        self.busy[delivery.chat] -= 1
        self.tried.append(delivery.text)
        if errors := self.script.get(delivery.text):
            raise errors.pop(0)
        self.sent.append(delivery.text)
        self.arrived.set()
        return ()

    async def until(self, count: int) -> None:
        """Wait until so many messages arrived."""
        async with asyncio.timeout(15):
            while len(self.sent) < count:
                self.arrived.clear()
                await self.arrived.wait()


@dataclass
class Clock:
    """A clock that only the test moves."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, seconds: float) -> None:
        """Time goes by."""
        self.at += timedelta(seconds=seconds)


def deliverer_of(database: Database, sender: ScriptedSender, clock: Clock) -> Deliverer:
    """The sending side of the scripted platform."""
    return Deliverer(Outbox(database, sender.platform), sender, clock)
