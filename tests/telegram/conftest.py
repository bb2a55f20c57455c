"""What every test of the adapter needs: the stand-in, a store, and a place for the people it knows."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.store.database import Database
from tests.conftest import SqliteFiles
from tests.telegram.botapi import BotApi, running_botapi
from tests.telegram.botapi.client import connected_bot
from tests.telegram.world import ANNA, BERND, KARLA, STAFF


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """The stand-in, where nobody has written yet."""
    async with running_botapi() as api:
        yield api


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    """The real library, pointed at the stand-in."""
    async with connected_bot(api) as bot:
        yield bot


@pytest.fixture
async def telegram() -> AsyncIterator[BotApi]:
    """The stand-in, where two people have written already and the staff group is ready."""
    async with running_botapi() as api:
        for person in (ANNA, BERND):
            api.world.start(person)
        api.world.gather(STAFF, KARLA)
        api.updates.drop_all()
        api.forget()
        yield api


@pytest.fixture
async def store(sqlite_files: SqliteFiles) -> AsyncIterator[Database]:
    """A fresh store; both kinds of database are for the store's own tests."""
    database = Database(sqlite_files.migrated(), busy_seconds=2.0)
    yield database
    await database.dispose()
    await _until_connections_ended()


async def _until_connections_ended() -> None:
    """A statement cancelled on its way still answers from its thread; the loop must live to hear it."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(2):
            while any("_connection_worker_thread" in thread.name for thread in threading.enumerate()):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
