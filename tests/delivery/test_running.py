"""Delivery in the long run: one process at a time, taken over when it falls silent, stopped without a copy sent."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime

from bot.delivery import IN_FLIGHT, Deliverer
from bot.platforms.base import Delivery
from bot.store.database import Database, StoreUnavailableError
from bot.store.leases import LEASE_SECONDS, Leases
from bot.store.models import OutboxRow, OutboxState
from bot.store.outbox import Outbox, Room
from bot.store.settling import Outcome
from handlers.base import Chat
from tests.delivery.senders import Clock, ScriptedSender, deliverer_of
from tests.store.scenes import rows, say

LEASE = "delivery:web"


@asynccontextmanager
async def _running(deliverer: Deliverer, leases: Leases) -> AsyncIterator[None]:
    """A process that delivers."""
    task = asyncio.create_task(deliverer.run(leases))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_a_running_deliverer_sends_at_once_when_it_is_woken(database: Database, clock: Clock) -> None:
    sender = ScriptedSender()
    deliverer = deliverer_of(database, sender, clock)
    async with _running(deliverer, Leases(database, "mine")):
        for number in range(1, 4):
            await say(database, f"{number}", now=clock())
            deliverer.wake()
            await sender.until(number)
    assert sender.sent == ["1", "2", "3"]


async def test_of_two_processes_only_the_holder_of_the_lease_sends(database: Database, clock: Clock) -> None:
    mine, other = ScriptedSender(pause=0.01), ScriptedSender()
    one, two = deliverer_of(database, mine, clock), deliverer_of(database, other, clock)
    assert await Leases(database, "mine").hold(LEASE, clock())
    async with _running(one, Leases(database, "mine")), _running(two, Leases(database, "other")):
        for number in range(10):
            await say(database, f"{number}", to=Chat("web", f"p{number}"))
            one.wake()
            two.wake()
        await mine.until(10)
    assert sorted(mine.sent) == [f"{number}" for number in range(10)]
    assert other.sent == []


async def test_the_next_process_takes_over_when_the_holder_falls_silent_and_sends_what_it_left(
    database: Database, clock: Clock
) -> None:
    await say(database, "eins", "zwei")
    assert await Leases(database, "silent").hold(LEASE, clock())
    assert len(await Outbox(database, "web").take(1, clock())) == 1
    sender = ScriptedSender()
    async with _running(deliverer_of(database, sender, clock), Leases(database, "next")):
        await asyncio.sleep(0.3)
        assert sender.tried == []
        clock.pass_by(LEASE_SECONDS + 1)
        await sender.until(2)
    assert sender.sent == ["eins", "zwei"]


async def test_a_holder_that_is_stopped_hands_over_at_once_and_no_copy_is_sent(
    database: Database, clock: Clock
) -> None:
    first, second = ScriptedSender(), ScriptedSender()
    await say(database, "eins")
    async with _running(deliverer_of(database, first, clock), Leases(database, "first")):
        await first.until(1)
    await say(database, "zwei")
    async with _running(deliverer_of(database, second, clock), Leases(database, "second")):
        await second.until(1)
    assert (first.sent, second.sent) == (["eins"], ["zwei"])


async def test_a_holder_whose_lease_ran_out_stops_in_the_middle_of_a_long_queue(
    database: Database, clock: Clock
) -> None:
    for number in range(IN_FLIGHT + 1):
        await say(database, f"{number}")
    late = ScriptedSender()

    class Frozen(ScriptedSender):
        """A process that is held up while it sends its first message."""

        async def send(self, delivery: Delivery) -> Sequence[str]:
            if not self.sent:
                clock.pass_by(LEASE_SECONDS + 1)
            return await super().send(delivery)

    frozen = Frozen()
    async with _running(deliverer_of(database, frozen, clock), Leases(database, "frozen")):
        await frozen.until(IN_FLIGHT)
        async with _running(deliverer_of(database, late, clock), Leases(database, "late")):
            await late.until(1)
    assert frozen.sent == [f"{number}" for number in range(IN_FLIGHT)]
    assert late.sent == [f"{IN_FLIGHT}"]


async def test_a_store_that_is_away_for_longer_does_not_end_the_delivery(database: Database, clock: Clock) -> None:
    class Away(Outbox):
        """A store that once cannot be asked for work."""

        away = 1

        async def turn_over(self, outcomes: Sequence[Outcome], room: Room, now: datetime) -> Sequence[Delivery]:
            if self.away:
                self.away -= 1
                raise StoreUnavailableError("OperationalError: database is locked")
            return await super().turn_over(outcomes, room, now)

    await say(database, "eins")
    sender = ScriptedSender()
    async with _running(Deliverer(Away(database, "web"), sender, clock), Leases(database, "mine")):
        await sender.until(1)
    assert sender.sent == ["eins"]


async def test_a_platform_that_hangs_on_one_message_holds_up_its_own_chat_only(
    database: Database, clock: Clock
) -> None:
    class Hanging(ScriptedSender):
        """A platform that does not answer when it gets "eins"."""

        async def send(self, delivery: Delivery) -> Sequence[str]:
            if delivery.text == "eins":
                await asyncio.sleep(60)
            return await super().send(delivery)

    sender = Hanging()
    deliverer = deliverer_of(database, sender, clock)
    await say(database, "eins", "zwei")
    async with asyncio.timeout(15), _running(deliverer, Leases(database, "mine")):
        for number in range(2 * IN_FLIGHT):
            await say(database, f"{number}", to=Chat("web", f"p{number}"))
            deliverer.wake()
        await sender.until(2 * IN_FLIGHT)
    assert "zwei" not in sender.sent


async def test_no_more_is_in_flight_than_a_crash_may_send_twice(database: Database, clock: Clock) -> None:
    for number in range(3 * IN_FLIGHT):
        await say(database, f"{number}", to=Chat("web", f"p{number}"))
    most = 0

    class Counting(ScriptedSender):
        """Looks into the store with every message."""

        async def send(self, delivery: Delivery) -> Sequence[str]:
            nonlocal most
            sending = [row for row in await rows(database, OutboxRow) if row.state == OutboxState.SENDING]
            most = max(most, len(sending))
            return await super().send(delivery)

    sender = Counting()
    async with _running(deliverer_of(database, sender, clock), Leases(database, "mine")):
        await sender.until(3 * IN_FLIGHT)
    assert 0 < most <= IN_FLIGHT
