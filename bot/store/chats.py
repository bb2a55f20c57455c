"""Conversations, the events already taken, and the buttons once offered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from bot.store.models import ButtonRow, ChatRow, SeenRow
from bot.store.numbers import new_button_id
from bot.store.upsert import insert_new
from handlers.base import Button, Chat, Message, Press
from handlers.conversation import Conversation

BUTTON_DAYS = 30
QUICK_PRESS_SECONDS = 10  # a second press within this is a nervous finger, not a wish


async def mark_seen(session: AsyncSession, message: Message, now: datetime) -> bool:
    """Take the event; False when it was taken before (a redelivery)."""
    chat = message.chat
    return await insert_new(session, SeenRow, platform=chat.platform, account=chat.account, event_id=message.id, at=now)


async def chat_row(session: AsyncSession, chat: Chat, now: datetime) -> tuple[ChatRow, bool]:
    """The chat's row, locked against other processes, and whether it was made just now."""
    address = {"platform": chat.platform, "account": chat.account, "address": chat.id}
    made = await insert_new(session, ChatRow, **address, state={}, first_seen=now, last_seen=now)
    query = select(ChatRow).filter_by(**address).with_for_update()
    row = (await session.exec(query)).first()
    if row is None:  # erased by another process while we waited for its lock
        return await chat_row(session, chat, now)
    return row, made


def address_of(row: ChatRow) -> Chat:
    """The address a row stands for."""
    return Chat(row.platform, row.address, row.account)


def save_conversation(row: ChatRow, conversation: Conversation, now: datetime) -> None:
    """Keep what the turn left to remember."""
    row.state = conversation.to_json()
    row.last_seen = now


async def keep_buttons(
    session: AsyncSession, chat_id: int, buttons: Sequence[Button], now: datetime
) -> list[ButtonRow]:
    """Store the buttons of one message, in their numbered order; the chat's row must be locked."""
    batch = (await session.exec(_newest_batch(chat_id))).one() + 1
    rows = [
        ButtonRow(
            id=new_button_id(), chat_id=chat_id, batch=batch, position=position, label=button.label,
            words=[word.casefold() for word in button.words], action=button.action, args=dict(button.args),
            created=now, expires=now + timedelta(days=BUTTON_DAYS),
        )
        for position, button in enumerate(buttons, start=1)
    ]  # fmt: skip
    session.add_all(rows)
    return rows


async def last_buttons(session: AsyncSession, chat_id: int) -> Sequence[ButtonRow]:
    """The buttons under our newest message that had any, in order."""
    newest = _newest_batch(chat_id).scalar_subquery()
    query = select(ButtonRow).where(ButtonRow.chat_id == chat_id, ButtonRow.batch == newest)
    return (await session.exec(query.order_by(col(ButtonRow.position)))).all()


def _newest_batch(chat_id: int) -> SelectOfScalar[int]:
    """Counted per chat: one turn may send several messages with buttons at the same moment."""
    return select(func.coalesce(func.max(ButtonRow.batch), 0)).where(ButtonRow.chat_id == chat_id)


async def button_by_id(session: AsyncSession, chat_id: int, button_id: str, now: datetime) -> ButtonRow | None:
    """A button of this very chat that has not expired; somebody else's is as good as none."""
    query = select(ButtonRow).where(
        ButtonRow.id == button_id, ButtonRow.chat_id == chat_id, col(ButtonRow.expires) > now
    )
    return (await session.exec(query)).first()


async def press(session: AsyncSession, row: ButtonRow, now: datetime) -> Press | None:
    """Press a button; None when it was pressed a moment ago."""
    before = row.pressed_at
    if before and now - before < timedelta(seconds=QUICK_PRESS_SECONDS):
        return None
    await session.exec(update(ButtonRow).where(col(ButtonRow.id) == row.id).values(pressed_at=now))
    return Press(row.action, dict(row.args), again=before is not None)
