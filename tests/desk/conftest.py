"""An office on SQLite, and its people."""

from collections.abc import AsyncIterator

import pytest

from bot.store.database import Database
from bot.store.desk import Role
from knowledge.library import Library
from knowledge.search import Searcher
from tests.conftest import SqliteFiles
from tests.desk.office import Clerk, Office, open_office


@pytest.fixture
async def office(sqlite_files: SqliteFiles, library: Library, searcher: Searcher) -> AsyncIterator[Office]:
    """An office nobody has signed in to yet."""
    database = Database(sqlite_files.migrated(), busy_seconds=2.0)
    yield await open_office(database, library, searcher)
    await database.dispose()


@pytest.fixture
async def chief(office: Office) -> AsyncIterator[Clerk]:
    """The first to sign in, and so the admin."""
    chief = await office.signs_in("chef")
    yield chief
    await chief.client.aclose()


@pytest.fixture
async def anna(office: Office, chief: Clerk) -> AsyncIterator[Clerk]:
    """A member of staff."""
    anna = await office.signs_in("anna", Role.STAFF)
    yield anna
    await anna.client.aclose()


@pytest.fixture
async def bernd(office: Office, chief: Clerk) -> AsyncIterator[Clerk]:
    """Another one."""
    bernd = await office.signs_in("bernd", Role.STAFF)
    yield bernd
    await bernd.client.aclose()
