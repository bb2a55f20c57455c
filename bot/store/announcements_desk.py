"""Announcements as the desk reads and changes them: each look and each step a transaction of its own."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.store.announcements import StoredAnnouncements
from bot.store.database import AsyncSession, Database
from bot.store.desk import User, record
from bot.store.notices import post_notices
from bot.store.outgoing import Limits
from handlers.base import Reply
from handlers.events_stored import Announcement, AnnouncementStep, Audience, Counts


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a page shows of one: who would get it now, what was done, and those of the same event before it."""

    one: Announcement
    readers: Mapping[str, int]
    history: Sequence[AnnouncementStep]
    earlier: Sequence[Announcement]


@dataclass(frozen=True, slots=True)
class DeskStep:
    """One change by one user, committed with the line of the log and what the staff rooms hear of it."""

    store: StoredAnnouncements
    session: AsyncSession
    user: User
    now: datetime
    limits: Limits

    def note(self, what: str, number: int) -> None:
        """A line of the audit log: which announcement, not a word of it."""
        record(self.session, self.user.name, f"announcement-{what}", str(number), now=self.now)

    async def tell(self, replies: Sequence[Reply]) -> None:
        """Say this to the rooms named."""
        await post_notices(self.session, replies, self.now, limits=self.limits)


class DeskAnnouncements:
    """What the desk needs of the store."""

    def __init__(self, database: Database, *, limits: Limits) -> None:
        self._database = database
        self._limits = limits

    async def listed(self, now: datetime) -> Sequence[Announcement]:
        """The latest, whatever became of them."""
        async with self._database.reading() as session:
            return await StoredAnnouncements(session, now).listed()

    async def find(self, number: int, now: datetime) -> Announcement | None:
        """By its number."""
        async with self._database.reading() as session:
            return await StoredAnnouncements(session, now).find(number)

    async def seen(self, one: Announcement, audience: Audience, now: datetime) -> Seen:
        """One with all that belongs to it."""
        async with self._database.reading() as session:
            stored = StoredAnnouncements(session, now)
            earlier = [other for other in await stored.of_event(one.event) if other.id != one.id]
            return Seen(one, await stored.readers(audience), await stored.history(one.id), earlier)

    async def report(self, number: int, now: datetime) -> Mapping[str, Counts]:
        """What became of its messages, by platform and outcome."""
        async with self._database.reading() as session:
            return await StoredAnnouncements(session, now).report(number)

    @asynccontextmanager
    async def step(self, user: User, now: datetime) -> AsyncIterator[DeskStep]:
        """Change something; what is refused within is rolled back whole."""
        async with self._database.writing() as session:
            yield DeskStep(StoredAnnouncements(session, now), session, user, now, self._limits)
