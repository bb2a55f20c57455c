"""The buttons once offered, so that a press much later still means its own question."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.numbers import new_button_ids
from bot.store.tables import BUTTON
from handlers.base import Button, Press

BUTTON_DAYS = 30
QUICK_PRESS_SECONDS = 10  # a second press within this is a nervous finger, not a wish


@dataclass(slots=True)
class Offer:
    """A button of one of our messages; not `stored` while the batch that offers it is still being written."""

    id: str
    label: str
    position: int
    words: Sequence[str]
    action: str
    args: Mapping[str, str]
    created: datetime
    expires: datetime
    pressed_at: datetime | None = None
    stored: bool = field(default=True, compare=False)


def offers_of(buttons: Sequence[Button], now: datetime) -> list[Offer]:
    """The buttons of one message in their numbered order."""
    expires, ids = now + timedelta(days=BUTTON_DAYS), new_button_ids(len(buttons))
    return [
        Offer(
            ids[position - 1], button.label, position, [word.casefold() for word in button.words], button.action,
            dict(button.args), now, expires, stored=False,
        )
        for position, button in enumerate(buttons, start=1)
    ]  # fmt: skip


def press(offer: Offer, now: datetime, *, shared: bool = False) -> Press | None:
    """Press a button; None when it was pressed a moment ago, unless it is shared: then that may have been another."""
    before = offer.pressed_at
    if before and not shared and now - before < timedelta(seconds=QUICK_PRESS_SECONDS):
        return None
    offer.pressed_at = now
    return Press(offer.action, dict(offer.args), again=before is not None)


async def newest_offers(session: AsyncSession, chats: Collection[int]) -> dict[int, list[Offer]]:
    """For each of the chats the buttons under our newest message that had any, in order."""
    newest = select(BUTTON.c.chat_id, func.max(BUTTON.c.batch).label("batch")).where(BUTTON.c.chat_id.in_(chats))
    latest = newest.group_by(BUTTON.c.chat_id).subquery()
    of_it = (latest.c.chat_id == BUTTON.c.chat_id) & (latest.c.batch == BUTTON.c.batch)
    query = select(BUTTON).join(latest, of_it).order_by(BUTTON.c.chat_id, BUTTON.c.position)
    connection = await session.connection()
    found: dict[int, list[Offer]] = {chat_id: [] for chat_id in chats}
    for row in await connection.execute(query):
        found[row.chat_id].append(_offer(row))
    return found


async def offer_by_id(session: AsyncSession, chat_id: int, button_id: str, now: datetime) -> Offer | None:
    """A button of this very chat that has not expired; somebody else's is as good as none."""
    query = select(BUTTON).where(BUTTON.c.id == button_id, BUTTON.c.chat_id == chat_id, BUTTON.c.expires > now)
    connection = await session.connection()
    row = (await connection.execute(query)).first()
    return _offer(row) if row else None


async def insert_offers(session: AsyncSession, messages: Sequence[tuple[int, int, Sequence[Offer]]]) -> None:
    """Keep the buttons of messages, given as (chat id, outbox id, buttons).

    The outbox id numbers the message: a chat's newest message is the one with the highest.
    """
    rows = [
        {
            "id": offer.id, "chat_id": chat_id, "batch": outbox_id, "position": offer.position, "label": offer.label,
            "words": offer.words, "action": offer.action, "args": offer.args, "created": offer.created,
            "expires": offer.expires, "pressed_at": offer.pressed_at,
        }
        for chat_id, outbox_id, offers in messages
        for offer in offers
    ]  # fmt: skip
    if rows:
        connection = await session.connection()
        await connection.execute(insert(BUTTON), rows)
    for _, _, offers in messages:
        for offer in offers:
            offer.stored = True


async def save_presses(session: AsyncSession, offers: Collection[Offer]) -> None:
    """Remember when stored buttons were pressed."""
    rows = [{"button_id": offer.id, "at": offer.pressed_at} for offer in offers]
    if rows:
        connection = await session.connection()
        pressed = update(BUTTON).where(BUTTON.c.id == bindparam("button_id")).values(pressed_at=bindparam("at"))
        await connection.execute(pressed, rows)


def _offer(row: Row[Any]) -> Offer:
    return Offer(
        row.id, row.label, row.position, row.words, row.action, row.args, row.created, row.expires, row.pressed_at
    )
