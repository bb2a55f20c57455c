"""Keeps what a process holds in memory in step with the store, where other processes write too."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.store.database import StoreUnavailableError

log = structlog.get_logger()


async def follow(refresh: Callable[[], Awaitable[object]], *, every: float, what: str) -> None:
    """Refresh `what`, every so many seconds until cancelled; a store that is away is asked again."""
    while True:
        try:
            await refresh()
        except StoreUnavailableError as error:
            log.warning("store unavailable, what we hold may be old", what=what, error=str(error))
        await asyncio.sleep(every)
