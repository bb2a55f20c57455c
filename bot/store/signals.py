"""Tells other processes that something is due: PostgreSQL's LISTEN/NOTIFY. SQLite has one process and needs none."""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from sqlalchemy import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.database import Database

log = structlog.get_logger()

CHANNEL = "lotse_outbox"
RECONNECT_SECONDS = 5.0


async def tell_others(session: AsyncSession) -> None:
    """Within the transaction that made something due: the others hear of it when it is committed."""
    if session.get_bind().dialect.name == "postgresql":
        await (await session.connection()).execute(select(func.pg_notify(CHANNEL, "")))


async def listen(database: Database, woken: Callable[[], None]) -> None:
    """Call `woken` whenever another process has something to send; polling covers what is missed meanwhile.

    `database` is a PostgreSQL one.
    """
    import asyncpg  # only where PostgreSQL is used: it would cost every start

    address = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            await _listen_once(await asyncpg.connect(address), woken)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("not listening to other processes", error=type(error).__name__)
        await asyncio.sleep(RECONNECT_SECONDS)


async def _listen_once(connection: Any, woken: Callable[[], None]) -> None:
    """Until the connection ends."""
    ended = asyncio.Event()
    try:
        connection.add_termination_listener(lambda _: ended.set())
        await connection.add_listener(CHANNEL, lambda *_: woken())
        woken()
        await ended.wait()
    finally:
        await connection.close()
