"""The parts of the live stream on their own: the bell, the cursor, the heartbeat, the way a reader leaves."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from bot.platforms.base import Delivery
from bot.platforms.web.stream import PAGE, SETTLING_SECONDS, Cursor, line_events
from bot.platforms.web.wake import Wake
from bot.store.weblines import WebLine
from handlers.base import Chat
from tests.web.echo import House


def line(number: int) -> WebLine:
    return WebLine(number, "bot", "", {"text": str(number)}, datetime.now(UTC))


async def test_a_ring_before_the_wait_is_not_missed() -> None:
    wake = Wake()
    with wake.listening("a") as bell:
        wake.notify("a")
        assert await bell.wait(1)
        assert not await bell.wait(0.01)


async def test_only_the_address_meant_is_woken_and_readers_leave_nothing_behind() -> None:
    wake = Wake()
    waiting = [asyncio.create_task(wake.wait(address, 0.2)) for address in ("a", "a", "b")]
    await asyncio.sleep(0)
    assert wake.readers == 3
    wake.notify("a")
    assert [await task for task in waiting] == [True, True, False]
    assert wake.readers == 0


async def test_closing_ends_every_wait_also_the_later_ones() -> None:
    wake = Wake()
    waiting = asyncio.create_task(wake.wait("a", 5))
    await asyncio.sleep(0)
    wake.close()
    assert await waiting
    assert await wake.wait("b", 5)


def test_the_cursor_finds_a_line_that_was_committed_late() -> None:
    now = 0.0
    cursor = Cursor(0, clock=lambda: now)
    assert [new.id for new in cursor.fresh([line(2)])] == [2]
    assert [new.id for new in cursor.fresh([line(1), line(2)])] == [1]
    assert cursor.floor == 0
    now = SETTLING_SECONDS + 1
    cursor.fresh([])
    assert cursor.floor == 2


def test_a_full_page_of_history_moves_the_cursor_on() -> None:
    cursor = Cursor(0)
    cursor.fresh([line(number) for number in range(1, PAGE + 1)])
    assert cursor.floor == PAGE


async def test_a_quiet_stream_shows_that_it_lives(house: House) -> None:
    quiet = replace(house.settings, heartbeat_seconds=0.05)
    events = line_events(house.bot.lines, house.wake, quiet, "nobody", 0)
    assert (await anext(events)).startswith("retry: ")
    async with asyncio.timeout(2):
        assert (await anext(events)).startswith(":")
    await events.aclose()
    assert house.wake.readers == 0


async def test_a_second_delivery_of_the_same_row_shows_one_line(house: House) -> None:
    delivery = Delivery(7, Chat("web", "somebody"), "Guten Tag", (), "KI-7QX4M", "", "t7")
    for _ in range(2):
        await house.bot.sender.send(delivery)
    [shown] = await house.bot.lines.after("somebody", 0)
    assert shown.payload["case"] == "KI-7QX4M"
