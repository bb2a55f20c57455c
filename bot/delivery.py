"""Sends what stands in the outbox, in order per chat, and marks what became of each message."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import ParamSpec

import structlog

from bot.platforms.base import (
    BlockedError,
    Delivery,
    DeliveryError,
    RefusedError,
    Sender,
    SlowDownError,
    UncertainError,
)
from bot.store.database import StoreUnavailableError
from bot.store.leases import LEASE_SECONDS, Leases
from bot.store.models import OutboxState
from bot.store.outbox import Outbox, retry_at

log = structlog.get_logger()
P = ParamSpec("P")

IN_FLIGHT = 20  # rows taken at once: what a crash could send twice where sending is not idempotent
POLL_SECONDS = 1.0  # the safety net; within a process a wake-up comes at once
STORE_PAUSE_SECONDS = 2.0  # while the database does not answer
FINISH_SECONDS = 5.0  # for what is in flight when the process is told to stop
MARK_TRIES = 5  # to note what became of a message; an unmarked one would be sent again


class Deliverer:
    """The sending side of one platform."""

    def __init__(self, outbox: Outbox, sender: Sender, now: Callable[[], datetime]) -> None:
        self._outbox = outbox
        self._sender = sender
        self._now = now
        self._due = asyncio.Event()
        self._held_until: datetime | None = None
        self._in_doubt = True  # rows may stand in mid-send that nobody is sending

    def wake(self) -> None:
        """There is something to send."""
        self._due.set()

    async def drain(self) -> int:
        """Send everything that is due now; returns how many messages were tried."""
        tried = 0
        while count := await self._send_batch():
            tried += count
        return tried

    async def run(self, leases: Leases) -> None:
        """Deliver until cancelled, while this process holds the platform's lease."""
        name = f"delivery:{self._sender.platform}"
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._keep_lease(leases, name))
                tasks.create_task(self._deliver())
        finally:
            with contextlib.suppress(StoreUnavailableError):
                await leases.let_go(name)

    async def _keep_lease(self, leases: Leases, name: str) -> None:
        """Renew at a third of the lease's life, also while a long queue is being sent; without it, ask again."""
        while True:
            try:
                await self._hold_lease(leases, name)
            except StoreUnavailableError as error:
                self._log_unavailable(error)
            await asyncio.sleep(LEASE_SECONDS / 3 if self._holds() else POLL_SECONDS)

    async def _hold_lease(self, leases: Leases, name: str) -> None:
        now, held = self._now(), self._holds()
        if not await leases.hold(name, now):
            self._held_until = None
            return
        self._held_until = now + timedelta(seconds=LEASE_SECONDS)
        if not held:
            self._in_doubt = True
            self.wake()

    def _holds(self) -> bool:
        return self._held_until is not None and self._now() < self._held_until

    async def _deliver(self) -> None:
        while True:
            try:
                if self._in_doubt and self._holds():
                    await self._recover()
                while self._holds() and await self._send_whole_batch():
                    pass
            except StoreUnavailableError as error:
                self._log_unavailable(error)
                self._in_doubt = True
                await asyncio.sleep(STORE_PAUSE_SECONDS)
            await self._pause()

    async def _recover(self) -> None:
        """What a holder before us, or we before a fault of the store, left in mid-send."""
        if found := await self._outbox.recover(idempotent=self._sender.idempotent):
            log.info("sending again what was in flight", platform=self._sender.platform, count=found)
        self._in_doubt = False

    async def _pause(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(POLL_SECONDS):  # wait_for may swallow a cancellation before Python 3.12
                await self._due.wait()
        self._due.clear()

    async def _send_whole_batch(self) -> int:
        """An orderly stop lets what is in flight come through and be marked: else the next start sends it again."""
        batch = asyncio.create_task(self._send_batch())
        try:
            return await asyncio.shield(batch)
        except asyncio.CancelledError:
            await asyncio.wait([batch], timeout=FINISH_SECONDS)
            batch.cancel()
            await asyncio.gather(batch, return_exceptions=True)
            raise

    async def _send_batch(self) -> int:
        """Send what is due now, the chats side by side; a fault comes up only when nothing is in flight any more."""
        batch = await self._outbox.take(IN_FLIGHT, self._now())
        by_chat = groupby(sorted(batch, key=_address), key=_address)
        sending = [self._send_in_order(list(group)) for _, group in by_chat]
        for outcome in await asyncio.gather(*sending, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome
        return len(batch)

    async def _send_in_order(self, deliveries: Sequence[Delivery]) -> None:
        """One chat's messages; after a failure that may pass, those behind it wait too."""
        for position, delivery in enumerate(deliveries):
            if not await self._send(delivery):
                behind = [later.id for later in deliveries[position + 1 :]]
                await self._mark(self._outbox.give_back, behind)
                return

    async def _send(self, delivery: Delivery) -> bool:
        """Try one message; False when it stays due."""
        try:
            await self._sender.send(delivery)
        except (BlockedError, RefusedError) as error:
            await self._give_up(delivery, error)
            return True
        except DeliveryError as error:
            await self._mark(self._try_again, delivery, error)
            log.info("not sent yet", platform=self._sender.platform, outbox=delivery.id, attempt=delivery.attempt)
            return False
        except Exception as error:  # a fault of the adapter; the other messages must not wait for its repair
            log.exception("sending failed", platform=self._sender.platform, outbox=delivery.id)
            await self._give_up(delivery, error)
            return True
        await self._mark(self._through, delivery)
        return True

    async def _try_again(self, delivery: Delivery, error: DeliveryError) -> None:
        """When, and whether it may have arrived already; where sending is idempotent that does not matter."""
        now, text = self._now(), str(error)
        if isinstance(error, SlowDownError):
            await self._outbox.put_back(delivery.id, until=now + timedelta(seconds=error.seconds), error=text)
        elif isinstance(error, UncertainError) and not self._sender.idempotent:
            await self._outbox.mark_uncertain(delivery.id, until=retry_at(1, now), error=text)
        else:
            await self._outbox.put_back(delivery.id, until=retry_at(delivery.attempt, now), error=text)

    async def _through(self, delivery: Delivery) -> None:
        if delivery.clears:
            await self._outbox.forget(delivery.id)
        else:
            await self._outbox.mark_sent([delivery.id], self._now())

    async def _give_up(self, delivery: Delivery, error: Exception) -> None:
        state = OutboxState.BLOCKED if isinstance(error, BlockedError) else OutboxState.FAILED
        why = str(error) if isinstance(error, DeliveryError) else type(error).__name__
        if delivery.clears:
            await self._mark(self._outbox.forget, delivery.id)
        else:
            await self._mark(self._outbox.give_up, delivery.id, state, why, self._now())

    async def _mark(self, mark: Callable[P, Awaitable[None]], *args: P.args, **named: P.kwargs) -> None:
        """Note what became of a message, with patience; raises StoreUnavailableError when that did not help."""
        for _ in range(MARK_TRIES - 1):
            try:
                return await mark(*args, **named)
            except StoreUnavailableError as error:
                self._log_unavailable(error)
                await asyncio.sleep(STORE_PAUSE_SECONDS)
        return await mark(*args, **named)

    def _log_unavailable(self, error: StoreUnavailableError) -> None:
        log.warning("store unavailable, delivery waits", platform=self._sender.platform, error=str(error))


def _address(delivery: Delivery) -> tuple[str, str]:
    return delivery.chat.account, delivery.chat.id
