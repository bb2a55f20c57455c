"""Announcements hold back while a platform is away or asks to slow down; replies do not."""

import pytest
from sqlmodel import update

from bot.platforms.base import SlowDownError, UnreachableError
from bot.restraint import AWAY_AFTER, PAUSES, Restraint
from bot.sending import IN_FLIGHT
from bot.store.database import Database
from bot.store.models import OutboxRow
from bot.store.outgoing import ANNOUNCEMENT_PRIORITY
from handlers.base import Chat
from tests.delivery.senders import Clock, ScriptedSender, deliverer_of
from tests.store.scenes import JONAS, say


async def announced(database: Database, count: int) -> list[str]:
    """So many announcements in the outbox, each to somebody else."""
    texts = [f"Termin {number}" for number in range(count)]
    for number, text in enumerate(texts):
        await say(database, text, to=Chat("web", f"p{number}"))
    async with database.writing() as session:
        await session.exec(update(OutboxRow).values(priority=ANNOUNCEMENT_PRIORITY))
    return texts


async def test_a_platform_that_is_away_is_tried_by_one_announcement_at_a_time(database: Database, clock: Clock) -> None:
    texts = await announced(database, 3 * IN_FLIGHT)
    sender = ScriptedSender({text: [UnreachableError("no route")] * 9 for text in texts})
    deliverer = deliverer_of(database, sender, clock)
    await deliverer.drain()
    at_first = len(sender.tried)
    assert at_first <= IN_FLIGHT
    for _ in range(3):
        clock.pass_by(PAUSES[-1])
        await deliverer.drain()
    assert len(sender.tried) == at_first + 3


async def test_a_reply_goes_out_while_announcements_hold_back(database: Database, clock: Clock) -> None:
    texts = await announced(database, IN_FLIGHT)
    sender = ScriptedSender({text: [UnreachableError("no route")] * 9 for text in texts})
    deliverer = deliverer_of(database, sender, clock)
    await deliverer.drain()
    await say(database, "Antwort", to=JONAS)
    await deliverer.drain()
    assert sender.sent == ["Antwort"]


async def test_the_first_message_that_gets_through_ends_the_pause(database: Database, clock: Clock) -> None:
    texts = await announced(database, 2 * IN_FLIGHT)
    sender = ScriptedSender({text: [UnreachableError("no route")] for text in texts[:IN_FLIGHT]})
    deliverer = deliverer_of(database, sender, clock)
    await deliverer.drain()
    clock.pass_by(PAUSES[-1])
    await deliverer.drain()
    assert sorted(sender.sent) == sorted(texts)


async def test_a_limit_on_all_chats_holds_every_announcement(database: Database, clock: Clock) -> None:
    texts = await announced(database, 2 * IN_FLIGHT)
    sender = ScriptedSender({texts[0]: [SlowDownError(5, for_all=True)]})
    deliverer = deliverer_of(database, sender, clock)
    await deliverer.drain()
    assert len(sender.sent) < IN_FLIGHT
    clock.pass_by(6)
    await deliverer.drain()
    assert sorted(sender.sent) == sorted(texts)


@pytest.mark.parametrize("faults", [0, AWAY_AFTER - 1])
def test_a_few_faults_are_no_outage(faults: int) -> None:
    restraint = Restraint(Clock())
    assert [restraint.failed() for _ in range(faults)] == [0.0] * faults
    assert restraint.room(50) == 50


def test_fifty_that_fail_together_are_one_fault_and_the_pauses_grow_from_try_to_try() -> None:
    clock = Clock()
    restraint = Restraint(clock)
    assert [pause for _ in range(50) if (pause := restraint.failed())] == [PAUSES[0]]
    for pause in (*PAUSES[1:], PAUSES[-1]):
        clock.pass_by(PAUSES[-1])
        assert restraint.room(50) == 1
        assert restraint.failed() == pause
    restraint.answered()
    assert restraint.room(50) == 50
