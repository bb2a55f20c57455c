"""What we say without being asked: replies that no message caused, put into the outbox within a transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.outgoing import Limits, insert_outgoing, outgoing
from bot.store.payloads import Origin
from bot.store.signals import tell_others
from handlers.base import Reply


async def post_notices(session: AsyncSession, replies: Sequence[Reply], now: datetime, *, limits: Limits) -> None:
    """Each reply names its `to`; the caller's commit makes them due. With nothing to say nobody is woken."""
    if not replies:
        return
    rows = []
    for reply in replies:
        if reply.to is None:
            raise ValueError("a notice must say to whom it goes")
        rows.append(outgoing(reply, Origin(reply.to), now=now, limits=limits))
    await insert_outgoing(session, rows, now)
    await tell_others(session)
