"""A lease of this process, renewed for as long as the process lives and lost when it cannot be."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import structlog

from bot.store.database import StoreUnavailableError
from bot.store.leases import LEASE_SECONDS, Leases

log = structlog.get_logger()

ASK_SECONDS = 1.0  # how soon we notice that another holder has fallen silent


class Tenure:
    """Whether this process may do what only one may."""

    def __init__(
        self, leases: Leases, name: str, now: Callable[[], datetime], *, gained: Callable[[], None] = lambda: None
    ) -> None:
        self._leases = leases
        self._name = name
        self._now = now
        self._tell = gained  # called whenever it becomes ours
        self._held_until: datetime | None = None
        self._gained = asyncio.Event()

    @property
    def is_held(self) -> bool:
        """Whether it is ours at this moment."""
        return self._held_until is not None and self._now() < self._held_until

    @asynccontextmanager
    async def sought(self, *, gives_back: bool = True) -> AsyncIterator[None]:
        """Ask for the lease, renew it, and give it back at the end, unless somebody else in this process does."""
        keeping = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
            if gives_back:
                with contextlib.suppress(StoreUnavailableError):
                    await self._leases.let_go(self._name)

    async def lost(self) -> None:
        """Until it is not ours any more."""
        while self.is_held:  # noqa: ASYNC110 - it ends by time, too, when nobody can renew it
            await asyncio.sleep(ASK_SECONDS)

    async def wait(self) -> None:
        """Until the lease is ours; says once if that takes its time."""
        if not self.is_held:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ASK_SECONDS):
                    return await self._next_gain()
            log.warning("another process does this already; waiting to take over", lease=self._name)
            await self._next_gain()
            log.info("taking over", lease=self._name)
        return None

    async def _next_gain(self) -> None:
        while not self.is_held:
            self._gained.clear()
            await self._gained.wait()

    async def _keep(self) -> None:
        """Renew at a third of the lease's life; without it, ask again."""
        while True:
            try:
                await self._ask()
            except StoreUnavailableError as error:
                log.warning("store unavailable, the lease waits", lease=self._name, error=str(error))
            await asyncio.sleep(LEASE_SECONDS / 3 if self.is_held else ASK_SECONDS)

    async def _ask(self) -> None:
        now, was_held = self._now(), self.is_held
        held = await self._leases.hold(self._name, now)
        self._held_until = now + timedelta(seconds=LEASE_SECONDS) if held else None
        if self.is_held:
            self._gained.set()
            if not was_held:
                self._tell()
