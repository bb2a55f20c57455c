"""Counts per day, platform and topic: what the office needs to know, and nobody's name."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.models import TallyRow
from bot.store.upsert import insert_for


class DayTally:
    """Adds to the counts of one day inside the turn's transaction."""

    def __init__(self, session: AsyncSession, platform: str, now: datetime) -> None:
        self._session = session
        self._key = {"day": now.date(), "platform": platform}

    async def count(self, what: str, topic: str = "") -> None:
        """One more of `what`."""
        statement = insert_for(self._session, TallyRow).values(**self._key, what=what, topic=topic, count=1)
        raised = {"count": TallyRow.count + 1}
        await self._session.exec(
            statement.on_conflict_do_update(index_elements=["day", "platform", "what", "topic"], set_=raised)
        )
