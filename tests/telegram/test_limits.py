"""The pace: within every limit of Telegram, no chat waiting for another, and what a 429 says is believed."""

import asyncio
import time
from dataclasses import dataclass

import pytest

from bot.platforms.base import SlowDownError
from bot.platforms.telegram.limits import CHAT_BURST, GROUP_MESSAGES, MAX_CHATS, Limits
from bot.platforms.telegram.waiting import Line


@dataclass
class Clock:
    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


async def refused_for(limits: Limits, chat_id: int) -> float:
    try:
        await limits.admit(chat_id)
    except SlowDownError as error:
        return error.seconds
    return 0.0


async def test_a_person_gets_a_short_burst_and_then_one_message_a_second() -> None:
    clock = Clock()
    limits = Limits(1000, clock=clock)
    waits = [await refused_for(limits, 1) for _ in range(CHAT_BURST + 1)]
    assert waits[:CHAT_BURST] == [0.0] * CHAT_BURST
    assert waits[-1] == pytest.approx(1.05, abs=0.01)
    clock.at += waits[-1]
    assert await refused_for(limits, 1) == 0.0


async def test_one_chat_at_its_limit_does_not_hold_up_another() -> None:
    limits = Limits(1000, clock=Clock())
    while not await refused_for(limits, 1):
        pass
    assert await refused_for(limits, 2) == 0.0


async def test_a_group_never_gets_more_than_20_messages_in_any_minute() -> None:
    sent: list[float] = []
    clock = Clock()
    limits = Limits(1000, clock=clock)
    while len(sent) < 3 * GROUP_MESSAGES:
        if wait := await refused_for(limits, -5):
            clock.at += wait
        else:
            sent.append(clock.at)
            clock.at += 0.7
    for first, after in zip(sent, sent[GROUP_MESSAGES:], strict=False):
        assert after - first >= 60.0


async def test_no_second_sees_more_messages_than_the_overall_rate() -> None:
    limits = Limits(30)
    loop = asyncio.get_running_loop()
    times = []
    for chat in range(1, 61):
        await limits.admit(chat)
        times.append(loop.time())
    for first, after in zip(times, times[30:], strict=False):
        assert after - first >= 0.95
    assert times[-1] - times[0] < 10.0  # two on a quiet machine; how much of the rate is used is shown below


async def test_more_than_95_per_cent_of_the_rate_are_used_even_if_the_loop_is_held_up() -> None:
    clock = Clock()
    line, sent = Line(30, clock), 0
    for step in range(10_000):
        clock.at += 0.01 if step % 100 else 0.03  # once a second the loop is held up
        while not line._wait(clock()):
            line._take(clock())
            sent += 1
    assert sent >= 0.95 * 30 * (clock() - 1000.0)


async def test_a_reply_goes_before_the_announcements_that_wait_already() -> None:
    line, order = Line(10, time.monotonic), list[str]()

    async def goes(name: str, *, bulk: bool) -> None:
        await line.turn(bulk=bulk)
        order.append(name)

    async with asyncio.TaskGroup() as tasks:
        for number in range(5):
            tasks.create_task(goes(f"announcement {number}", bulk=True))
        await asyncio.sleep(0)
        tasks.create_task(goes("reply", bulk=False))
    assert order.index("reply") == 1  # the first needed no turn


async def test_whoever_gives_up_waiting_costs_nobody_a_turn() -> None:
    line = Line(10, time.monotonic)
    await line.turn(bulk=True)
    waiting = [asyncio.create_task(line.turn(bulk=True)) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    done, _ = await asyncio.wait(waiting, timeout=5)
    assert len(done) == 3
    assert [task.cancelled() for task in waiting] == [True, False, False]


async def test_a_429_holds_its_chat_and_only_its_chat() -> None:
    clock = Clock()
    limits = Limits(1000, clock=clock)
    limits.refused(1, 7.0)
    assert await refused_for(limits, 1) == pytest.approx(7.0)
    assert await refused_for(limits, 2) == 0.0
    clock.at += 7.0
    assert await refused_for(limits, 1) == 0.0


async def test_two_chats_refused_at_once_mean_that_all_have_to_wait() -> None:
    clock = Clock()
    limits = Limits(1000, clock=clock)
    limits.refused(1, 7.0)
    limits.refused(2, 5.0)
    assert await refused_for(limits, 3) == pytest.approx(5.0)
    clock.at += 5.0
    assert await refused_for(limits, 3) == 0.0


async def test_memory_stays_bounded_however_many_people_write() -> None:
    limits = Limits(1e9, clock=Clock())
    for chat in range(1, MAX_CHATS + 50):
        await limits.admit(chat)
    assert len(limits._paces) == MAX_CHATS
