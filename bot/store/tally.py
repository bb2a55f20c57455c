"""Counts per day, platform and topic: what the office needs to know, and nobody's name."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import bindparam
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.tables import TALLY
from bot.store.upsert import insert_for
from handlers.times import LOCAL_ZONE

TallyKey = tuple[date, str, str, str]  # day, platform, what, topic
_KEY = ["day", "platform", "what", "topic"]


class DayTally:
    """Adds to the counts of one day and platform, in memory until they are written with the batch."""

    def __init__(self, counts: Counter[TallyKey], platform: str, now: datetime) -> None:
        self._counts = counts
        self._platform = platform
        self._day = now.astimezone(LOCAL_ZONE).date()

    async def count(self, what: str, topic: str = "") -> None:
        """One more of `what`."""
        self._counts[self._day, self._platform, what, topic] += 1


async def add_counts(session: AsyncSession, counts: Mapping[TallyKey, int]) -> None:
    """Add to what was counted so far; in one order, so that two processes never wait for each other."""
    if not counts:
        return
    rows = [dict(zip(_KEY, key, strict=True)) | {"count": count} for key, count in sorted(counts.items())]
    statement = insert_for(session, TALLY).values({name: bindparam(name) for name in [*_KEY, "count"]})
    raised = {"count": TALLY.c.count + statement.excluded.count}
    connection = await session.connection()
    await connection.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=raised), rows)
