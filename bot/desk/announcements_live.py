"""How far an announcement came, for every page that shows it: counted once for all, and never more than it costs."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.desk.guard import Visit
from bot.desk.parts import Parts
from bot.store.announcements_desk import DeskAnnouncements
from handlers.announce_shown import OUTCOMES, percent_of, still_open, total
from handlers.events_stored import Announcement, Counts

SHARE = 20  # of so many seconds at most one goes into counting: 100,000 rows take a tenth of a second


@dataclass(frozen=True, slots=True)
class Standing:
    """An announcement and what became of its messages so far."""

    one: Announcement
    report: Mapping[str, Counts]

    @property
    def counts(self) -> Counts:
        """Over all platforms."""
        return total(self.report)

    @property
    def through(self) -> int:
        """How many came to an end."""
        return sum(self.counts.get(outcome, 0) for outcome in OUTCOMES)

    @property
    def still_open(self) -> int:
        """How many are to come."""
        return still_open(self.counts)

    @property
    def whole(self) -> int:
        """How many there are to be."""
        return max(self.one.readers, self.one.written)

    @property
    def percent(self) -> int:
        """How much came to an end."""
        return percent_of(self.one, self.counts)


@dataclass(slots=True)
class Progress:
    """Counts on demand, and remembers for as long as counting would cost too much."""

    store: DeskAnnouncements
    now: Callable[[], datetime]
    _known: dict[int, tuple[float, Mapping[str, Counts]]] = field(default_factory=dict, init=False)

    async def of(self, one: Announcement, *, fresh: bool = False) -> Standing:
        """How it stands; a little old where many are counted, unless somebody asks who wants it `fresh`."""
        if not one.is_under_way:
            self._known.pop(one.id, None)
            return Standing(one, await self.store.report(one.id, self.now()) if one.started_at else {})
        until, report = self._known.get(one.id, (0.0, {}))
        if fresh or time.monotonic() >= until:
            began = time.monotonic()
            report = await self.store.report(one.id, self.now())
            cost = time.monotonic() - began
            self._known[one.id] = began + SHARE * cost, report
        return Standing(one, report)


@dataclass(frozen=True, slots=True)
class AnnouncementWatch:
    """What one open page watches: an announcement."""

    parts: Parts
    visit: Visit
    progress: Progress
    number: int

    async def state(self) -> tuple[object, ...]:
        """Differs from the one before as soon as there is something new to show."""
        one = await self.progress.store.find(self.number, self.parts.now())
        if one is None:
            return ()
        standing = await self.progress.of(one)
        return one.stage, one.version, one.starts_at, one.finished_at, sorted(standing.counts.items())

    async def notices(self) -> Sequence[str]:
        """What the bot has to say to this user."""
        return await self.parts.work.take_notices(self.visit.user.name, now=self.parts.now())

    async def still_here(self) -> bool:
        """False when the session has ended."""
        return await self.parts.people.find_session(self.visit.session.id, self.parts.now(), noted=False) is not None
