"""The clock: what is to be done at its time without anybody asking, by one process at a time."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.store.database import StoreUnavailableError
from bot.store.leases import Leases
from bot.tenure import Tenure

log = structlog.get_logger()

TICK_SECONDS = 15.0  # a promise is given to the quarter of an hour; this is how late its breaking may be noticed


class Chore(Protocol):
    """Something to be looked after; a round broken off is simply done again, so each commits what it did."""

    @property
    def name(self) -> str:
        """What the log calls it."""
        ...

    @property
    def every(self) -> timedelta:
        """The least time between two rounds."""
        ...

    async def run(self, now: datetime) -> int:
        """Do what is due; returns how many things that were."""
        ...


class Clock:
    """Runs the chores, each at its own pace; `woken` is called when one did something that may be to be sent."""

    def __init__(self, chores: Sequence[Chore], *, now: Callable[[], datetime], woken: Callable[[], None]) -> None:
        self._chores = chores
        self._now = now
        self._woken = woken
        self._last: dict[str, datetime] = {}

    async def run(self, leases: Leases) -> None:
        """Tick until cancelled, while this process holds the lease."""
        tenure = Tenure(leases, "clock", self._now)
        async with tenure.sought():
            while True:
                await tenure.wait()
                await self.tick()
                await asyncio.sleep(TICK_SECONDS)

    async def tick(self) -> int:
        """Every chore that is due, once; what fails is logged, tried again next time, and holds up no other."""
        return sum([await self._do(chore) for chore in self._chores if self._is_due(chore)])

    def _is_due(self, chore: Chore) -> bool:
        last = self._last.get(chore.name)
        return last is None or not last <= self._now() < last + chore.every  # due as well when the time was set back

    async def _do(self, chore: Chore) -> int:
        now = self._now()
        try:
            done = await chore.run(now)
        except StoreUnavailableError as error:
            log.warning("store unavailable, a chore waits", chore=chore.name, error=str(error))
            return 0
        except Exception:
            log.exception("chore failed", chore=chore.name)
            done = 0
        self._last[chore.name] = now
        if done:
            log.info("chore", chore=chore.name, done=done)
            self._woken()
        return done
