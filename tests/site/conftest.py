"""A town on SQLite, and somebody at its desk."""

from collections.abc import AsyncIterator

import pytest

from bot.store.database import Database
from knowledge.library import Library
from knowledge.search import Searcher
from tests.conftest import SqliteFiles
from tests.desk.office import Clerk
from tests.site.place import Town, open_town


@pytest.fixture
async def town(sqlite_files: SqliteFiles, library: Library, searcher: Searcher) -> AsyncIterator[Town]:
    """Everything the service consists of, nobody has come yet."""
    database = Database(sqlite_files.migrated(), busy_seconds=2.0)
    yield await open_town(database, library, searcher)
    await database.dispose()


@pytest.fixture
async def anna(town: Town) -> AsyncIterator[Clerk]:
    """A member of staff at the desk."""
    anna = await town.office.signs_in("anna")
    yield anna
    await anna.client.aclose()
