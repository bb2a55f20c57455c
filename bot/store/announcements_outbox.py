"""Messages to many readers in the outbox: behind every reply, each once, and withdrawn when their time is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, literal_column, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.models import OutboxState
from bot.store.outgoing import ANNOUNCEMENT_PRIORITY
from bot.store.signals import tell_others
from bot.store.tables import CHAT, OUTBOX
from bot.store.upsert import insert_for
from handlers.base import Chat

EXPIRED, STOPPED = "expired", "stopped"  # why a message was withdrawn; the state of its row is FAILED


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One message to one reader, of no use any more at `expires_at`."""

    chat_id: int
    chat: Chat
    text: str
    expires_at: datetime | None


async def post_bulletins(session: AsyncSession, about: str, bulletins: Sequence[Bulletin], now: datetime) -> None:
    """Put them into the outbox; one `about` the same matter to the same reader is there once, however often tried."""
    if not bulletins:
        return
    rows = [
        {
            "platform": one.chat.platform, "account": one.chat.account, "address": one.chat.id,
            "payload": payload_of(one.text), "state": OutboxState.DUE, "priority": ANNOUNCEMENT_PRIORITY,
            "attempts": 0, "doubts": 0, "not_before": now,
            "not_after": one.expires_at, "transaction_id": f"{about}.{one.chat_id}",
            "inquiry_id": None, "created": now, "changed": now, "error": "",
        }
        for one in bulletins
    ]  # fmt: skip
    connection = await session.connection()
    await connection.execute(insert_for(session, OUTBOX).on_conflict_do_nothing(), rows)
    await tell_others(session)


def payload_of(text: str) -> dict[str, Any]:
    """What the outbox holds of a message without buttons that answers nobody."""
    return {"text": text, "buttons": [], "case": "", "in_reply_to": ""}


async def withdraw(session: AsyncSession, about: str, now: datetime, *, reason: str) -> int:
    """What is not on its way yet of the messages about a matter will not be sent; returns how many that were."""
    return await _withdraw(session, (OUTBOX.c.state == OutboxState.DUE) & of_matter(about), now, reason=reason)


async def withdraw_expired(session: AsyncSession, now: datetime) -> int:
    """What came too late to be sent, whatever it is about; returns how many that were."""
    late = (OUTBOX.c.state == OutboxState.DUE) & (OUTBOX.c.not_after <= now)
    return await _withdraw(session, late, now, reason=EXPIRED)


async def withdraw_from(session: AsyncSession, chat_id: int, now: datetime) -> int:
    """Nothing of the kind that waits for a conversation will be sent; returns how many messages that were."""
    platform, account, address = (
        select(column).where(CHAT.c.id == chat_id).scalar_subquery()
        for column in (CHAT.c.platform, CHAT.c.account, CHAT.c.address)
    )
    theirs = (OUTBOX.c.platform == platform) & (OUTBOX.c.account == account) & (OUTBOX.c.address == address)
    waiting = (OUTBOX.c.state == OutboxState.DUE) & (OUTBOX.c.priority >= ANNOUNCEMENT_PRIORITY)
    return await _withdraw(session, waiting & theirs, now, reason=STOPPED)


async def _withdraw(session: AsyncSession, which: Any, now: datetime, *, reason: str) -> int:
    connection = await session.connection()
    values = {"state": OutboxState.FAILED, "error": reason, "payload": {}, "changed": now}
    return (await connection.execute(update(OUTBOX).where(which).values(**values))).rowcount


async def outcomes(session: AsyncSession, about: str) -> dict[str, dict[str, int]]:
    """How many of the messages about a matter stand where, by platform: their state, of those withdrawn the reason."""
    connection = await session.connection()
    columns = OUTBOX.c.platform, OUTBOX.c.state, OUTBOX.c.error
    withdrawn = case((OUTBOX.c.error.in_((EXPIRED, STOPPED)), OUTBOX.c.error), else_=OUTBOX.c.state).label("outcome")
    query = select(columns[0], withdrawn, func.count()).where(of_matter(about)).group_by(columns[0], "outcome")
    found: dict[str, dict[str, int]] = {}
    for platform, outcome, count in await connection.execute(query.order_by(columns[0], "outcome")):
        found.setdefault(platform, {})[str(outcome)] = count
    return found


async def is_open(session: AsyncSession, about: str) -> bool:
    """Whether a message about a matter is still to be sent or on its way; one in doubt is not sent again."""
    connection = await session.connection()
    # Word for word the condition of the partial index, which knows no row that is through; the concatenation
    # keeps the planner from walking along all transaction ids instead.
    unsent: Any = literal_column("outbox.state IN ('due', 'sending', 'uncertain')")
    on_its_way = unsent & OUTBOX.c.state.in_([OutboxState.DUE, OutboxState.SENDING])
    query = select(OUTBOX.c.id).where(on_its_way, of_matter(about, ids=OUTBOX.c.transaction_id.concat(""))).limit(1)
    return (await connection.execute(query)).first() is not None


def of_matter(about: str, *, ids: Any = OUTBOX.c.transaction_id) -> Any:
    """All rows whose transaction id begins so; as a range, which the unique index serves."""
    return (OUTBOX.c.priority >= ANNOUNCEMENT_PRIORITY) & (ids >= f"{about}.") & (ids < f"{about}/")
