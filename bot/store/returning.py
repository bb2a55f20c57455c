"""What somebody who had blocked us missed of their cases goes out once more when they are back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.chats import StoredChat
from bot.store.models import OutboxState
from bot.store.outgoing import REPLY_PRIORITY
from bot.store.tables import CHAT, OUTBOX

NEWEST = 5  # nobody reads a flood of old notices; what is older stays visible on its case


async def send_after_all(session: AsyncSession, chats: Sequence[StoredChat], now: datetime) -> None:
    """The newest messages about cases that were blocked are due again; older ones will not be tried any more.

    Announcements are none of these: they need a subscription, and that has ended.
    """
    connection = await session.connection()
    for chat in chats:
        blocked = _blocked(chat)
        newest = select(OUTBOX.c.id).where(*blocked).order_by(OUTBOX.c.id.desc()).limit(NEWEST)
        ids = [row.id for row in await connection.execute(newest)]
        if not ids:
            continue
        again = {"state": OutboxState.DUE, "not_before": now, "changed": now}
        await connection.execute(update(OUTBOX).where(OUTBOX.c.id.in_(ids)).values(**again))
        await connection.execute(update(OUTBOX).where(*blocked).values(state=OutboxState.FAILED))


async def heard_of_since(session: AsyncSession, ids: Sequence[int]) -> set[int]:
    """Of rows that were refused as blocked, those whose person is back already: heard of while they were in mid-send.

    The conversations stay locked until the transaction ends: whoever comes back from now on finds the rows as blocked.
    """
    if not ids:
        return set()
    connection = await session.connection()
    same_chat = [OUTBOX.c[name] == CHAT.c[name] for name in ("platform", "account", "address")]
    query = select(OUTBOX.c.id, OUTBOX.c.changed, CHAT.c.last_seen).join(CHAT, and_(*same_chat))
    query = query.where(OUTBOX.c.id.in_(ids), *_of_a_case()).order_by(CHAT.c.id)
    rows = await connection.execute(query.with_for_update(key_share=True, of=CHAT))
    return {row.id for row in rows if row.last_seen > row.changed}


def _of_a_case() -> list[Any]:
    return [OUTBOX.c.inquiry_id.is_not(None), OUTBOX.c.priority == REPLY_PRIORITY]


def _blocked(chat: StoredChat) -> list[Any]:
    address = chat.chat
    return [
        OUTBOX.c.platform == address.platform, OUTBOX.c.account == address.account, OUTBOX.c.address == address.id,
        OUTBOX.c.state == OutboxState.BLOCKED, *_of_a_case(),
    ]  # fmt: skip
