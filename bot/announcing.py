"""Carries announcements on until every reader has a row in the outbox, and tells the staff rooms what became of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.announcements import StoredAnnouncements, about
from bot.store.announcements_outbox import EXPIRED, withdraw
from bot.store.database import Database
from bot.store.notices import post_notices
from bot.store.outgoing import Limits
from handlers.announce import audience_of, report_text
from handlers.base import Chat, Reply
from handlers.events_notices import Voice
from handlers.events_stored import Announcement, Stage
from handlers.speech import Speech
from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Announcing:
    """Each step is a transaction of its own, so that a kill loses nothing and repeats nothing."""

    database: Database
    library: Library
    speech: Speech
    staff_rooms: Sequence[Chat]
    limits: Limits
    wake: Callable[[], None]
    name: str = "announcements"
    every: timedelta = timedelta(seconds=10)

    async def run(self, now: datetime) -> int:
        """Returns how many messages were written, and how many announcements ended."""
        async with self.database.reading() as session:
            under_way = await StoredAnnouncements(session, now).running()
        return sum([await self._carry_on(one, now) for one in under_way])

    async def _carry_on(self, one: Announcement, now: datetime) -> int:
        done = 0
        while one.stage is Stage.RUNNING and not self._is_over(one, now):
            async with self.database.writing() as session:
                written = await StoredAnnouncements(session, now).write(one, audience_of(self.library, one.event))
            if not written:
                break
            done += written
            self.wake()
        return done + await self._end(one, now)

    def _is_over(self, one: Announcement, now: datetime) -> bool:
        """The event began, was called off or is gone: whoever does not know of it need not hear of it now."""
        event = self.library.events.get(one.event)
        return now >= one.expires_at or event is None or event.status == "cancelled"

    async def _end(self, one: Announcement, now: datetime) -> int:
        """Nothing is sent after the event began; when nothing is on its way any more, staff hear what became of it."""
        async with self.database.writing() as session:
            stored = StoredAnnouncements(session, now)
            if self._is_over(one, now):
                await withdraw(session, about(one.id), now, reason=EXPIRED)
                await stored.close_list(one.id)
            if not await stored.finish(one.id):
                return 0
            voice = Voice(self.speech, "de")
            text = report_text(voice, self.library, one, await stored.report(one.id))
            await post_notices(session, [Reply(text, to=room) for room in self.staff_rooms], now, limits=self.limits)
        return 1
