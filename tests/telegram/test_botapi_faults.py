"""The stand-in goes wrong on demand and keeps Telegram's limits, seen by the real python-telegram-bot."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TimedOut

from tests.telegram.botapi import BotApi, Group, Person
from tests.telegram.botapi.client import connected_bot

ANNA = Person(1, "Anna")
STAFF = Group(-1001, "Team", topics=True)


async def test_every_third_call_fails_on_demand(api: BotApi, bot: Bot) -> None:
    api.world.start(ANNA)
    api.faults.add("error", every=3, code=502, methods=["sendMessage"])
    outcomes = []
    for number in range(6):
        try:
            await bot.send_message(1, str(number))
            outcomes.append("sent")
        except NetworkError:
            outcomes.append("failed")
    assert outcomes == ["sent", "sent", "failed"] * 2
    assert api.texts(1) == ["0", "1", "3", "4"]


async def test_a_flood_says_how_long_to_wait_and_notes_impatience(api: BotApi, bot: Bot) -> None:
    api.world.start(ANNA)
    api.faults.add("flood", retry_after=7, times=1)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(1, "eins")
    assert str(caught.value) == "Flood control exceeded. Retry in 7 seconds"
    assert (await bot.send_message(1, "zwei")).text == "zwei"
    assert api.limits.impatient == 1


@pytest.mark.parametrize(("kind", "arrived"), [("cut", 0), ("cut_after", 1)])
async def test_a_cut_connection_leaves_open_whether_it_arrived(api: BotApi, bot: Bot, kind: str, arrived: int) -> None:
    api.world.start(ANNA)
    api.faults.add(kind, times=1)
    with pytest.raises(NetworkError):
        await bot.send_message(1, "Hallo")
    assert len(api.sent()) == arrived


@pytest.mark.parametrize(("kind", "arrived"), [("hang", 0), ("hang_after", 1)])
async def test_a_hanging_call_times_out(api: BotApi, kind: str, arrived: int) -> None:
    api.world.start(ANNA)
    async with connected_bot(api, read_timeout=0.2) as bot:
        api.faults.add(kind, seconds=0.5, times=1)
        with pytest.raises(TimedOut):
            await bot.send_message(1, "Hallo")
        await asyncio.sleep(0.5)
    assert len(api.sent()) == arrived


async def is_taken(bot: Bot, chat_id: int) -> bool:
    """Whether a message may be sent now."""
    try:
        await bot.send_message(chat_id, "Hallo")
    except RetryAfter:
        return False
    return True


async def test_one_chat_gets_a_burst_and_then_must_wait(api: BotApi, bot: Bot) -> None:
    now = [1000.0]
    api.limits.clock = lambda: now[0]
    api.world.start(ANNA)
    api.limits.enforce(burst=2)
    assert [await is_taken(bot, 1) for _ in range(3)] == [True, True, False]
    now[0] += 1.0
    assert await is_taken(bot, 1)
    assert (api.limits.refused, api.limits.impatient) == (1, 0)


async def test_a_group_takes_20_messages_a_minute_and_all_chats_30_a_second(api: BotApi, bot: Bot) -> None:
    api.limits.clock = lambda: 1000.0
    api.world.gather(STAFF, ANNA)
    api.limits.enforce()
    assert [await is_taken(bot, STAFF.id) for _ in range(21)] == [True] * 20 + [False]
    people = [Person(number) for number in range(100, 111)]
    for person in people:
        api.world.start(person)
    assert [await is_taken(bot, person.id) for person in people] == [True] * 10 + [False]
    assert (api.limits.refused, api.limits.peak) == (2, 32)


async def test_telegram_goes_away_and_comes_back_with_what_waited(api: BotApi, bot: Bot) -> None:
    port = api.port
    api.world.start(ANNA)
    await api.stop()
    with pytest.raises(NetworkError):
        await bot.get_updates()
    await api.start(port)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "/start"
