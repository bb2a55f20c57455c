"""One door to the database: short reading and writing transactions on SQLite or PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from typing import Any

from sqlalchemy import event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.sqlite import connect

MEMORY_URL, MEMORY = "sqlite://", ":memory:"
__all__ = ["AsyncSession", "Database", "StoreUnavailableError", "is_database_fault", "open_engine"]

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class StoreUnavailableError(Exception):
    """The database could not take a change (locked, disk full, gone). Nothing of it was stored."""


class Database:
    """Opens transactions. Writers of one SQLite file queue in this process instead of spinning on its lock."""

    def __init__(self, url: str, *, busy_seconds: float = 5.0) -> None:
        self.engine = open_engine(url, busy_seconds=busy_seconds)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.in_memory = isinstance(self.engine.pool, StaticPool)
        self._one_writer = asyncio.Lock()

    def reading(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A transaction that only looks."""
        return self._transaction(writes=False)

    def writing(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A transaction that is committed when the block ends well, else rolled back whole."""
        return self._transaction(writes=True)

    @asynccontextmanager
    async def _transaction(self, *, writes: bool) -> AsyncIterator[AsyncSession]:
        alone = self.in_memory or (writes and self.is_sqlite)
        async with self._one_writer if alone else nullcontext():
            try:
                async with self.engine.connect() as connection:
                    await connection.execution_options(lotse_writes=writes)
                    async with AsyncSession(connection, expire_on_commit=False) as session:
                        yield session
                        if writes:
                            await session.commit()
            except DBAPIError as error:
                if not is_database_fault(error):
                    raise
                raise StoreUnavailableError(_cause(error)) from error
            except (OSError, PoolTimeout) as error:
                raise StoreUnavailableError(f"{type(error).__name__}: {error}") from error

    async def dispose(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


def _cause(error: DBAPIError) -> str:
    """What the driver said, without statement, parameters and details: those may hold a person's words."""
    return f"{type(error.orig).__name__}: {str(error.orig).splitlines()[0] if str(error.orig) else ''}"


def is_database_fault(error: BaseException) -> bool:
    """Whether the store itself failed, so that the whole batch must be offered again.

    A broken rule or an unstorable value is a bug of ours: offering it again would fail for ever. PostgreSQL's driver
    gives no exception class for values; their SQLSTATE begins with 22.
    """
    if not isinstance(error, DBAPIError) or isinstance(error, IntegrityError | DataError):
        return False
    return not str(getattr(error.orig, "sqlstate", None) or "").startswith("22")


def open_engine(url: str, *, busy_seconds: float = 5.0) -> AsyncEngine:
    """An engine with the asynchronous driver that fits `url`; a bare `sqlite://` lives in memory."""
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if parsed.drivername in _DRIVERS:
        parsed = parsed.set(drivername=_DRIVERS[parsed.drivername])
    if backend != "sqlite":
        patience = {"server_settings": {"lock_timeout": f"{int(busy_seconds * 1000)}ms"}}
        return create_async_engine(parsed, hide_parameters=True, pool_pre_ping=True, connect_args=patience)
    in_memory = parsed.database in (None, "", MEMORY)
    pool: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
    connecting = partial(connect, parsed.database or MEMORY, patience=busy_seconds, check_same_thread=False)
    engine = create_async_engine(parsed, hide_parameters=True, async_creator=connecting, **pool)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    cursor = connection.cursor()
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: upgrading a reader later fails instead of waiting."""
    writes = connection.get_execution_options().get("lotse_writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
