"""The weekly digest: on Monday at eight, once, what happened in the week before is told in every staff room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.platforms.base import Position
from bot.store.database import Database
from bot.store.figures import StoredFigures
from bot.store.models import PositionRow
from bot.store.notices import post_notices
from bot.store.positions import keep_position
from handlers.base import Chat, Reply
from handlers.numbers import WEEK, week_in_words
from handlers.speech import Speech
from handlers.times import LOCAL_ZONE
from knowledge.library import Library

EIGHT = time(8)
KEPT_AS = "digest"  # the position under which the Monday of the last digest is kept


@dataclass(frozen=True, slots=True)
class Digest:
    """A chore. Who was down on Monday at eight tells it late; the very first start only begins to count."""

    database: Database
    library: Library
    speech: Speech
    staff_rooms: Sequence[Chat]
    limits: Mapping[str, int]
    name: str = "digest"
    every: timedelta = timedelta(minutes=1)

    async def run(self, now: datetime) -> int:
        """Returns how many rooms were told."""
        monday = last_due(now)
        async with self.database.reading() as session:
            kept = await session.get(PositionRow, KEPT_AS)
        told = kept.value if kept else ""
        if told >= monday.isoformat():
            return 0
        async with self.database.writing() as session:
            await keep_position(session, Position(KEPT_AS, monday.isoformat()))
            if not told:
                return 0
            figures = await StoredFigures(session).between(monday - WEEK, monday - timedelta(days=1))
            text = week_in_words(figures, self.library, self.speech, "de", today=monday)
            await post_notices(session, [Reply(text, to=room) for room in self.staff_rooms], now, limits=self.limits)
        return len(self.staff_rooms)


def last_due(now: datetime) -> date:
    """The newest Monday whose eight o'clock has struck."""
    local = now.astimezone(LOCAL_ZONE)
    monday = local.date() - timedelta(days=local.weekday())
    return monday if local >= datetime.combine(monday, EIGHT, LOCAL_ZONE) else monday - WEEK
