"""Short words for what the store's tests do over and over: a turn, a case, a message to be sent."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import SQLModel, select

from bot.store.chats import chat_row
from bot.store.database import Database
from bot.store.inquiries import Inquiries
from bot.store.outbox import Outbox, enqueue
from bot.store.turns import StoredTurn, begin_turn
from handlers.base import Case, Chat, Message, Reply

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MARIA = Chat("web", "maria")
JONAS = Chat("web", "jonas")
STAFF_ROOM = Chat("console", "staff")


def later(**how: float) -> datetime:
    """Some time after NOW: `later(days=3)`."""
    return NOW + timedelta(**how)


@asynccontextmanager
async def turn(
    database: Database, chat: Chat = MARIA, *, now: datetime = NOW, **said: Any
) -> AsyncIterator[StoredTurn]:
    """One message being answered; `said` are the fields of the message."""
    said.setdefault("id", f"{chat.id}-{now.timestamp()}")
    async with database.writing() as session:
        stored = await begin_turn(session, Message(chat, **said), now)
        assert stored is not None, "this message was taken before"
        yield stored


@asynccontextmanager
async def cases(database: Database, chat: Chat = STAFF_ROOM, *, now: datetime = NOW) -> AsyncIterator[Inquiries]:
    """The cases as one turn of `chat` may change them."""
    async with database.writing() as session:
        row, _ = await chat_row(session, chat, now)
        yield Inquiries(session, row, now)


async def open_case(database: Database, chat: Chat = MARIA, question: str = "Was kostet das?", **when: Any) -> Case:
    """A new case of `chat`."""
    async with cases(database, chat, **when) as inquiries:
        return await inquiries.open(question, "de")


async def found(database: Database, number: str) -> Case:
    """The case as it is now."""
    async with cases(database) as inquiries:
        case = await inquiries.find(number)
    assert case is not None
    return case


async def say(database: Database, *texts: str, to: Chat = MARIA, case: str = "", now: datetime = NOW) -> None:
    """Messages to be sent, each committed on its own."""
    for text in texts:
        async with database.writing() as session:
            await enqueue(session, Reply(text, case=case), to, in_reply_to="", now=now)


async def taken(outbox: Outbox, now: datetime = NOW, limit: int = 50) -> list[str]:
    """The texts of what is taken now, in order."""
    return [delivery.text for delivery in await outbox.take(limit, now)]


async def rows(database: Database, model: type[SQLModel]) -> Sequence[Any]:
    """Everything in a table."""
    async with database.reading() as session:
        return (await session.exec(select(model))).all()


async def dump(database: Database) -> str:
    """Every row of every table, as one text to search in."""
    lines = []
    async with database.reading() as session:
        connection = await session.connection()
        for table in SQLModel.metadata.sorted_tables:
            found = await connection.execute(table.select())
            lines += [f"{table.name}: {tuple(row)!r}" for row in found]
    return "\n".join(lines)
