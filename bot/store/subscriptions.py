"""Subscriptions and reminders: one person's within their turn, and everybody's for what is to be sent."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import delete, func, insert, literal, select, union_all
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store import subscriptions_models  # noqa: F401 - importing it declares the tables
from bot.store.announcements_outbox import withdraw_from
from bot.store.models import OutboxState
from bot.store.tables import CHAT, OUTBOX
from bot.store.upsert import insert_for
from handlers.base import Chat
from handlers.events_stored import Rhythm, Subscription
from knowledge.entries import Event, Language

SUBSCRIPTION = SQLModel.metadata.tables["subscription"]
CHOICE = SQLModel.metadata.tables["subscription_choice"]
REMINDER = SQLModel.metadata.tables["reminder"]
TOLD = SQLModel.metadata.tables["event_told"]
KINDS = ("topics", "regions", "formats")
BOTH = "both"  # the language of a room that reads along: German, and English below


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody to write to, and what they asked for."""

    chat_id: int
    chat: Chat
    subscription: Subscription


class StoredSubscriptions:
    """Those of one conversation, inside the turn's transaction."""

    def __init__(self, session: AsyncSession, chat_id: int, now: datetime) -> None:
        self._session = session
        self._chat_id = chat_id
        self._now = now

    async def mine(self) -> Subscription | None:
        """The subscription, None when there is none."""
        connection = await self._session.connection()
        row = (await connection.execute(_of(SUBSCRIPTION, self._chat_id))).first()
        choices = (await connection.execute(_of(CHOICE, self._chat_id).order_by(CHOICE.c.slug))).all() if row else ()
        return subscription_of(row, choices) if row else None

    async def save(self, subscription: Subscription) -> None:
        """Begin it, or change what it is; the moment of the first agreement stays."""
        connection = await self._session.connection()
        values = {
            "rhythm": subscription.rhythm.value, "quiet_from": subscription.quiet[0],
            "quiet_to": subscription.quiet[1], "language": subscription.language, "changed_at": self._now,
        }  # fmt: skip
        new = insert_for(self._session, SUBSCRIPTION).values(chat_id=self._chat_id, agreed_at=self._now, **values)
        await connection.execute(new.on_conflict_do_update(index_elements=["chat_id"], set_=values))
        await connection.execute(delete(CHOICE).where(CHOICE.c.chat_id == self._chat_id))
        rows = [
            {"chat_id": self._chat_id, "kind": kind, "slug": slug}
            for kind in KINDS
            for slug in dict.fromkeys(getattr(subscription, kind))
        ]
        if rows:
            await connection.execute(insert(CHOICE), rows)

    async def end(self) -> bool:
        """End the subscription and all reminders, and send nothing that waits; whether there was anything to end."""
        await withdraw_from(self._session, self._chat_id, self._now)
        return bool(await end_subscriptions(self._session, [self._chat_id]))

    async def public_room(self) -> Chat | None:
        """The room on the same platform where everybody may read along; None when there is none."""
        own = select(CHAT.c.platform, CHAT.c.account).where(CHAT.c.id == self._chat_id).subquery()
        query = select(CHAT.c.platform, CHAT.c.address, CHAT.c.account)
        query = query.join(own, (CHAT.c.platform == own.c.platform) & (CHAT.c.account == own.c.account))
        query = query.join(SUBSCRIPTION, SUBSCRIPTION.c.chat_id == CHAT.c.id).where(SUBSCRIPTION.c.language == BOTH)
        connection = await self._session.connection()
        row = (await connection.execute(query)).first()
        return Chat(row.platform, row.address, row.account) if row else None

    async def reminders(self) -> Sequence[str]:
        """The events of which this person will be reminded."""
        connection = await self._session.connection()
        query = select(REMINDER.c.event).where(REMINDER.c.chat_id == self._chat_id).order_by(REMINDER.c.event)
        return (await connection.execute(query)).scalars().all()

    async def remind(self, event: Event, language: Language) -> bool:
        """Remind of an event; False when that was asked for before. Its changes so far are known to who asks now."""
        row = {"chat_id": self._chat_id, "event": event.id, "agreed_at": self._now, "language": language}
        connection = await self._session.connection()
        new = insert_for(self._session, REMINDER).values(**row).on_conflict_do_nothing()
        await mark_told(self._session, [(self._chat_id, event.id, changed(event))] if event.sequence else [], self._now)
        return bool((await connection.execute(new.returning(REMINDER.c.event))).first())

    async def forget(self, event: str) -> bool:
        """No reminder of this event; False when there was none."""
        connection = await self._session.connection()
        mine = (REMINDER.c.chat_id == self._chat_id) & (REMINDER.c.event == event)
        return bool((await connection.execute(delete(REMINDER).where(mine))).rowcount)


async def exported(session: AsyncSession, chat_id: int) -> dict[str, object]:
    """Everything of one conversation as plain data: the subscription, the reminders, and what was told."""
    mine = await StoredSubscriptions(session, chat_id, datetime.min).mine()
    connection = await session.connection()
    reminders = (await connection.execute(_of(REMINDER, chat_id).order_by(REMINDER.c.event))).all()
    told = (await connection.execute(_of(TOLD, chat_id).order_by(TOLD.c.at))).all()
    return {
        "subscription": mine,
        "reminders": [{"event": row.event, "at": row.agreed_at} for row in reminders],
        "told": [{"event": row.event, "what": row.what, "at": row.at} for row in told],
    }


def changed(event: Event) -> str:
    """What the latest change of an event is called among what was told."""
    return f"change-{event.sequence}"


def _of(table: Any, chat_id: int) -> Any:
    return select(table).where(table.c.chat_id == chat_id)


def subscription_of(row: Any, choices: Iterable[Any]) -> Subscription:
    """What a row and its choices stand for."""
    chosen: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for choice in choices:
        chosen[choice.kind].append(choice.slug)
    return Subscription(
        **{kind: tuple(slugs) for kind, slugs in chosen.items()}, rhythm=Rhythm(row.rhythm),
        quiet=(row.quiet_from, row.quiet_to), language=cast("Language", row.language), agreed_at=row.agreed_at,
    )  # fmt: skip


async def end_subscriptions(session: AsyncSession, chat_ids: Collection[int]) -> int:
    """End whatever these conversations asked for; returns how many rows went.

    What they were told goes too: they hear of no change any more.
    """
    connection = await session.connection()
    await connection.execute(delete(TOLD).where(TOLD.c.chat_id.in_(chat_ids)))
    gone = 0
    for table in (CHOICE, SUBSCRIPTION, REMINDER):
        gone += (await connection.execute(delete(table).where(table.c.chat_id.in_(chat_ids)))).rowcount
    return gone


async def end_of_unreachable(session: AsyncSession, *, since: datetime) -> int:
    """End those of people who blocked us or are gone: a message to them was refused after they had agreed.

    Nothing but that state ends a subscription; a fault of the network, or a message the platform refuses, never does.
    """
    same = (CHAT.c.platform == OUTBOX.c.platform) & (CHAT.c.account == OUTBOX.c.account)
    same &= CHAT.c.address == OUTBOX.c.address
    blocked = (OUTBOX.c.state == OutboxState.BLOCKED) & (OUTBOX.c.changed >= since)
    connection = await session.connection()
    gone = 0
    for table, agreed in ((SUBSCRIPTION, SUBSCRIPTION.c.agreed_at), (REMINDER, REMINDER.c.agreed_at)):
        query = select(CHAT.c.id).join(OUTBOX, same).join(table, table.c.chat_id == CHAT.c.id)
        query = query.where(blocked, agreed <= OUTBOX.c.changed).distinct()
        ids = (await connection.execute(query)).scalars().all()
        gone += await end_subscriptions(session, ids) if ids else 0
    return gone


async def readers_after(session: AsyncSession, position: int, *, rhythm: Rhythm, limit: int) -> Sequence[Reader]:
    """The next `limit` subscribers of one rhythm after the conversation `position`, in their order."""
    connection = await session.connection()
    query = select(SUBSCRIPTION, CHAT.c.platform, CHAT.c.account, CHAT.c.address).join(
        CHAT, CHAT.c.id == SUBSCRIPTION.c.chat_id
    )
    query = query.where(SUBSCRIPTION.c.chat_id > position, SUBSCRIPTION.c.rhythm == rhythm.value)
    rows = (await connection.execute(query.order_by(SUBSCRIPTION.c.chat_id).limit(limit))).all()
    choices: dict[int, list[Any]] = {}
    for choice in await connection.execute(select(CHOICE).where(CHOICE.c.chat_id.in_([row.chat_id for row in rows]))):
        choices.setdefault(choice.chat_id, []).append(choice)
    return [
        Reader(row.chat_id, Chat(row.platform, row.address, row.account),
               subscription_of(row, choices.get(row.chat_id, ())))
        for row in rows
    ]  # fmt: skip


async def told_of(session: AsyncSession, chat_ids: Collection[int]) -> set[tuple[int, str, str]]:
    """What these conversations were told already: (conversation, event, what)."""
    connection = await session.connection()
    query = select(TOLD.c.chat_id, TOLD.c.event, TOLD.c.what).where(TOLD.c.chat_id.in_(chat_ids))
    return {(row.chat_id, row.event, row.what) for row in await connection.execute(query)}


async def mark_told(session: AsyncSession, told: Iterable[tuple[int, str, str]], now: datetime) -> None:
    """Remember what is told with this transaction."""
    rows = [{"chat_id": chat_id, "event": event, "what": what, "at": now} for chat_id, event, what in told]
    if rows:
        connection = await session.connection()
        await connection.execute(insert_for(session, TOLD).on_conflict_do_nothing(), rows)


async def drop_reminders(session: AsyncSession, event: str) -> None:
    """Nobody is reminded of an event that does not take place, or that is over."""
    connection = await session.connection()
    await connection.execute(delete(REMINDER).where(REMINDER.c.event == event))


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who is to hear of one event, in which language or in BOTH, and when not."""

    chat_id: int
    chat: Chat
    language: str
    quiet: tuple[int, int]


async def reminded_of(session: AsyncSession, event: str, position: int, *, limit: int) -> Sequence[Follower]:
    """The next `limit` people after `position` who want to be reminded of an event."""
    query = select(REMINDER.c.chat_id, REMINDER.c.language).where(REMINDER.c.event == event)
    return await _followers(session, query.subquery(), position, limit)


async def told_about(session: AsyncSession, event: str, position: int, *, limit: int) -> Sequence[Follower]:
    """The next `limit` people after `position` who heard of an event, or will be reminded of it."""
    heard = select(TOLD.c.chat_id, literal("").label("language")).where(TOLD.c.event == event)
    wanting = select(REMINDER.c.chat_id, REMINDER.c.language).where(REMINDER.c.event == event)
    both = union_all(heard, wanting).subquery()
    query = select(both.c.chat_id, func.max(both.c.language).label("language")).group_by(both.c.chat_id)
    return await _followers(session, query.subquery(), position, limit)


async def _followers(session: AsyncSession, who: Any, position: int, limit: int) -> Sequence[Follower]:
    """Their own language of the subscription counts, else that in which they asked for the reminder."""
    columns = CHAT.c.id, CHAT.c.platform, CHAT.c.account, CHAT.c.address, who.c.language
    query = select(*columns, SUBSCRIPTION.c.language.label("own"), SUBSCRIPTION.c.quiet_from, SUBSCRIPTION.c.quiet_to)
    query = query.join(who, who.c.chat_id == CHAT.c.id).outerjoin(SUBSCRIPTION, SUBSCRIPTION.c.chat_id == CHAT.c.id)
    connection = await session.connection()
    rows = await connection.execute(query.where(CHAT.c.id > position).order_by(CHAT.c.id).limit(limit))
    return [
        Follower(row.id, Chat(row.platform, row.address, row.account),
                 row.own or row.language or "de", (row.quiet_from or 0, row.quiet_to or 0))
        for row in rows
    ]  # fmt: skip
