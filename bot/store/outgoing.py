"""Replies on their way into the outbox: cut to what their platform takes, then inserted together with their buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.splitting import split_text, utf16_length
from bot.store.buttons import Offer, insert_offers, offers_of
from bot.store.chats import chat_ids
from bot.store.models import OutboxState
from bot.store.numbers import new_transaction_id
from bot.store.payloads import Origin, Payload, Sequel, payload_of, with_sequel
from bot.store.tables import INQUIRY, OUTBOX
from handlers.base import Chat, Reply

REPLY_PRIORITY, ANNOUNCEMENT_PRIORITY = 0, 10
LATER_PRIORITY = 11  # announcements for after somebody's quiet hours: what may go now is found without passing them
Limits = Mapping[str, int]  # the longest text each platform takes, in UTF-16 code units; absent means any length


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply as the rows it becomes: (transaction id, payload) of each part, and the buttons under the last."""

    to: Chat
    case: str
    rows: Sequence[tuple[str, Payload]]
    offers: Sequence[Offer]


def outgoing(reply: Reply, origin: Origin, *, now: datetime, limits: Limits) -> Outgoing:
    """The rows of a reply; without `to` it goes back to where its origin came from."""
    to = reply.to or origin.chat
    offers = offers_of(reply.buttons, now)
    texts = split_text(reply.text, _room(reply, limits.get(to.platform)))
    ids = [new_transaction_id() for _ in texts]
    last = len(texts) - 1
    payloads = [payload_of(reply, text, origin, offers=offers, last=at == last) for at, text in enumerate(texts)]
    if reply.replaces:
        payloads[0]["replaces"] = reply.replaces
    if reply.when_sent or reply.when_lost:
        sequel = Sequel(origin, tuple(ids), reply.when_sent, reply.when_lost)
        payloads = [with_sequel(payload, sequel) for payload in payloads]
    return Outgoing(to, reply.case, list(zip(ids, payloads, strict=True)), offers)


def _room(reply: Reply, limit: int | None) -> int | None:
    """What is left for the text: the words that go first when it is sent again must fit as well."""
    return limit - utf16_length(f"{reply.again}\n\n") if limit and reply.again else limit


async def insert_outgoing(
    session: AsyncSession, replies: Sequence[Outgoing], now: datetime, *, known: Mapping[Chat, int] | None = None
) -> None:
    """Put replies into the outbox, their buttons kept for later presses; `known` are ids of chats at hand."""
    if not replies:
        return
    cases = await _inquiry_ids(session, {reply.case for reply in replies if reply.case})
    rows = [_row(reply, *part, inquiry_id=cases.get(reply.case), now=now) for reply in replies for part in reply.rows]
    connection = await session.connection()
    inserted = await connection.execute(insert(OUTBOX).returning(OUTBOX.c.id, OUTBOX.c.transaction_id), rows)
    ids = {transaction_id: row_id for row_id, transaction_id in inserted}
    offering = [reply for reply in replies if reply.offers]
    chats = dict(known or {})
    if unknown := {reply.to for reply in offering} - chats.keys():
        chats |= await chat_ids(session, unknown, now)
    await insert_offers(session, [(chats[reply.to], ids[reply.rows[-1][0]], reply.offers) for reply in offering])


def _row(
    reply: Outgoing, transaction_id: str, payload: Payload, *, inquiry_id: int | None, now: datetime
) -> dict[str, Any]:
    return {
        "platform": reply.to.platform, "account": reply.to.account, "address": reply.to.id, "payload": payload,
        "state": OutboxState.DUE, "priority": REPLY_PRIORITY, "attempts": 0, "doubts": 0, "not_before": now,
        "transaction_id": transaction_id, "inquiry_id": inquiry_id, "created": now, "changed": now, "error": "",
    }  # fmt: skip


async def _inquiry_ids(session: AsyncSession, numbers: set[str]) -> dict[str, int]:
    if not numbers:
        return {}
    connection = await session.connection()
    query = select(INQUIRY.c.number, INQUIRY.c.id).where(INQUIRY.c.number.in_(numbers))
    return {row.number: row.id for row in await connection.execute(query)}
