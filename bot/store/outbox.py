"""The transactional outbox: what is to be sent is committed with its cause and sent afterwards."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, delete, exists, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.platforms.base import ButtonView, Delivery
from bot.store.chats import chat_row, keep_buttons
from bot.store.database import Database
from bot.store.models import InquiryRow, OutboxRow, OutboxState
from bot.store.numbers import new_transaction_id
from handlers.base import Chat, Reply

REPLY_PRIORITY, ANNOUNCEMENT_PRIORITY = 0, 10


async def enqueue(session: AsyncSession, reply: Reply, to: Chat, *, in_reply_to: str, now: datetime) -> None:
    """Put one reply into the outbox, its buttons kept for later presses."""
    views: list[dict[str, str]] = []
    if reply.buttons:
        row, _ = await chat_row(session, to, now)
        kept = await keep_buttons(session, row.id or 0, reply.buttons, now)
        views = [{"id": button.id, "label": button.label} for button in kept]
    payload: dict[str, Any] = {"text": reply.text, "buttons": views, "case": reply.case, "in_reply_to": in_reply_to}
    if reply.clears:
        payload["clears"] = True
    session.add(
        OutboxRow(
            platform=to.platform, account=to.account, address=to.id, payload=payload,
            not_before=now, created=now, changed=now, transaction_id=new_transaction_id(),
            inquiry_id=await _inquiry_id(session, reply.case),
        )
    )  # fmt: skip
    await session.flush()


async def _inquiry_id(session: AsyncSession, number: str) -> int | None:
    if not number:
        return None
    return (await session.exec(select(InquiryRow.id).where(InquiryRow.number == number))).first()


class Outbox:
    """The sending side: takes due rows, marks what became of them."""

    def __init__(self, database: Database, platform: str, addresses: Collection[str] | None = None) -> None:
        self._database = database
        self._platform = platform
        self._addresses = addresses

    async def recover(self, *, idempotent: bool = False) -> int:
        """What was in mid-send when its process died is due again; returns how many rows.

        Where sending is not idempotent, such a row may have arrived, so this happens to it once only.
        """
        mid_send = [OutboxRow.state == OutboxState.SENDING]
        if idempotent:
            return await self._update(mid_send, state=OutboxState.DUE)
        again = case((col(OutboxRow.doubts) < 1, OutboxState.DUE), else_=OutboxState.UNCERTAIN)
        return await self._update(mid_send, state=again, doubts=col(OutboxRow.doubts) + 1)

    async def take(self, limit: int, now: datetime) -> Sequence[Delivery]:
        """At most `limit` rows that are due, now marked as sending; each chat strictly in order."""
        query = (
            select(OutboxRow)
            .where(*self._mine(), _waiting(OutboxRow), col(OutboxRow.not_before) <= now, ~self._behind_another(now))
            .order_by(col(OutboxRow.priority), col(OutboxRow.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        async with self._database.reading() as session:  # most looks find nothing: do not take the write lock for them
            if not (await session.exec(query.limit(1))).first():
                return []
        async with self._database.writing() as session:
            rows = (await session.exec(query)).all()
            for row in rows:
                row.state, row.attempts, row.changed = OutboxState.SENDING, row.attempts + 1, now
                session.add(row)
        return [_delivery(row) for row in rows]

    async def mark_sent(self, ids: Sequence[int], now: datetime) -> None:
        """They are through; their text is no longer needed."""
        await self._update([col(OutboxRow.id).in_(ids)], state=OutboxState.SENT, payload={}, error="", changed=now)

    async def forget(self, delivery_id: int) -> None:
        """Nothing of it remains, not even to whom it went: the receipt of an erasure."""
        async with self._database.writing() as session:
            await session.exec(delete(OutboxRow).where(col(OutboxRow.id) == delivery_id))

    async def give_back(self, ids: Sequence[int]) -> None:
        """Taken but not tried: due again as if never taken."""
        untried = col(OutboxRow.attempts) - 1
        await self._update([col(OutboxRow.id).in_(ids)], state=OutboxState.DUE, attempts=untried)

    async def put_back(self, delivery_id: int, *, until: datetime, error: str) -> None:
        """Surely not sent: due again at `until`."""
        await self._update([OutboxRow.id == delivery_id], state=OutboxState.DUE, not_before=until, error=error)

    async def mark_uncertain(self, delivery_id: int, *, until: datetime, error: str) -> None:
        """May have arrived: sent once more after `until`, never a third time (see `_waiting`)."""
        doubts = col(OutboxRow.doubts) + 1
        values = {"state": OutboxState.UNCERTAIN, "doubts": doubts, "not_before": until, "error": error}
        await self._update([OutboxRow.id == delivery_id], **values)

    async def give_up(self, delivery_id: int, state: OutboxState, error: str, now: datetime) -> None:
        """Will not arrive: `blocked` or `failed`; stays visible on its case."""
        await self._update([OutboxRow.id == delivery_id], state=state, error=error, changed=now)

    async def next_due(self) -> datetime | None:
        """When the next waiting row becomes due."""
        query = (
            select(OutboxRow.not_before)
            .where(*self._mine(), _waiting(OutboxRow))
            .order_by(col(OutboxRow.not_before))
            .limit(1)
        )
        async with self._database.reading() as session:
            return (await session.exec(query)).first()

    def _mine(self) -> list[Any]:
        mine: list[Any] = [OutboxRow.platform == self._platform]
        if self._addresses is not None:
            mine.append(col(OutboxRow.address).in_(self._addresses))
        return mine

    def _behind_another(self, now: datetime) -> Any:
        """An earlier message to the same chat, and no less urgent, is on its way or waits for its next try."""
        earlier = aliased(OutboxRow)
        same_chat = [getattr(earlier, name) == getattr(OutboxRow, name) for name in ("platform", "account", "address")]
        sending = col(earlier.state) == OutboxState.SENDING
        return exists().where(
            *same_chat,
            col(earlier.id) < col(OutboxRow.id),
            col(earlier.priority) <= col(OutboxRow.priority),
            sending | (_waiting(earlier) & (col(earlier.not_before) > now)),
        )

    async def _update(self, only_if: Sequence[Any], **values: object) -> int:
        statement = update(OutboxRow).where(*self._mine(), *only_if).values(**values)
        async with self._database.writing() as session:
            result = await session.exec(statement)
            return int(result.rowcount)


def _waiting(row: Any) -> Any:
    """To be sent; a message that may have arrived once more, never a third time."""
    once_more = (row.state == OutboxState.UNCERTAIN) & (row.doubts < 2)
    return or_(row.state == OutboxState.DUE, once_more)


def _delivery(row: OutboxRow) -> Delivery:
    payload = row.payload
    return Delivery(
        id=row.id or 0,
        chat=Chat(row.platform, row.address, row.account),
        text=payload["text"],
        buttons=tuple(ButtonView(button["id"], button["label"]) for button in payload["buttons"]),
        case=payload["case"],
        in_reply_to=payload["in_reply_to"],
        transaction_id=row.transaction_id,
        clears=payload.get("clears", False),
        attempt=row.attempts,
    )


RETRY_STEPS = (1, 5, 30, 120, 600)  # seconds; then every ten minutes for as long as the row lives


def retry_at(attempt: int, now: datetime) -> datetime:
    """When to try again after `attempt` failed tries."""
    return now + timedelta(seconds=RETRY_STEPS[min(attempt, len(RETRY_STEPS)) - 1])
