"""SQLite on a thread of its own, each statement one errand there: making the cursor and fetching cost none of theirs.

aiosqlite goes to its thread for the cursor, the statement, the rows and the end of the cursor. Each way there and back
takes longer than most of our statements do.
"""

import asyncio
import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite

Rows = list[Any]
PAUSE_SECONDS = 0.02  # between tries to get hold of a new file


async def connect(database: str, *, patience: float, **options: Any) -> "Connection":
    """A connection for SQLAlchemy's aiosqlite dialect, which waits `patience` seconds for other writers."""
    connection = Connection(partial(sqlite3.connect, database, timeout=patience, **options), iter_chunk_size=64)
    try:
        await connection
    except BaseException:
        await connection.ended()
        raise
    try:
        await _write_ahead(connection, patience)
    except BaseException:
        await connection.close()
        raise
    return connection


async def _write_ahead(connection: "Connection", patience: float) -> None:
    """Turn on WAL. While another process writes to a new file, SQLite refuses this without asking its busy handler."""
    loop = asyncio.get_running_loop()
    last = loop.time() + patience
    while True:
        try:
            await connection.run(sqlite3.Cursor.execute, "PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if loop.time() >= last:
                raise
        await asyncio.sleep(PAUSE_SECONDS)


class Connection(aiosqlite.Connection):
    """As aiosqlite's, with cursors of our own; made with `check_same_thread=False`."""

    _ending: asyncio.Future[Any] | None = None

    def stop(self) -> asyncio.Future[Any] | None:
        """End the thread."""
        self._ending = super().stop()
        return self._ending

    async def ended(self) -> None:
        """Wait for a thread that was told to end: it reports to the loop, which must still be there."""
        if self._ending is not None:
            await self._ending

    async def rollback(self) -> None:
        """Nothing to do when nothing has begun, as after every commit."""
        if self.in_transaction:
            await super().rollback()

    def cursor(self) -> "Cursor":  # type: ignore[override]  # theirs is awaited first
        """Made at once: that alone does not touch the database."""
        return Cursor(self)

    def __await__(self) -> Any:
        self._thread.daemon = True  # a process that is told to end does not wait for it
        return super().__await__()

    async def run(self, statement: Any, *given: Any) -> tuple[sqlite3.Cursor, Rows]:
        """Call `statement` with a fresh cursor there; returns the cursor and all rows."""
        found: tuple[sqlite3.Cursor, Rows] = await self._execute(  # type: ignore[no-untyped-call]
            _run, self._conn, statement, given
        )
        return found


def _run(connection: sqlite3.Connection, statement: Any, given: Sequence[Any]) -> tuple[sqlite3.Cursor, Rows]:
    cursor = connection.cursor()
    try:
        statement(cursor, *given)
        return cursor, cursor.fetchall() if cursor.description else []
    finally:
        # Here: an open one waits for its busy connection where it is collected, and the event loop stood for seconds.
        cursor.close()


class Cursor:
    """What SQLAlchemy asks of a cursor; all rows are there once a statement is through."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._cursor: sqlite3.Cursor | None = None
        self._rows: Rows = []

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, operation: str, parameters: Sequence[Any] = ()) -> Self:
        """One statement."""
        self._cursor, self._rows = await self._connection.run(sqlite3.Cursor.execute, operation, parameters)
        return self

    async def executemany(self, operation: str, parameters: Iterable[Sequence[Any]]) -> Self:
        """One statement for many rows."""
        self._cursor, self._rows = await self._connection.run(sqlite3.Cursor.executemany, operation, parameters)
        return self

    async def fetchall(self) -> Rows:
        """All rows, once."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """The cursor has come to its end already."""
        self._rows = []

    @property
    def description(self) -> Any:
        """The columns, as DB-API has it."""
        return self._cursor.description if self._cursor else None

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._cursor.rowcount if self._cursor else -1

    @property
    def lastrowid(self) -> int | None:
        """The id of the row inserted last."""
        return self._cursor.lastrowid if self._cursor else None
