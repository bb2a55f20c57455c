"""Sends what stands in the outbox while this process holds the platform's lease, and marks what became of it."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.platforms.base import Sender
from bot.sending import IN_FLIGHT, Flight
from bot.store.database import StoreUnavailableError
from bot.store.leases import Leases
from bot.store.outbox import NO_ROOM, Outbox, Room
from bot.tenure import Tenure

__all__ = ["IN_FLIGHT", "Deliverer"]

log = structlog.get_logger()

POLL_SECONDS = 1.0  # the safety net; within a process a wake-up comes at once
GATHER_SECONDS = 0.005  # how long the first message that is through waits for others to share its commit
STORE_PAUSE_SECONDS = 2.0  # while the database does not answer
FINISH_SECONDS = 5.0  # for what is in flight when the process is told to stop
MARK_TRIES = 5  # to note what became of a message; an unmarked one would be sent again


class Deliverer:
    """The sending side of one platform."""

    def __init__(self, outbox: Outbox, sender: Sender, now: Callable[[], datetime]) -> None:
        self._outbox = outbox
        self._sender = sender
        self._now = now
        self._moved = asyncio.Event()
        self._flight = Flight(sender, now, self._moved)
        self._draining = asyncio.Lock()
        self._tenure: Tenure | None = None
        self._in_doubt = True  # rows may stand in mid-send that nobody is sending

    @property
    def platform(self) -> str:
        """The platform it sends to."""
        return self._sender.platform

    def wake(self) -> None:
        """There is something to send."""
        self._moved.set()

    async def run(self, leases: Leases) -> None:
        """Deliver until cancelled, while this process holds the platform's lease."""
        self._tenure = Tenure(leases, f"delivery:{self.platform}", self._now, gained=self._take_over)
        async with self._tenure.sought():
            await self._deliver()

    def _take_over(self) -> None:
        """The lease is ours: there may be rows that its last holder left in mid-send."""
        self._in_doubt = True
        self.wake()

    def _holds(self) -> bool:
        return self._tenure is not None and self._tenure.is_held

    async def _deliver(self) -> None:
        """Step by step; a step under way is never broken off, or its rows would be sent again at the next start."""
        step: asyncio.Task[None] | None = None
        try:
            while True:
                step = asyncio.create_task(self._step_or_wait())
                await asyncio.shield(step)
                await self._until_something_moves()
        finally:
            await self._finish(step)

    async def _step_or_wait(self) -> None:
        try:
            if self._in_doubt and self._holds():
                await self._recover()
            await self._step(self._flight.room if self._holds() else NO_ROOM)
        except StoreUnavailableError as error:
            self._log_unavailable(error)
            self._in_doubt = True
            await asyncio.sleep(STORE_PAUSE_SECONDS)

    async def _recover(self) -> None:
        """What a holder before us, or we before a fault of the store, left in mid-send."""
        await self._flight.landed()
        await self._mark()
        if found := await self._outbox.recover(self._now(), idempotent=self._sender.idempotent):
            log.info("sending again what was in flight", platform=self.platform, count=found)
        self._in_doubt = False

    async def _step(self, room: Room) -> int:
        """One commit: what became of the messages before, and at most `room` taken; these are sent side by side."""
        outcomes = self._flight.outcomes
        taken = await self._outbox.turn_over(outcomes, room, self._now())
        self._flight.marked(outcomes)
        self._flight.launch(taken)
        return len(taken)

    async def _mark(self) -> None:
        outcomes = self._flight.outcomes
        await self._outbox.settle(outcomes, self._now())
        self._flight.marked(outcomes)

    async def _until_something_moves(self) -> None:
        """A message came down, there is more to send, or a second passed: retries and other processes' rows."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(POLL_SECONDS):  # wait_for may swallow a cancellation before Python 3.12
                await self._moved.wait()
        await self._flight.gathered(GATHER_SECONDS)
        self._moved.clear()

    async def _finish(self, step: asyncio.Task[None] | None) -> None:
        """An orderly stop lets what is in flight come through and be marked: else the next start sends it again."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FINISH_SECONDS):
                if step:
                    await asyncio.wait([step])
                await self._flight.landed()
        await self._flight.abandon()
        with contextlib.suppress(StoreUnavailableError):
            await self._mark()

    async def drain(self) -> int:
        """Send everything that is due now, whoever holds the lease; returns how many messages were tried."""
        tried = 0
        async with self._draining:
            while True:
                taken = await self._patiently_turned_over()
                tried += taken
                if not taken and self._flight.is_empty:
                    return tried
                await self._flight.landed()

    async def _patiently_turned_over(self) -> int:
        """A step of `drain`, tried several times while the ends of messages are still to be marked."""
        for _ in range(MARK_TRIES):
            nothing_to_mark = not self._flight.outcomes
            try:
                return await self._step(self._flight.room)
            except StoreUnavailableError as error:
                if nothing_to_mark:
                    raise
                self._log_unavailable(error)
                await asyncio.sleep(STORE_PAUSE_SECONDS)
        raise StoreUnavailableError("what was sent could not be marked")

    def _log_unavailable(self, error: StoreUnavailableError) -> None:
        log.warning("store unavailable, delivery waits", platform=self.platform, error=str(error))
