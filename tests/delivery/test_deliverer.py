"""The sending side: in order per chat, every outcome marked, and no fault stops the others."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import pytest
import structlog

from bot.delivery import IN_FLIGHT, Deliverer
from bot.logs import set_up_logs
from bot.platforms.base import BlockedError, Delivery, RefusedError, SlowDownError, UncertainError, UnreachableError
from bot.store.database import Database, StoreUnavailableError
from bot.store.models import OutboxRow
from bot.store.outbox import Outbox, Room
from bot.store.settling import Outcome
from handlers.base import Chat, Reply
from tests.delivery.senders import Clock, ScriptedSender, deliverer_of
from tests.store.scenes import JONAS, MARIA, found, open_case, rows, say, turn


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
    assert await deliverer_of(database, sender, clock).drain() == 2 * count
    for initial in "MJ":
        assert [text for text in sender.sent if text[0] == initial] == [f"{initial}{n}" for n in range(count)]
    assert set(await _states(database)) == {("sent", "")}


async def test_a_slow_chat_does_not_hold_up_the_others_of_its_batch(database: Database, clock: Clock) -> None:
    chats = [Chat("web", f"p{number}") for number in range(10)]
    for chat in chats:
        await say(database, chat.id, to=chat)
    sender = ScriptedSender(pause=0.2)
    started = asyncio.get_running_loop().time()
    await deliverer_of(database, sender, clock).drain()
    assert len(sender.sent) == 10
    assert asyncio.get_running_loop().time() - started < 10 * 0.2


async def test_an_unreachable_platform_is_tried_again_later_and_later(database: Database, clock: Clock) -> None:
    await say(database, "eins", "zwei")
    sender = ScriptedSender({"eins": [UnreachableError("no route")] * 3})
    deliverer = deliverer_of(database, sender, clock)
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
    deliverer = deliverer_of(database, sender, clock)
    await deliverer.drain()
    assert sorted(sender.sent) == ["an Jonas", "eins"]
    clock.pass_by(1)
    await deliverer.drain()
    assert sender.sent[-2:] == ["zwei", "drei"]


async def test_a_platform_that_asks_to_wait_gets_the_time_it_asked_for(database: Database, clock: Clock) -> None:
    await say(database, "eins")
    sender = ScriptedSender({"eins": [SlowDownError(17)]})
    deliverer = deliverer_of(database, sender, clock)
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
    deliverer = deliverer_of(database, sender, clock)
    for _ in range(5):
        await deliverer.drain()
        clock.pass_by(3600)
    assert sender.tried == ["Ihre Antwort"] * 2
    assert (await found(database, case.number)).undelivered == 1
    assert await _states(database) == [("uncertain", "timeout")]


async def test_an_uncertain_message_that_gets_through_the_second_time_is_sent(database: Database, clock: Clock) -> None:
    await say(database, "eins", "zwei")
    sender = ScriptedSender({"eins": [UnreachableError("no route"), UncertainError("timeout")]})
    deliverer = deliverer_of(database, sender, clock)
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
    deliverer = deliverer_of(database, sender, clock)
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
    await deliverer_of(database, sender, clock).drain()
    assert sender.sent == ["danach"]
    assert await _states(database) == [state, ("sent", "")]
    assert (await found(database, case.number)).undelivered == 1


async def test_no_words_of_a_message_reach_the_log(
    database: Database, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    errors = [KeyError("Knieoperation"), UnreachableError("no route"), UncertainError("timeout")]
    for number in range(len(errors)):
        await say(database, f"Knieoperation {number}", to=Chat("web", f"p{number}"))
    script: dict[str, list[Exception]] = {f"Knieoperation {number}": [error] for number, error in enumerate(errors)}
    set_up_logs("debug")
    try:
        await deliverer_of(database, ScriptedSender(script), clock).drain()
    finally:
        structlog.reset_defaults()
    logged = capsys.readouterr().err
    assert logged.count("not sent yet") == 2
    assert logged.count("sending failed") == 1
    assert "Knieoperation" not in logged


async def test_the_receipt_of_an_erasure_leaves_no_address_behind(database: Database, clock: Clock) -> None:
    async with turn(database) as stored:
        await stored.people.erase()
        stored.finish([Reply("Gelöscht", clears=True)])
    sender = ScriptedSender()
    await deliverer_of(database, sender, clock).drain()
    assert sender.sent == ["Gelöscht"]
    assert await rows(database, OutboxRow) == []


async def test_what_arrived_is_noted_even_when_the_store_is_away_for_a_moment(database: Database, clock: Clock) -> None:
    class Hiccup(Outbox):
        """A store that is locked just when the first message was sent."""

        away = 1

        async def turn_over(self, outcomes: Sequence[Outcome], room: Room, now: datetime) -> Sequence[Delivery]:
            if outcomes and self.away:
                self.away -= 1
                raise StoreUnavailableError("OperationalError: database is locked")
            return await super().turn_over(outcomes, room, now)

    await say(database, "eins", "zwei")
    sender = ScriptedSender()
    await Deliverer(Hiccup(database, "web"), sender, clock).drain()
    assert sender.tried == ["eins", "zwei"]
    assert await _states(database) == [("sent", ""), ("sent", "")]
