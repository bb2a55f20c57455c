"""Conversations as a batch works on them, and the events already taken."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, bindparam, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.models import ChatRow
from bot.store.tables import CHAT, INQUIRY, SEEN
from bot.store.upsert import insert_for
from handlers.base import Chat, Message

EventKey = tuple[str, str, str]


@dataclass(slots=True)
class StoredChat:
    """A conversation's row; `made` with this very message, `has_cases` unless it surely has none."""

    id: int
    chat: Chat
    state: dict[str, Any]
    first_seen: datetime
    last_seen: datetime
    made: bool = False
    has_cases: bool = True


def event_key(message: Message) -> EventKey:
    """What tells an event apart from all others."""
    return message.chat.platform, message.chat.account, message.id


def _event_keys(message: Message) -> Iterable[EventKey]:
    chat = message.chat
    return [event_key(message), *((chat.platform, chat.account, part) for part in message.parts)]


async def mark_seen(session: AsyncSession, messages: Sequence[Message], now: datetime) -> set[EventKey]:
    """Take the events, parts included; returns the keys of those that were not taken before (redelivered)."""
    if not messages:
        return set()
    rows = [
        {"platform": platform, "account": account, "event_id": event_id, "at": now}
        for platform, account, event_id in sorted({key for message in messages for key in _event_keys(message)})
    ]
    columns = SEEN.c.platform, SEEN.c.account, SEEN.c.event_id
    statement = insert_for(session, SEEN).on_conflict_do_nothing().returning(*columns)
    connection = await session.connection()
    return {(row[0], row[1], row[2]) for row in await connection.execute(statement, rows)}


async def lock_chats(session: AsyncSession, chats: Collection[Chat], now: datetime) -> dict[Chat, StoredChat]:
    """The conversations, made where they are missing, locked until the transaction ends.

    All processes lock in the same order, so that no two wait for each other. The lock still lets others point to the
    row (PostgreSQL's FOR NO KEY UPDATE), as a button offered to this chat by another process does.
    """
    found = await _read(session, chats, locked=True)
    while missing := [chat for chat in chats if chat not in found]:
        made = await make_chats(session, missing, now)
        again = await _read(session, missing, locked=True)  # one that another process erased meanwhile is made again
        for chat, stored in again.items():
            stored.made = chat in made
        found |= again
    await _look_for_cases(session, found.values())
    return found


async def chat_ids(session: AsyncSession, chats: Collection[Chat], now: datetime) -> dict[Chat, int]:
    """The ids of conversations, made where they are missing, without locking them."""
    found = await _read(session, chats, locked=False)
    while missing := [chat for chat in chats if chat not in found]:
        await make_chats(session, missing, now)
        found |= await _read(session, missing, locked=False)
    return {chat: stored.id for chat, stored in found.items()}


async def make_chats(session: AsyncSession, chats: Collection[Chat], now: datetime) -> set[Chat]:
    """Insert conversations unless they are there; returns those that were not."""
    rows = [
        {
            "platform": chat.platform, "account": chat.account, "address": chat.id,
            "state": {}, "first_seen": now, "last_seen": now,
        }
        for chat in sorted(chats, key=_order)
    ]  # fmt: skip
    columns = CHAT.c.platform, CHAT.c.address, CHAT.c.account
    statement = insert_for(session, CHAT).on_conflict_do_nothing().returning(*columns)
    connection = await session.connection()
    return {Chat(*row) for row in await connection.execute(statement, rows)}


async def save_chats(session: AsyncSession, chats: Collection[StoredChat]) -> None:
    """Keep what the turns left to remember."""
    if not chats:
        return
    statement = update(CHAT).where(CHAT.c.id == bindparam("chat_id"))
    statement = statement.values(state=bindparam("new_state"), last_seen=bindparam("new_last_seen"))
    rows = [{"chat_id": chat.id, "new_state": chat.state, "new_last_seen": chat.last_seen} for chat in chats]
    connection = await session.connection()
    await connection.execute(statement, rows)


def address_of(row: ChatRow) -> Chat:
    """The address a row stands for."""
    return Chat(row.platform, row.address, row.account)


async def _read(session: AsyncSession, chats: Collection[Chat], *, locked: bool) -> dict[Chat, StoredChat]:
    connection = await session.connection()
    found: dict[Chat, StoredChat] = {}
    for (platform, account), group in groupby(sorted(chats, key=_order), key=_account):
        query = select(CHAT).where(CHAT.c.platform == platform, CHAT.c.account == account)
        query = query.where(CHAT.c.address.in_([chat.id for chat in group])).order_by(CHAT.c.id)
        for row in await connection.execute(_locking(query) if locked else query):
            chat = Chat(platform, row.address, account)
            found[chat] = StoredChat(row.id, chat, row.state, row.first_seen, row.last_seen)
    return found


def _locking(query: Select[Any]) -> Select[Any]:
    return query.with_for_update(key_share=True)


async def _look_for_cases(session: AsyncSession, chats: Collection[StoredChat]) -> None:
    known = {chat.id: chat for chat in chats if not chat.made}
    for chat in chats:
        chat.has_cases = False
    if known:
        connection = await session.connection()
        query = select(INQUIRY.c.chat_id).where(INQUIRY.c.chat_id.in_(known)).distinct()
        for (chat_id,) in await connection.execute(query):
            known[chat_id].has_cases = True


def _account(chat: Chat) -> tuple[str, str]:
    return chat.platform, chat.account


def _order(chat: Chat) -> tuple[str, str, str]:
    return chat.platform, chat.account, chat.id
