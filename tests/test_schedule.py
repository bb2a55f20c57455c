"""The clock: each chore at its own pace, faults kept apart, and one process at a time."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.schedule import Clock
from bot.store.database import Database, StoreUnavailableError
from bot.store.leases import Leases

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass(slots=True)
class Watch:
    """The time, as the test sets it."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at


@dataclass(slots=True)
class Tea:
    """A chore that counts its rounds."""

    name: str = "tea"
    every: timedelta = timedelta(minutes=5)
    done: int = 1
    faults: list[Exception] = field(default_factory=list)
    rounds: list[datetime] = field(default_factory=list)
    began: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, now: datetime) -> int:
        self.rounds.append(now)
        self.began.set()
        if self.faults:
            raise self.faults.pop()
        return self.done


async def test_a_chore_runs_at_the_first_tick_and_then_at_its_own_pace() -> None:
    watch, tea = Watch(), Tea()
    clock = Clock([tea], now=watch, woken=lambda: None)
    for minute in range(11):
        watch.at = START + timedelta(minutes=minute)
        await clock.tick()
    assert [round(at.minute) for at in tea.rounds] == [0, 5, 10]


async def test_who_sends_is_woken_only_when_something_was_done() -> None:
    woken: list[int] = []
    watch, tea = Watch(), Tea(done=0)
    clock = Clock([tea], now=watch, woken=lambda: woken.append(1))
    await clock.tick()
    assert not woken
    watch.at, tea.done = START + timedelta(minutes=5), 2
    assert await clock.tick() == 2
    assert woken == [1]


async def test_a_fault_holds_up_no_other_chore_and_waits_for_its_next_round() -> None:
    watch, broken, tea = Watch(), Tea(name="broken", faults=[LookupError("spilt")]), Tea()
    clock = Clock([broken, tea], now=watch, woken=lambda: None)
    await clock.tick()
    await clock.tick()
    assert len(tea.rounds) == len(broken.rounds) == 1
    watch.at += timedelta(minutes=5)
    assert await clock.tick() == 2


async def test_while_the_store_is_away_a_chore_is_tried_at_every_tick() -> None:
    tea = Tea(faults=[StoreUnavailableError("gone"), StoreUnavailableError("gone")])
    clock = Clock([tea], now=Watch(), woken=lambda: None)
    assert [await clock.tick() for _ in range(4)] == [0, 0, 1, 0]


async def test_of_two_processes_only_one_looks_at_the_clock(database: Database) -> None:
    watch, began = Watch(), asyncio.Event()
    mine, other = Tea(began=began), Tea(began=began)
    running = [
        asyncio.create_task(Clock([tea], now=watch, woken=lambda: None).run(Leases(database, holder)))
        for holder, tea in (("mine", mine), ("other", other))
    ]
    async with asyncio.timeout(30):
        await began.wait()
    await asyncio.sleep(0.2)
    assert len(mine.rounds) + len(other.rounds) == 1
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
