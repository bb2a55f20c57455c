"""What is kept to learn from: masked questions with a count and a day, and drafts made of answered cases."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.curation import begin_draft
from bot.store.database import Database
from bot.store.inquiries import tidy_number
from bot.store.learning_models import ProposalRow
from bot.store.models import InquiryEventRow, InquiryRow
from bot.store.upsert import insert_for
from handlers.base import By
from handlers.learning import KINDS
from knowledge.curated import Change
from knowledge.entries import Language

HeardKey = tuple[str, str, str, str, date]  # kind, topic, language, masked text, day
MOST_PROPOSALS = 2_000  # read for one page: the most frequent


@dataclass(frozen=True, slots=True)
class Proposal:
    """A masked question, how often it was asked, and why it waits: `kind` is one of `handlers.learning.KINDS`."""

    kind: str
    topic: str
    language: Language
    text: str
    day: date
    count: int


class StoredLearning:
    """Adds to what was heard, in memory until it is written with the batch; drafts go to the store at once."""

    def __init__(self, session: AsyncSession, heard: Counter[HeardKey], now: datetime) -> None:
        self._session = session
        self._heard = heard
        self._now = now

    async def hear(self, kind: str, text: str, language: Language, *, topic: str = "") -> None:
        """One more of a question that is masked already."""
        self._heard[kind, topic, language, text, self._now.date()] += 1

    async def draft(self, number: str, change: Change, name: str) -> int:
        """A draft made of a case, which hears of it; the draft does not know the case."""
        query = select(InquiryRow.id).where(InquiryRow.number == tidy_number(number))
        inquiry_id = (await self._session.exec(query)).one() or 0
        event = InquiryEventRow(inquiry_id=inquiry_id, at=self._now, by=By.STAFF, name=name, what="learned")
        self._session.add(event)
        return await begin_draft(self._session, change, name, self._now)


async def add_heard(session: AsyncSession, heard: Mapping[HeardKey, int]) -> None:
    """Add to what was heard so far; in one order, so that two processes never wait for each other."""
    key = ["kind", "topic", "language", "text"]
    for (kind, topic, language, text, day), count in sorted(heard.items()):
        values = {"kind": kind, "topic": topic, "language": language, "text": text, "day": day, "count": count}
        statement = insert_for(session, ProposalRow).values(**values)
        raised = {"count": col(ProposalRow.count) + count, "day": day}
        await session.exec(statement.on_conflict_do_update(index_elements=key, set_=raised))


class Proposals:
    """What waits on the curation page, each call a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self) -> Sequence[Proposal]:
        """The most frequent first."""
        order = (col(ProposalRow.count).desc(), col(ProposalRow.day).desc(), col(ProposalRow.text))
        async with self._database.reading() as session:
            query = select(ProposalRow).where(col(ProposalRow.kind).in_(KINDS))
            rows = (await session.exec(query.order_by(*order).limit(MOST_PROPOSALS))).all()
        return [_proposal(row) for row in rows]

    async def drop(self, texts: Sequence[str]) -> None:
        """They were used, or are of no use."""
        async with self._database.writing() as session:
            await session.exec(delete(ProposalRow).where(col(ProposalRow.text).in_(texts)))


async def forget_proposals(database: Database, *, retention_days: int, now: datetime) -> int:
    """Delete what nobody asked again for so long, and what is not kept to learn from any more; returns how many."""
    before = now.date() - timedelta(days=retention_days)
    over = (col(ProposalRow.day) < before) | col(ProposalRow.kind).not_in(KINDS)
    async with database.writing() as session:
        return (await session.exec(delete(ProposalRow).where(over))).rowcount


def _proposal(row: ProposalRow) -> Proposal:
    return Proposal(row.kind, row.topic, "en" if row.language == "en" else "de", row.text, row.day, row.count)
