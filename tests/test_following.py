"""What a process holds follows the store, also one that is away for a while."""

import asyncio

from bot.following import follow
from bot.store.database import StoreUnavailableError


async def test_a_store_that_is_away_is_asked_again() -> None:
    asked, heard = 0, asyncio.Event()

    async def refresh() -> None:
        nonlocal asked
        asked += 1
        if asked < 3:
            raise StoreUnavailableError("OperationalError: database is locked")
        heard.set()

    following = asyncio.create_task(follow(refresh, every=0.01, what="knowledge"))
    async with asyncio.timeout(5):
        await heard.wait()
    assert not following.done()
    following.cancel()
