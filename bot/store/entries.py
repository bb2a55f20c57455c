"""How fresh the directory is: who was asked about their entry, who confirmed it, and what they would have changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlmodel import col, select

from bot.store.database import AsyncSession, Database
from bot.store.introduction_models import EntryProposalRow, EntryRow
from bot.store.upsert import insert_for

HALF_A_YEAR = timedelta(days=182)
UNANSWERED_AFTER = timedelta(days=60)  # so long an organisation has to answer before its entry ranks lower
PROPOSALS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of the freshness of an actor's entry."""

    actor: str
    asked_at: datetime | None = None
    confirmed_at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to ask again: neither asked nor confirmed within half a year."""
        return all(at is None or at <= now - HALF_A_YEAR for at in (self.asked_at, self.confirmed_at))

    def unconfirmed_since(self, now: datetime) -> date | None:
        """Since when nobody answered for the entry, once the question is 60 days old; None for all others."""
        asked, confirmed = self.asked_at, self.confirmed_at
        if asked is None or asked > now - UNANSWERED_AFTER or (confirmed and confirmed >= asked):
            return None
        return (confirmed or asked).date()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that an organisation proposes."""

    id: int
    actor: str
    text: str
    sender: str
    at: datetime
    handled_by: str = ""


class Entries:
    """The freshness of all entries; each call is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> Mapping[str, Entry]:
        """By actor, those that were ever asked or confirmed."""
        async with self._database.reading() as session:
            rows = (await session.exec(select(EntryRow))).all()
        return {row.actor: Entry(row.actor, row.asked_at, row.confirmed_at) for row in rows}

    async def of(self, actor: str) -> Entry:
        """That of one actor."""
        return (await self.all()).get(actor, Entry(actor))

    async def unconfirmed(self, now: datetime) -> Mapping[str, date]:
        """The actors that were asked and did not answer, with the date since when nobody confirmed their entry."""
        since = {actor: entry.unconfirmed_since(now) for actor, entry in (await self.all()).items()}
        return {actor: day for actor, day in since.items() if day}

    async def mark_asked(self, actors: Collection[str], *, now: datetime) -> None:
        """These are asked today."""
        async with self._database.writing() as session:
            for actor in actors:
                await _keep(session, actor, "asked_at", now)

    async def confirm(self, actor: str, *, now: datetime) -> None:
        """The organisation says that its entry is right."""
        async with self._database.writing() as session:
            await _keep(session, actor, "confirmed_at", now)

    async def propose(self, actor: str, text: str, *, sender: str, now: datetime) -> None:
        """Keep a proposal for the curators. It answers the question too, so the entry is not held to be abandoned."""
        async with self._database.writing() as session:
            session.add(EntryProposalRow(actor=actor, text=text, sender=sender, at=now))
            await _keep(session, actor, "confirmed_at", now)

    async def proposals(self) -> Sequence[Proposal]:
        """Those nobody has dealt with, oldest first."""
        query = select(EntryProposalRow).where(col(EntryProposalRow.handled_at).is_(None))
        async with self._database.reading() as session:
            rows = (await session.exec(query.order_by(col(EntryProposalRow.id)).limit(PROPOSALS_SHOWN))).all()
        return [Proposal(row.id or 0, row.actor, row.text, row.sender, row.at, row.handled_by) for row in rows]

    async def handle(self, id_: int, *, by: str, now: datetime) -> bool:
        """A curator has dealt with it; False when somebody had already."""
        undone = col(EntryProposalRow.id) == id_, col(EntryProposalRow.handled_at).is_(None)
        async with self._database.writing() as session:
            statement = update(EntryProposalRow).where(*undone).values(handled_at=now, handled_by=by)
            return bool((await session.exec(statement)).rowcount)


async def _keep(session: AsyncSession, actor: str, column: str, now: datetime) -> None:
    statement = insert_for(session, EntryRow).values(actor=actor, **{column: now})
    await session.exec(statement.on_conflict_do_update(index_elements=["actor"], set_={column: now}))
