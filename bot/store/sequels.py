"""Tells those who wait for it what became of a message: once all of it has arrived, or once it is clear it cannot."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.models import OutboxState
from bot.store.outgoing import Limits, insert_outgoing, outgoing
from bot.store.payloads import Origin, Sequel, sequel_of, with_sequel
from bot.store.tables import OUTBOX
from handlers.base import Reply


async def tell_sent(
    session: AsyncSession, payloads: Sequence[Mapping[str, Any]], now: datetime, *, limits: Limits
) -> None:
    """`payloads` are those of rows just marked as sent; what has several parts counts when all are through."""
    found = {sequel.parts: sequel for sequel in map(sequel_of, payloads) if sequel and sequel.when_sent}
    for sequel in found.values():
        if await _all_sent(session, sequel):
            await _say(session, sequel.when_sent, sequel.origin, now, limits)


async def tell_lost(session: AsyncSession, ids: Sequence[int], now: datetime, *, limits: Limits) -> None:
    """`ids` are rows just given up. It is told once, also where other parts are lost later or a later try fails too."""
    if not ids:
        return
    connection = await session.connection()
    query = select(OUTBOX.c.payload).where(OUTBOX.c.id.in_(ids)).order_by(OUTBOX.c.id)
    payloads = [row.payload for row in await connection.execute(query)]
    found = {sequel.parts: sequel for sequel in map(sequel_of, payloads) if sequel and sequel.when_lost}
    for sequel in found.values():
        await _keep_silent_about(session, sequel)
        await _say(session, sequel.when_lost, sequel.origin, now, limits)


async def _all_sent(session: AsyncSession, sequel: Sequel) -> bool:
    connection = await session.connection()
    query = select(func.count()).where(OUTBOX.c.transaction_id.in_(sequel.parts), OUTBOX.c.state != OutboxState.SENT)
    return (await connection.execute(query)).scalar() == 0


async def _keep_silent_about(session: AsyncSession, sequel: Sequel) -> None:
    """No part that is still there tells of its loss again."""
    connection = await session.connection()
    query = select(OUTBOX.c.id, OUTBOX.c.payload).where(OUTBOX.c.transaction_id.in_(sequel.parts))
    for row in (await connection.execute(query)).all():
        if "sequel" in row.payload:
            payload = with_sequel(row.payload, replace(sequel, when_lost=()))
            await connection.execute(update(OUTBOX).where(OUTBOX.c.id == row.id).values(payload=payload))


async def _say(session: AsyncSession, replies: Sequence[Reply], origin: Origin, now: datetime, limits: Limits) -> None:
    rows = [outgoing(reply, origin, now=now, limits=limits) for reply in replies]
    await insert_outgoing(session, rows, now)
