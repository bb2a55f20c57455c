"""An announcement in bad weather, in simulated time: people blocked us or are gone, calls fail, Telegram is away."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import select
from telegram.error import Forbidden

from bot.announcing import Announcing
from bot.delivery import Deliverer
from bot.platforms.base import Delivery
from bot.platforms.telegram.errors import as_delivery_error
from bot.platforms.telegram.request import NotSentError
from bot.reminding import Reminding
from bot.store.announcements import StoredAnnouncements
from bot.store.database import Database
from bot.store.outbox import Outbox
from bot.store.subscriptions import SUBSCRIPTION
from handlers.speech import Speech
from knowledge.entries import Event
from knowledge.library import Library
from tests.delivery.campaign import FIRST_READER, approved, subscribe
from tests.delivery.senders import Clock
from tests.invented_events import changed_event, invented_events
from tests.store.scenes import NOW

CALL = 1 / 30  # seconds of simulated time: the default rate
FAULTS = 0.05
OUTAGE = timedelta(seconds=20), timedelta(seconds=20, hours=1)  # from when until when
ROUND = 15.0  # seconds of simulated time between two looks of the deliverer
BLOCKED = "Forbidden: bot was blocked by the user"
DEACTIVATED = "Forbidden: user is deactivated"


@dataclass
class Weather:
    """A platform that answers as Telegram's border does; each call takes its time on the test's clock."""

    clock: Clock
    gone: dict[str, str]
    chance: random.Random = field(default_factory=lambda: random.Random(8))
    platform: str = "telegram"
    idempotent: bool = False
    bulk: int = 5
    arrived: Counter[str] = field(default_factory=Counter)
    calls_while_away: int = 0

    @property
    def is_away(self) -> bool:
        """Whether the outage lasts."""
        return OUTAGE[0] <= self.clock() - NOW < OUTAGE[1]

    async def send(self, delivery: Delivery) -> Sequence[str]:
        """Arrived, or one of our errors."""
        self.clock.pass_by(CALL)
        self.calls_while_away += self.is_away
        if self.is_away or self.chance.random() < FAULTS:
            raise as_delivery_error(NotSentError("no connection"))
        if reason := self.gone.get(delivery.chat.id):
            raise as_delivery_error(Forbidden(reason))
        self.arrived[delivery.chat.id] += 1
        return (str(delivery.id),)


@dataclass
class Office:
    """The parts that carry an announcement on, and the event it is about."""

    database: Database
    library: Library
    clock: Clock
    weather: Weather
    number: int

    async def live(self, hours: float) -> None:
        """All of it works on for so long, the chores every five minutes."""
        deliverer = Deliverer(Outbox(self.database, "telegram"), self.weather, self.clock)
        speech, until, looked = Speech.load(), self.clock() + timedelta(hours=hours), NOW - timedelta(hours=1)
        announcing = Announcing(self.database, lambda: self.library, speech, (), {}, deliverer.wake)
        reminding = Reminding(self.database, lambda: self.library, speech)
        while self.clock() < until:
            if self.clock() - looked >= reminding.every:
                looked = self.clock()
                await announcing.run(self.clock())
                await reminding.run(self.clock())
            await deliverer.drain()
            self.clock.pass_by(ROUND)

    async def report(self) -> dict[str, int]:
        """What became of the messages."""
        async with self.database.reading() as session:
            return dict((await StoredAnnouncements(session, self.clock()).report(self.number))["telegram"])

    async def subscribers(self) -> set[str]:
        """Who is still subscribed, by address."""
        async with self.database.reading() as session:
            rows = (await (await session.connection()).execute(select(SUBSCRIPTION.c.chat_id))).scalars()
            return {address(row) for row in rows}


def address(number: int) -> str:
    """Of a reader, counted from 1."""
    return str(FIRST_READER - 1 + number)


async def open_office(database: Database, library: Library, clock: Clock, event: Event, *, readers: int) -> Office:
    """With an approved announcement to everybody; one in a hundred blocked us, one in a hundred deleted the account."""
    await subscribe(database, readers, account="bot", now=NOW)
    gone = {address(number): BLOCKED for number in range(1, readers + 1, 100)}
    gone |= {address(number): DEACTIVATED for number in range(2, readers + 1, 100)}
    number = await approved(database, event, readers, NOW)
    return Office(database, replace(library, events={event.id: event}), clock, Weather(clock, gone), number)


def event_on(clock: Clock, **ahead: float) -> Event:
    """A meetup so far ahead, to the minute."""
    begins = (clock() + timedelta(**ahead)).replace(tzinfo=None)
    changes = {"starts": begins.date().isoformat(), "starts_at": f"{begins:%H:%M}", "timezone": "UTC"}
    return changed_event(invented_events()["testtag-leipzig"], changes)
