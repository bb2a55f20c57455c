"""Migrations lead from nothing to the tables of today, and a newer database is left alone."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from bot.store.database import Database, StoreUnavailableError
from bot.store.models import ChatRow
from bot.store.schema import SchemaError, upgrade
from tests.conftest import Backend
from tests.store.scenes import MARIA, NOW, rows, turn


@pytest.fixture
async def empty(backend: Backend) -> AsyncIterator[Database]:
    """A database without any table."""
    database = Database(backend.empty())
    yield database
    await database.dispose()


async def _tables(database: Database) -> set[str]:
    async with database.reading() as session:
        connection = await session.connection()
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


async def test_an_empty_database_gets_every_table(empty: Database) -> None:
    await upgrade(empty)
    assert await _tables(empty) == {*SQLModel.metadata.tables, "alembic_version"}


async def test_a_second_start_changes_nothing_and_keeps_the_data(empty: Database) -> None:
    await upgrade(empty)
    async with turn(empty):
        pass
    await upgrade(empty)
    assert [row.address for row in await rows(empty, ChatRow)] == [MARIA.id]


async def test_processes_that_start_at_once_do_not_disturb_each_other(backend: Backend) -> None:
    url = backend.empty()
    processes = [Database(url) for _ in range(3)]
    await asyncio.gather(*(upgrade(process) for process in processes))
    assert "inquiry" in await _tables(processes[0])
    for process in processes:
        await process.dispose()


async def test_a_start_waits_for_another_process_that_is_making_the_file(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    database = Database(f"sqlite:///{path}", busy_seconds=10.0)
    starting = asyncio.create_task(upgrade(database))
    assert not (await asyncio.wait([starting], timeout=0.3))[0]
    other.execute("COMMIT")
    other.close()
    await starting
    assert "inquiry" in await _tables(database)
    await database.dispose()


async def test_a_file_that_stays_locked_is_reported_in_the_end(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    database = Database(f"sqlite:///{path}", busy_seconds=0.1)
    with pytest.raises(StoreUnavailableError, match="locked"):
        await upgrade(database)
    other.close()
    await database.dispose()


async def test_a_newer_database_is_refused_in_words_and_left_as_it_is(database: Database) -> None:
    async with database.writing() as session:
        await (await session.connection()).execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = await _tables(database)
    with pytest.raises(SchemaError, match=r"9999.*Start the newer program, or restore the backup"):
        await upgrade(database)
    assert await _tables(database) == before


async def test_the_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    def differences(connection: Connection) -> object:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), SQLModel.metadata)

    async with database.reading() as session:
        connection = await session.connection()
        assert await connection.run_sync(differences) == []


async def test_ids_of_deleted_rows_never_come_back(database: Database) -> None:
    made = []
    for _ in range(3):
        async with database.writing() as session:
            row = ChatRow(platform="web", address="a", first_seen=NOW, last_seen=NOW)
            session.add(row)
            await session.flush()
            made.append(row.id)
            await session.delete(row)
    assert len(set(made)) == 3
