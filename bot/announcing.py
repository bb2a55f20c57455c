"""Begins announcements at their time, carries them on until every reader has a row in the outbox, and reports to staff.

Staff are told of what happens without them: the beginning, a quarter, half and three quarters, the end, and when the
event changed before its announcement went out.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.store.announcements import StoredAnnouncements, about
from bot.store.announcements_outbox import EXPIRED, withdraw
from bot.store.database import AsyncSession, Database
from bot.store.notices import post_notices
from bot.store.outgoing import Limits
from handlers.announce_shown import RUNNING, buttons, percent_of, progress_text, report_text, title_of, total
from handlers.announce_steps import SECOND_PERSON_ABOVE, audience_of, worded_anew
from handlers.base import Chat, Reply
from handlers.events_notices import Voice
from handlers.events_stored import Announcement, Stage
from handlers.speech import Speech
from knowledge.entries import Event
from knowledge.library import Library

PAUSE = 3  # times as long as a step took: those who send the first messages and those who write need the store, too
PROGRESS_STEP = 25  # per cent: three messages in the room between beginning and end, however long the run
PROGRESS_EVERY = timedelta(minutes=1)  # counting 100,000 rows takes a tenth of a second


@dataclass(frozen=True, slots=True)
class Announcing:
    """Each step is a transaction of its own, so that a kill loses nothing and repeats nothing.

    `library` gives the one in force: what was changed at the desk a moment ago counts.
    """

    database: Database
    library: Callable[[], Library]
    speech: Speech
    staff_rooms: Sequence[Chat]
    limits: Limits
    wake: Callable[[], None]
    public_url: str = ""
    name: str = "announcements"
    every: timedelta = timedelta(seconds=10)
    _counted: dict[int, datetime] = field(default_factory=dict, init=False)

    async def run(self, now: datetime) -> int:
        """Returns how many messages were written, and how many announcements began or ended."""
        async with self.database.reading() as session:
            scheduled = await StoredAnnouncements(session, now).scheduled()
        done = sum([await self._look_after(one, now) for one in scheduled])
        async with self.database.reading() as session:
            under_way = await StoredAnnouncements(session, now).running()
        return done + sum([await self._carry_on(one, now) for one in under_way])

    async def _look_after(self, one: Announcement, now: datetime) -> int:
        """One that waits for its time: it begins, or its event changed, which somebody has to see first."""
        event, voice = self._event(one, now), self._voice()
        title = title_of(voice, self.library(), one)
        async with self.database.writing() as session:
            stored = StoredAnnouncements(session, now)
            if event is None:
                done = await stored.discard(one.id, by="")
                notice = Reply(voice.say("announce-called-off", number=one.id, title=title))
            elif _has_changed(event, one):
                done = await stored.reopen(one, worded_anew(one.wording, event, self.speech, self.public_url))
                notice = Reply(voice.say("announce-reopened", number=one.id, title=title))
            elif one.starts_at and one.starts_at <= now:
                done = await stored.begin(one.id)
                text = voice.say("announce-begun", number=one.id, title=title, count=one.readers)
                notice = Reply(text, buttons(voice, one, RUNNING))
            else:
                return 0
            await self._tell(session, notice if done else None, now)
        return int(done)

    async def _carry_on(self, one: Announcement, now: datetime) -> int:
        event = self._event(one, now) if one.is_under_way else None
        if event and _has_changed(event, one):
            one = await self._reworded(one, event, now)
        done = await self._write_all(one, now) if event and one.stage is Stage.RUNNING else 0
        return done + await self._end(one, now)

    async def _write_all(self, one: Announcement, now: datetime) -> int:
        """The readers that are left, step by step."""
        audience, done = audience_of(self.library(), one.event), 0
        while True:
            began = time.monotonic()
            async with self.database.writing() as session:
                written = await StoredAnnouncements(session, now).write(one, audience)
            if not written:
                return done
            done += written
            self.wake()
            await asyncio.sleep(PAUSE * (time.monotonic() - began))

    async def _reworded(self, one: Announcement, event: Event, now: datetime) -> Announcement:
        """The event got another date in mid-run: nobody is sent the old one any more."""
        async with self.database.writing() as session:
            stored = StoredAnnouncements(session, now)
            await stored.take_back(one, worded_anew(one.wording, event, self.speech, self.public_url))
            return await stored.find(one.id) or one

    async def _end(self, one: Announcement, now: datetime) -> int:
        """Nothing is sent after the event began; when nothing is on its way any more, staff hear what became of it."""
        async with self.database.writing() as session:
            stored = StoredAnnouncements(session, now)
            if one.is_under_way and self._event(one, now) is None:
                await withdraw(session, about(one.id), now, reason=EXPIRED)
                await stored.close_list(one.id)
            if await stored.finish(one.id):
                text = report_text(self._voice(), self.library(), one, await stored.report(one.id), over=True)
                await self._tell(session, Reply(text), now)
                return 1
        await self._tell_progress(one, now)
        return 0

    async def _tell_progress(self, one: Announcement, now: datetime) -> None:
        """A few lines for a long run, none for one that is over in a minute."""
        last = self._counted.get(one.id, one.started_at or now)
        if one.readers <= SECOND_PERSON_ABOVE or not one.is_under_way or now - last < PROGRESS_EVERY:
            return
        self._counted[one.id] = now
        async with self.database.reading() as session:
            counts = total(await StoredAnnouncements(session, now).report(one.id))
        percent = percent_of(one, counts) // PROGRESS_STEP * PROGRESS_STEP
        if not one.progress < percent < 100:
            return
        voice = self._voice()
        text = progress_text(voice, self.library(), one, percent_of(one, counts), counts)
        async with self.database.writing() as session:
            news = await StoredAnnouncements(session, now).passed(one.id, percent)
            await self._tell(session, Reply(text, buttons(voice, one, RUNNING)) if news else None, now)

    def _event(self, one: Announcement, now: datetime) -> Event | None:
        """The event as it stands now; None when it began, was called off or is gone, and nobody need hear of it."""
        event = self.library().events.get(one.event)
        gone = event is None or event.status == "cancelled" or event.begins is None or event.begins <= now
        return None if gone else event

    async def _tell(self, session: AsyncSession, notice: Reply | None, now: datetime) -> None:
        """The same to every staff room."""
        replies = [Reply(notice.text, notice.buttons, to=room) for room in self.staff_rooms] if notice else []
        await post_notices(session, replies, now, limits=self.limits)

    def _voice(self) -> Voice:
        return Voice(self.speech, "de", self.public_url)


def _has_changed(event: Event, one: Announcement) -> bool:
    """Whether what readers must not be told wrongly is another than when it was worded: the date."""
    return event.sequence != one.wording.sequence or event.begins != one.expires_at
