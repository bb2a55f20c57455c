"""What every test of the adapter needs: the stand-in, a store, and a place for the people it knows."""

from collections.abc import AsyncIterator

import pytest

from bot.store.database import Database
from tests.conftest import SqliteFiles
from tests.telegram.botapi import BotApi, running_botapi
from tests.telegram.world import ANNA, BERND, KARLA, STAFF


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
