"""What became of messages that were taken from the outbox, marked in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.platforms.base import Delivery
from bot.store.doubts import MOST_DOUBTS, doubt
from bot.store.models import OutboxState
from bot.store.outgoing import Limits
from bot.store.posts import Post, keep_posts
from bot.store.returning import heard_of_since
from bot.store.sequels import tell_lost, tell_sent
from bot.store.tables import OUTBOX

LOST = (OutboxState.BLOCKED, OutboxState.FAILED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message: its row's next state, and until when it waits if it is to be tried again.

    `refs` are the platform's own ids of what was sent. `untried` was taken but not tried after all, or came
    too soon: that is no failed attempt, after which the next one would wait longer.
    """

    delivery: Delivery
    state: OutboxState
    refs: tuple[str, ...] = ()
    until: datetime | None = None
    error: str = ""
    untried: bool = False


async def settle(session: AsyncSession, outcomes: Sequence[Outcome], now: datetime, *, limits: Limits) -> None:
    """Mark the rows, remember what was posted on cases, and tell what is to be told now."""
    outcomes = await _without_those_back(session, outcomes, now)
    over = (OutboxState.SENT, *LOST)
    await _forget(session, [one.delivery.id for one in outcomes if one.delivery.clears and one.state in over])
    rest = [one for one in outcomes if not (one.delivery.clears and one.state in over)]
    await _mark_sent(session, [one for one in rest if one.state is OutboxState.SENT], now, limits)
    await _mark_untried(session, [one.delivery.id for one in rest if one.untried and not one.until])
    unsent = [one for one in rest if one.state is not OutboxState.SENT and (one.until or not one.untried)]
    await _mark_unsent(session, unsent, now, limits)


async def _without_those_back(session: AsyncSession, outcomes: Sequence[Outcome], now: datetime) -> Sequence[Outcome]:
    """Who blocked us and came back while a message was on its way gets it now, not only once they say something."""
    blocked = [one.delivery.id for one in outcomes if one.state is OutboxState.BLOCKED]
    back = await heard_of_since(session, blocked)
    return [replace(one, state=OutboxState.DUE, until=now) if one.delivery.id in back else one for one in outcomes]


async def _forget(session: AsyncSession, ids: Sequence[int]) -> None:
    """Nothing of it remains, not even to whom it went: the receipt of an erasure."""
    if ids:
        connection = await session.connection()
        await connection.execute(delete(OUTBOX).where(OUTBOX.c.id.in_(ids)))


async def _mark_sent(session: AsyncSession, sent: Sequence[Outcome], now: datetime, limits: Limits) -> None:
    """They are through, whatever another process thinks of them; their text is no longer needed."""
    if not sent:
        return
    connection = await session.connection()
    watched = {one.delivery.id: one for one in sent if one.delivery.watched}
    rows: Sequence[Any] = ()
    if watched:
        columns = OUTBOX.c.id, OUTBOX.c.inquiry_id, OUTBOX.c.payload
        query = select(*columns).where(OUTBOX.c.id.in_(watched), OUTBOX.c.state != OutboxState.SENT)
        rows = (await connection.execute(query.order_by(OUTBOX.c.id))).all()
    ids = [one.delivery.id for one in sent]
    through = {"state": OutboxState.SENT, "payload": {}, "error": "", "changed": now}
    await connection.execute(update(OUTBOX).where(OUTBOX.c.id.in_(ids)).values(**through))
    for row in rows:
        if row.inquiry_id is not None:
            await _remember(session, watched[row.id], row)
    await tell_sent(session, [row.payload for row in rows], now, limits=limits)


async def _remember(session: AsyncSession, outcome: Outcome, row: Any) -> None:
    """A reply to any of these messages finds the case; a message that was replaced means what the new one does."""
    delivery, payload = outcome.delivery, row.payload
    refs = [*outcome.refs, *([delivery.replaces] if delivery.replaces else [])]
    post = Post(row.inquiry_id, payload.get("is_person", False), payload.get("copy_of", ""))
    await keep_posts(session, delivery.chat, refs, post)


async def _mark_untried(session: AsyncSession, ids: Sequence[int]) -> None:
    """Taken but not tried: due again as if never taken."""
    if ids:
        connection = await session.connection()
        untried = {"state": OutboxState.DUE, "attempts": OUTBOX.c.attempts - 1}
        await connection.execute(update(OUTBOX).where(OUTBOX.c.id.in_(ids), _still_ours()).values(**untried))


async def _mark_unsent(session: AsyncSession, unsent: Sequence[Outcome], now: datetime, limits: Limits) -> None:
    """To be tried again, in doubt, or given up; what will not arrive stays visible on its case."""
    connection = await session.connection()
    lost = []
    for one in unsent:
        values: dict[str, Any] = {"state": one.state, "error": one.error, "changed": now}
        if one.until:
            values["not_before"] = one.until
        if one.untried:
            values["attempts"] = OUTBOX.c.attempts - 1
        if one.state is OutboxState.UNCERTAIN:
            values["doubts"] = OUTBOX.c.doubts + doubt()
        statement = update(OUTBOX).where(OUTBOX.c.id == one.delivery.id, _still_ours()).values(**values)
        row = (await connection.execute(statement.returning(OUTBOX.c.doubts))).first()
        if row and (one.state in LOST or (one.state is OutboxState.UNCERTAIN and row.doubts >= MOST_DOUBTS)):
            lost.append(one.delivery.id)
    await tell_lost(session, lost, now, limits=limits)


def _still_ours() -> Any:
    """Not what another process has taken over and perhaps sent in the meantime."""
    return OUTBOX.c.state == OutboxState.SENDING
