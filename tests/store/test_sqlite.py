"""SQLite's connection of our own: what waits for another process waits on its own thread."""

import asyncio
import gc
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.sqlite import Connection, connect

PATIENCE = 20.0  # seconds; long enough that a busy machine is no reason to fail


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def busy(path: Path) -> Iterator[sqlite3.Connection]:
    """Another process that writes all the time."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


async def _failed(connection: Connection) -> sqlite3.Error:
    """What a statement raises that waited in vain; as every exception, it keeps what its frames held."""
    with pytest.raises(sqlite3.OperationalError, match="locked") as caught:
        await connection.run(sqlite3.Cursor.execute, "BEGIN IMMEDIATE")
    return caught.value


async def test_the_loop_goes_on_while_a_connection_waits_and_what_failed_before_is_collected(
    path: Path, busy: sqlite3.Connection
) -> None:
    connection = await connect(str(path), patience=PATIENCE, check_same_thread=False)
    await connection.run(sqlite3.Cursor.execute, "PRAGMA busy_timeout=0")
    kept = [await _failed(connection)]
    await connection.run(sqlite3.Cursor.execute, f"PRAGMA busy_timeout={1000 * PATIENCE:.0f}")
    waiting = asyncio.create_task(connection.run(sqlite3.Cursor.execute, "BEGIN IMMEDIATE"))
    await asyncio.sleep(0.1)
    began = asyncio.get_running_loop().time()
    kept.clear()
    gc.collect()
    assert asyncio.get_running_loop().time() - began < PATIENCE / 2
    busy.execute("COMMIT")
    await waiting
    await connection.close()
