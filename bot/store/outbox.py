"""The transactional outbox: what is to be sent is committed with its cause and sent afterwards."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.platforms.base import Delivery
from bot.store.database import Database
from bot.store.doubts import MOST_CRASHES, MOST_DOUBTS, doubt
from bot.store.models import OutboxState
from bot.store.outgoing import ANNOUNCEMENT_PRIORITY, Limits
from bot.store.payloads import delivery_of
from bot.store.sequels import tell_lost
from bot.store.settling import Outcome, settle
from bot.store.tables import OUTBOX
from bot.store.times import UtcDateTime

RETRY_STEPS = (1, 5, 30, 120, 600)  # seconds; then every ten minutes for as long as the row lives
NOW = bindparam("now", type_=UtcDateTime)
BULK = OUTBOX.c.priority >= ANNOUNCEMENT_PRIORITY
TAKEN = (
    *(
        OUTBOX.c[name]
        for name in (
            "id", "platform", "account", "address", "payload", "priority", "attempts", "doubts", "transaction_id",
            "inquiry_id",
        )
    ),
    BULK.label("bulk"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Room:
    """How many rows may be taken of each kind."""

    replies: int
    announcements: int

    def __bool__(self) -> bool:
        return self.replies > 0 or self.announcements > 0


NO_ROOM = Room(0, 0)


class Outbox:
    """The sending side: takes due rows, marks what became of them."""

    def __init__(
        self,
        database: Database,
        platform: str,
        addresses: Collection[str] | None = None,
        *,
        limits: Limits | None = None,
    ) -> None:
        self._database = database
        self._platform = platform
        self._addresses = addresses
        self._limits = limits or {}
        # Built once: building these takes longer than running them.
        self._some_due = self._due(OUTBOX.alias("due")).limit(1)
        self._taking = self._take_due()

    async def recover(self, now: datetime, *, idempotent: bool = False) -> int:
        """What was in mid-send when its process died is due again; returns how many rows.

        Where sending is not idempotent, such a row may have arrived, so this happens to it a few times only, and to an
        announcement never.
        """
        doubts = OUTBOX.c.doubts + (0 if idempotent else doubt(MOST_CRASHES))
        still = case((doubts < MOST_CRASHES, OutboxState.DUE.value), else_=OutboxState.UNCERTAIN.value)
        values = {"doubts": doubts, "state": OutboxState.DUE if idempotent else still}
        sending = update(OUTBOX).where(*self._mine(OUTBOX), OUTBOX.c.state == OutboxState.SENDING)
        async with self._database.writing() as session:
            connection = await session.connection()
            found = (await connection.execute(sending.values(**values).returning(OUTBOX.c.id, OUTBOX.c.state))).all()
            lost = [row.id for row in found if row.state == OutboxState.UNCERTAIN]
            await tell_lost(session, lost, now, limits=self._limits)
        return len(found)

    async def take(self, limit: int, now: datetime) -> Sequence[Delivery]:
        """At most `limit` rows that are due, now marked as sending; each chat strictly in order."""
        replies = await self.turn_over((), Room(limit, 0), now)
        return [*replies, *await self.turn_over((), Room(0, limit - len(replies)), now)]

    async def settle(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        """Mark what became of messages that were taken."""
        await self.turn_over(outcomes, NO_ROOM, now)

    async def turn_over(self, outcomes: Sequence[Outcome], room: Room, now: datetime) -> Sequence[Delivery]:
        """Mark what became of the messages before and take the next ones, in one commit."""
        if not outcomes and not (room and await self._any_due(now)):
            return []  # most looks find nothing: do not take the write lock for them
        async with self._database.writing() as session:
            await settle(session, outcomes, now, limits=self._limits)
            return await self._take(session, room, now) if room else []

    async def next_due(self) -> datetime | None:
        """When the next waiting row becomes due."""
        query = select(func.min(OUTBOX.c.not_before)).where(*self._mine(OUTBOX), _waiting(OUTBOX))
        async with self._database.reading() as session:
            connection = await session.connection()
            found: datetime | None = (await connection.execute(query)).scalar()
            return found

    async def _any_due(self, now: datetime) -> bool:
        async with self._database.reading() as session:
            connection = await session.connection()
            return (await connection.execute(self._some_due, {"now": now})).first() is not None

    async def _take(self, session: AsyncSession, room: Room, now: datetime) -> Sequence[Delivery]:
        connection = await session.connection()
        most = {"replies": max(0, room.replies), "announcements": max(0, room.announcements)}
        rows = await connection.execute(self._taking, {"now": now, **most})
        return [delivery_of(row) for row in sorted(rows, key=lambda row: (row.priority, row.id))]

    def _take_due(self) -> ReturningUpdate[Any]:
        """Mark the most urgent replies and announcements that are due at `now` as being sent, and give them."""
        taken = {"state": OutboxState.SENDING, "attempts": OUTBOX.c.attempts + 1, "changed": NOW}
        kinds = [self._some("replies", is_bulk=False), self._some("announcements", is_bulk=True)]
        return update(OUTBOX).where(OUTBOX.c.id.in_(union_all(*kinds))).values(**taken).returning(*TAKEN)

    def _some(self, most: str, *, is_bulk: bool) -> Select[Any]:
        """Ids of one kind; a limit of its own needs a query around it."""
        row = OUTBOX.alias(most)
        kind = row.c.priority >= ANNOUNCEMENT_PRIORITY if is_bulk else row.c.priority < ANNOUNCEMENT_PRIORITY
        due = self._due(row).where(kind).limit(bindparam(most, type_=Integer)).with_for_update(skip_locked=True)
        return select(due.subquery(f"some_{most}").c.id)

    def _due(self, row: Any) -> Select[Any]:
        """Ids of what may be sent at `now`, the most urgent first."""
        query = select(row.c.id).where(*self._mine(row), _waiting(row), row.c.not_before <= NOW, _in_time(row))
        return query.where(~_behind_another(row)).order_by(row.c.priority, row.c.id)

    def _mine(self, row: Any) -> list[Any]:
        mine: list[Any] = [_open(row), row.c.platform == self._platform]
        if self._addresses is not None:
            mine.append(row.c.address.in_(self._addresses))
        return mine


def _open(row: Any) -> Any:
    """Not finished yet. Word for word the condition of the partial indexes: SQLite recognises it only so."""
    return literal_column(f"{row.name}.state IN ('due', 'sending', 'uncertain')")


def _waiting(row: Any) -> Any:
    """To be sent; a message that may have arrived once more, never a third time."""
    once_more = and_(row.c.state == OutboxState.UNCERTAIN, row.c.doubts < MOST_DOUBTS)
    return or_(row.c.state == OutboxState.DUE, once_more)


def _in_time(row: Any) -> Any:
    """Looked at in the moment of taking: a process that was away must not announce what has begun meanwhile."""
    return or_(row.c.not_after.is_(None), row.c.not_after > NOW)


def _behind_another(row: Any) -> Any:
    """An earlier message to the same chat, and no less urgent, is on its way or waits for its next try."""
    earlier = OUTBOX.alias("earlier")
    same_chat = [earlier.c[name] == row.c[name] for name in ("platform", "account", "address")]
    sending = earlier.c.state == OutboxState.SENDING
    return exists().where(
        _open(earlier),
        *same_chat,
        earlier.c.id < row.c.id,
        earlier.c.priority <= row.c.priority,
        or_(sending, and_(_waiting(earlier), earlier.c.not_before > NOW)),
    )


def retry_at(attempt: int, now: datetime) -> datetime:
    """When to try again after `attempt` failed tries."""
    return now + timedelta(seconds=RETRY_STEPS[min(attempt, len(RETRY_STEPS)) - 1])
