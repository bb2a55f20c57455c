"""The sending side: in order per chat, every outcome marked, one process at a time, and no fault stops the others."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import structlog

from bot.delivery import IN_FLIGHT, Deliverer
from bot.logs import set_up_logs
from bot.platforms.base import (
    BlockedError,
    Delivery,
    RefusedError,
    SlowDownError,
    UncertainError,
    UnreachableError,
)
from bot.store.database import Database, StoreUnavailableError
from bot.store.leases import LEASE_SECONDS, Leases
from bot.store.models import OutboxRow
from bot.store.outbox import Outbox
from handlers.base import Chat, Reply
from tests.store.scenes import JONAS, MARIA, NOW, found, open_case, rows, say, turn

LEASE = "delivery:web"


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

    async def send(self, delivery: Delivery) -> None:
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


@pytest.fixture
def clock() -> Clock:
    """The time of everything in a test."""
    return Clock()


def _deliverer(database: Database, sender: ScriptedSender, clock: Clock) -> Deliverer:
    return Deliverer(Outbox(database, sender.platform), sender, clock)


async def _states(database: Database) -> list[tuple[str, str]]:
    """State and error of every row, in order."""
    ordered = sorted(await rows(database, OutboxRow), key=lambda row: row.id)
    return [(str(row.state), row.error) for row in ordered]


async def test_everything_due_is_sent_in_order_per_chat(database: Database, clock: Clock) -> None:
    count = IN_FLIGHT + 5
    for number in range(count):
        await say(database, f"M{number}", to=MARIA)
        await say(database, f"J{number}", to=JONAS)
    sender = ScriptedSender()
    assert await _deliverer(database, sender, clock).drain() == 2 * count
    for initial in "MJ":
        assert [text for text in sender.sent if text[0] == initial] == [f"{initial}{n}" for n in range(count)]
    assert set(await _states(database)) == {("sent", "")}


async def test_a_slow_chat_does_not_hold_up_the_others_of_its_batch(database: Database, clock: Clock) -> None:
    chats = [Chat("web", f"p{number}") for number in range(10)]
    for chat in chats:
        await say(database, chat.id, to=chat)
    sender = ScriptedSender(pause=0.2)
    started = asyncio.get_running_loop().time()
    await _deliverer(database, sender, clock).drain()
    assert len(sender.sent) == 10
    assert asyncio.get_running_loop().time() - started < 10 * 0.2


async def test_an_unreachable_platform_is_tried_again_later_and_later(database: Database, clock: Clock) -> None:
    await say(database, "eins", "zwei")
    sender = ScriptedSender({"eins": [UnreachableError("no route")] * 3})
    deliverer = _deliverer(database, sender, clock)
    for pause in (1, 5, 30):
        assert await deliverer.drain() > 0
        assert (await _states(database))[0] == ("due", "no route")
        clock.pass_by(pause - 0.1)
        assert await deliverer.drain() == 0
        clock.pass_by(0.1)
    await deliverer.drain()
    assert sender.tried == ["eins"] * 4 + ["zwei"]
    assert await _states(database) == [("sent", ""), ("sent", "")]


async def test_a_failed_message_holds_back_its_own_chat_and_no_other(database: Database, clock: Clock) -> None:
    await say(database, "eins", "zwei", "drei")
    await say(database, "an Jonas", to=JONAS)
    sender = ScriptedSender({"zwei": [UnreachableError("no route")]})
    deliverer = _deliverer(database, sender, clock)
    await deliverer.drain()
    assert sorted(sender.sent) == ["an Jonas", "eins"]
    clock.pass_by(1)
    await deliverer.drain()
    assert sender.sent[-2:] == ["zwei", "drei"]


async def test_a_platform_that_asks_to_wait_gets_the_time_it_asked_for(database: Database, clock: Clock) -> None:
    await say(database, "eins")
    sender = ScriptedSender({"eins": [SlowDownError(17)]})
    deliverer = _deliverer(database, sender, clock)
    await deliverer.drain()
    clock.pass_by(16.9)
    assert await deliverer.drain() == 0
    clock.pass_by(0.1)
    assert await deliverer.drain() == 1
    assert sender.sent == ["eins"]


async def test_an_uncertain_message_is_sent_once_more_and_then_shows_on_its_case(
    database: Database, clock: Clock
) -> None:
    case = await open_case(database)
    await say(database, "Ihre Antwort", case=case.number)
    sender = ScriptedSender({"Ihre Antwort": [UncertainError("timeout")] * 9})
    deliverer = _deliverer(database, sender, clock)
    for _ in range(5):
        await deliverer.drain()
        clock.pass_by(3600)
    assert sender.tried == ["Ihre Antwort"] * 2
    assert (await found(database, case.number)).undelivered == 1
    assert await _states(database) == [("uncertain", "timeout")]


async def test_an_uncertain_message_that_gets_through_the_second_time_is_sent(database: Database, clock: Clock) -> None:
    await say(database, "eins", "zwei")
    sender = ScriptedSender({"eins": [UnreachableError("no route"), UncertainError("timeout")]})
    deliverer = _deliverer(database, sender, clock)
    for _ in range(3):
        await deliverer.drain()
        clock.pass_by(60)
    assert sender.sent == ["eins", "zwei"]
    assert await _states(database) == [("sent", ""), ("sent", "")]


async def test_where_sending_twice_does_no_harm_an_uncertain_message_is_sent_until_it_is_through(
    database: Database, clock: Clock
) -> None:
    await say(database, "eins")
    sender = ScriptedSender({"eins": [UncertainError("timeout")] * 4}, idempotent=True)
    deliverer = _deliverer(database, sender, clock)
    for _ in range(5):
        await deliverer.drain()
        clock.pass_by(3600)
    assert sender.sent == ["eins"]


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (BlockedError("blocked by the user"), ("blocked", "blocked by the user")),
        (RefusedError("text too long"), ("failed", "text too long")),
        (KeyError("chat: meine Knieoperation"), ("failed", "KeyError")),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_what_will_never_arrive_shows_on_its_case_and_holds_nothing_back(
    database: Database, clock: Clock, error: Exception, state: tuple[str, str]
) -> None:
    case = await open_case(database)
    await say(database, "Ihre Antwort", "danach", case=case.number)
    sender = ScriptedSender({"Ihre Antwort": [error]})
    await _deliverer(database, sender, clock).drain()
    assert sender.sent == ["danach"]
    assert await _states(database) == [state, ("sent", "")]
    assert (await found(database, case.number)).undelivered == 1


async def test_no_words_of_a_message_reach_the_log(
    database: Database, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    errors = [KeyError("Knieoperation"), UnreachableError("no route"), UncertainError("timeout")]
    for number, error in enumerate(errors):
        await say(database, f"Knieoperation {number}", to=Chat("web", f"p{number}"))
    script: dict[str, list[Exception]] = {f"Knieoperation {number}": [error] for number, error in enumerate(errors)}
    set_up_logs("debug")
    try:
        await _deliverer(database, ScriptedSender(script), clock).drain()
    finally:
        structlog.reset_defaults()
    logged = capsys.readouterr().err
    assert logged.count("not sent yet") == 2
    assert logged.count("sending failed") == 1
    assert "Knieoperation" not in logged


async def test_the_receipt_of_an_erasure_leaves_no_address_behind(database: Database, clock: Clock) -> None:
    async with turn(database) as stored:
        await stored.people.erase()
        await stored.finish([Reply("Gelöscht", clears=True)])
    sender = ScriptedSender()
    await _deliverer(database, sender, clock).drain()
    assert sender.sent == ["Gelöscht"]
    assert await rows(database, OutboxRow) == []


async def test_what_arrived_is_noted_even_when_the_store_is_away_for_a_moment(database: Database, clock: Clock) -> None:
    class Hiccup(Outbox):
        """A store that is locked just when the first message was sent."""

        away = 1

        async def mark_sent(self, ids: object, now: datetime) -> None:
            if self.away:
                self.away -= 1
                raise StoreUnavailableError("OperationalError: database is locked")
            await super().mark_sent(ids, now)  # type: ignore[arg-type]

    await say(database, "eins", "zwei")
    sender = ScriptedSender()
    await Deliverer(Hiccup(database, "web"), sender, clock).drain()
    assert sender.tried == ["eins", "zwei"]
    assert await _states(database) == [("sent", ""), ("sent", "")]


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
    deliverer = _deliverer(database, sender, clock)
    async with _running(deliverer, Leases(database, "mine")):
        for number in range(1, 4):
            await say(database, f"{number}", now=clock())
            deliverer.wake()
            await sender.until(number)
    assert sender.sent == ["1", "2", "3"]


async def test_of_two_processes_only_the_holder_of_the_lease_sends(database: Database, clock: Clock) -> None:
    mine, other = ScriptedSender(pause=0.01), ScriptedSender()
    one, two = _deliverer(database, mine, clock), _deliverer(database, other, clock)
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
    async with _running(_deliverer(database, sender, clock), Leases(database, "next")):
        await asyncio.sleep(0.3)
        assert sender.tried == []
        clock.pass_by(LEASE_SECONDS + 1)
        await sender.until(2)
    assert sender.sent == ["eins", "zwei"]


async def test_a_holder_that_ends_hands_over_at_once(database: Database, clock: Clock) -> None:
    first, second = ScriptedSender(), ScriptedSender()
    await say(database, "eins")
    async with _running(_deliverer(database, first, clock), Leases(database, "first")):
        await first.until(1)
    await say(database, "zwei")
    async with _running(_deliverer(database, second, clock), Leases(database, "second")):
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

        async def send(self, delivery: Delivery) -> None:
            if not self.sent:
                clock.pass_by(LEASE_SECONDS + 1)
            await super().send(delivery)

    frozen = Frozen()
    async with _running(_deliverer(database, frozen, clock), Leases(database, "frozen")):
        await frozen.until(IN_FLIGHT)
        async with _running(_deliverer(database, late, clock), Leases(database, "late")):
            await late.until(1)
    assert frozen.sent == [f"{number}" for number in range(IN_FLIGHT)]
    assert late.sent == [f"{IN_FLIGHT}"]


async def test_a_store_that_is_away_for_longer_does_not_end_the_delivery(database: Database, clock: Clock) -> None:
    class Away(Outbox):
        """A store that cannot be asked for work twice."""

        away = 2

        async def take(self, limit: int, now: datetime) -> list[Delivery]:
            if self.away:
                self.away -= 1
                raise StoreUnavailableError("OperationalError: database is locked")
            return list(await super().take(limit, now))

    await say(database, "eins")
    sender = ScriptedSender()
    async with _running(Deliverer(Away(database, "web"), sender, clock), Leases(database, "mine")):
        await sender.until(1)
    assert sender.sent == ["eins"]
