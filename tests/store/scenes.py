"""Short words for what the store's tests do over and over: a turn, a case, a message to be sent."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import SQLModel, select

from bot.platforms.base import Delivery
from bot.store.batch import open_batch
from bot.store.chats import lock_chats
from bot.store.database import Database
from bot.store.inquiries import Inquiries
from bot.store.models import OutboxState
from bot.store.outbox import Outbox
from bot.store.outgoing import Limits, insert_outgoing, outgoing
from bot.store.payloads import Origin
from bot.store.settling import Outcome
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
    database: Database, chat: Chat = MARIA, *, now: datetime = NOW, limits: Limits | None = None, **said: Any
) -> AsyncIterator[StoredTurn]:
    """One message being answered; `said` are the fields of the message."""
    said.setdefault("id", f"{chat.id}-{now.timestamp()}")
    message = Message(chat, **said)
    async with database.writing() as session:
        batch = await open_batch(session, [message], now, limits=limits)
        stored = await begin_turn(batch, message, now)
        assert stored is not None, "this message was taken before"
        yield stored
        await batch.write()


@asynccontextmanager
async def cases(database: Database, chat: Chat = STAFF_ROOM, *, now: datetime = NOW) -> AsyncIterator[Inquiries]:
    """The cases as one turn of `chat` may change them."""
    async with database.writing() as session:
        chats = await lock_chats(session, [chat], now)
        yield Inquiries(session, chats[chat], now)


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
        await put_in(database, Reply(text, case=case), to=to, now=now)


async def put_in(database: Database, reply: Reply, *, to: Chat = MARIA, now: datetime = NOW, limit: int = 0) -> None:
    """A reply to be sent; `limit` is the longest text its platform takes."""
    limits = {to.platform: limit} if limit else {}
    async with database.writing() as session:
        await insert_outgoing(session, [outgoing(reply, Origin(to), now=now, limits=limits)], now)


async def delivered(outbox: Outbox, *refs: str, now: datetime = NOW) -> list[Delivery]:
    """What is due now goes through, as the platform's messages `refs`."""
    deliveries = list(await outbox.take(50, now))
    await outbox.settle([Outcome(delivery, OutboxState.SENT, refs) for delivery in deliveries], now)
    return deliveries


async def given_up(outbox: Outbox, state: OutboxState = OutboxState.BLOCKED, *, now: datetime = NOW) -> None:
    """What is due now will not arrive."""
    due = await outbox.take(50, now)
    await outbox.settle([Outcome(delivery, state, error="the person left") for delivery in due], now)


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
