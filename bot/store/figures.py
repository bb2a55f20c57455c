"""Counts over some days, for the numbers page and the digest: what was asked, how it ended, how long people waited."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import extract, func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.database import Database
from bot.store.models import InquiryEventRow, InquiryRow
from bot.store.tables import TALLY
from handlers.base import CaseState
from handlers.stored import Figures
from handlers.times import LOCAL_ZONE

PERIOD = timedelta(weeks=4)  # one period only: the difference of two could give away a small group
FRESH = timedelta(minutes=1)  # how long counts are shown again instead of counted anew


class StoredFigures:
    """Reads within the transaction of whoever asks."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def between(self, first: date, last: date) -> Figures:
        """What happened from the first day to the end of the last; days are days in Saxony."""
        begin, end = _midnight(first), _midnight(last + timedelta(days=1))
        by_day: Counter[tuple[date, str, str]] = Counter()
        by_topic: Counter[tuple[str, str]] = Counter()
        counts = select(TALLY.c.day, TALLY.c.platform, TALLY.c.what, TALLY.c.topic, TALLY.c["count"])
        connection = await self._session.connection()
        for day, platform, what, topic, count in await connection.execute(
            counts.where(TALLY.c.day.between(first, last))
        ):
            by_day[day, platform, what] += count
            by_topic[topic, what] += count
        return Figures(first, last, by_day, by_topic, await self._waits(begin, end), await self._ends(begin, end))

    async def _waits(self, begin: datetime, end: datetime) -> tuple[int, ...]:
        """Seconds from each case's opening to the first answer of a person, shortest first."""
        case, event = InquiryRow, InquiryEventRow
        answered = func.min(extract("epoch", col(event.at)))
        query = (
            select(answered - extract("epoch", col(case.opened_at)))
            .join(event, col(event.inquiry_id) == case.id)
            .where(*_changed_since(begin), col(case.opened_at) >= begin, col(case.opened_at) < end)
            .where(col(event.what) == "replied")
            .group_by(col(case.id), col(case.opened_at))
        )
        connection = await self._session.connection()
        return tuple(sorted(max(0, int(row[0])) for row in await connection.execute(query)))

    async def _ends(self, begin: datetime, end: datetime) -> Counter[str]:
        """How often cases were closed, by whom, and opened again: `closed-staff`, `reopened-person` and so on."""
        case, event = InquiryRow, InquiryEventRow
        query = (
            select(col(event.what), col(event.by), func.count())
            .join(case, col(event.inquiry_id) == case.id)
            .where(*_changed_since(begin), col(event.what).in_(["closed", "reopened"]))
            .where(col(event.at) >= begin, col(event.at) < end)
            .group_by(col(event.what), col(event.by))
        )
        connection = await self._session.connection()
        return Counter({f"{what}-{by}": count for what, by, count in await connection.execute(query)})


@dataclass(slots=True)
class RecentFigures:
    """What happened in the last four weeks, today included, counted at most once a minute."""

    database: Database
    _at: datetime | None = None
    _figures: Figures | None = None

    async def latest(self, now: datetime) -> Figures:
        """As of at most a minute ago."""
        if self._figures is None or self._at is None or not timedelta() <= now - self._at < FRESH:
            today = now.astimezone(LOCAL_ZONE).date()
            async with self.database.reading() as session:
                self._figures = await StoredFigures(session).between(today - PERIOD + timedelta(days=1), today)
            self._at = now
        return self._figures


def _changed_since(begin: datetime) -> list[Any]:
    """Whatever happened on a case changed it no earlier: all that an index is needed for."""
    return [col(InquiryRow.state).in_([state.value for state in CaseState]), col(InquiryRow.changed_at) >= begin]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL_ZONE)
