"""What subscribers hear without anybody's doing: reminders the day before, the digest on Monday, changes of a date."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TypeVar

from bot.store.announcements_outbox import EXPIRED, Bulletin, post_bulletins, withdraw, withdraw_expired
from bot.store.database import AsyncSession, Database
from bot.store.public_room import in_both
from bot.store.subscriptions import (
    BOTH,
    Follower,
    Reader,
    changed,
    drop_reminders,
    end_of_unreachable,
    mark_told,
    readers_after,
    reminded_of,
    told_about,
    told_of,
)
from handlers.events_notices import Voice, change, digest, reminder
from handlers.events_stored import Rhythm, Subscription
from handlers.speech import Speech
from handlers.times import LOCAL_ZONE
from knowledge.entries import LANGUAGES, Event
from knowledge.event_search import region_of, upcoming
from knowledge.library import Library
from knowledge.places import Gazetteer

STEP = 500  # readers in one transaction: about 50 ms, so that nobody who writes meanwhile waits longer
REMIND_AT = time(10)  # on the day before, local time
DIGEST_DAY, DIGEST_AT = 0, time(8)  # Monday
NEWS = "news"
BLOCKED_SINCE = timedelta(hours=1)  # how far back refusals are looked at; each round looks at all of that again
URGENT = timedelta(days=1)  # a change so shortly before goes out in quiet hours too

Somebody = TypeVar("Somebody", Follower, Reader)
Page = Callable[[AsyncSession, int], Awaitable[Sequence[Somebody]]]  # the next ones after a position


@dataclass(frozen=True, slots=True)
class Telling:
    """One message about one event to everybody on a list, each once."""

    event: Event
    what: str
    text: Callable[[Voice, Event], str]
    page: Page[Follower]
    ignores_quiet: bool = False

    @property
    def about(self) -> str:
        """By what the outbox knows its messages."""
        return f"e.{self.event.id}.{self.what}"


@dataclass(slots=True)
class Reminding:
    """Every few minutes; each step of readers is a transaction of its own, and what was told is never told again.

    `library` gives the one in force: what was changed at the desk a moment ago counts.
    """

    database: Database
    library: Callable[[], Library]
    speech: Speech
    public_url: str = ""
    name: str = "events"
    every: timedelta = timedelta(minutes=5)
    _gazetteer: Gazetteer | None = field(default=None, init=False)

    async def run(self, now: datetime) -> int:
        """Returns how many messages were put into the outbox or withdrawn, and how many subscriptions ended."""
        async with self.database.writing() as session:
            done = await end_of_unreachable(session, since=now - BLOCKED_SINCE)
            done += await withdraw_expired(session, now)
        for event in self.library().events.values():
            if event.begins:
                done += await self._look_after(event, now)
        return done + (await self._digest(now) if is_digest_time(now) else 0)

    async def _look_after(self, event: Event, now: datetime) -> int:
        if event.begins is None or event.begins <= now:
            return await self._close(event, now) if event.begins and now - event.begins < timedelta(days=2) else 0
        done = 0
        if event.status in ("moved", "cancelled"):
            done += await self._tell(self._change(event, urgent=event.begins - now < URGENT), now)
        if event.status == "cancelled":
            done += await self._close(event, now, but=changed(event))
        elif now >= reminder_time(event):
            done += await self._tell(self._reminder(event), now)
            done += await self._remind_subscribers(event, now)
        return done

    def _change(self, event: Event, *, urgent: bool) -> Telling:
        async def page(session: AsyncSession, position: int) -> Sequence[Follower]:
            return await told_about(session, event.id, position, limit=STEP)

        return Telling(event, changed(event), change, page, ignores_quiet=urgent)

    def _reminder(self, event: Event) -> Telling:
        async def page(session: AsyncSession, position: int) -> Sequence[Follower]:
            return await reminded_of(session, event.id, position, limit=STEP)

        return Telling(event, reminder_name(event), reminder, page)

    async def _tell(self, telling: Telling, now: datetime) -> int:
        return await self._for_all(
            telling.page, lambda session, followers: self._tell_these(session, telling, followers, now)
        )

    async def _for_all(
        self, page: Page[Somebody], tell: Callable[[AsyncSession, Sequence[Somebody]], Awaitable[int]]
    ) -> int:
        """Step by step through everybody on a list; returns how many messages that made."""
        position, done = 0, 0
        while True:
            async with self.database.writing() as session:
                people = await page(session, position)
                done += await tell(session, people)
            if len(people) < STEP:
                return done
            position = people[-1].chat_id

    async def _tell_these(
        self, session: AsyncSession, telling: Telling, followers: Sequence[Follower], now: datetime
    ) -> int:
        told = await told_of(session, [one.chat_id for one in followers])
        due = [
            one for one in followers
            if (one.chat_id, telling.event.id, telling.what) not in told
            and (telling.ignores_quiet or not _is_quiet(one.quiet, now))
        ]  # fmt: skip
        texts: dict[str, str] = {language: telling.text(self._voice(language), telling.event) for language in LANGUAGES}
        texts[BOTH] = in_both(texts["de"], texts["en"])
        bulletins = [Bulletin(one.chat_id, one.chat, texts[one.language], telling.event.begins) for one in due]
        await post_bulletins(session, telling.about, bulletins, now)
        await mark_told(session, [(one.chat_id, telling.event.id, telling.what) for one in due], now)
        return len(due)

    async def _remind_subscribers(self, event: Event, now: datetime) -> int:
        """Those who want nothing but reminders, of every event they asked for."""
        telling, region = self._reminder(event), region_of(self.library(), event, self._places())

        async def tell(session: AsyncSession, readers: Sequence[Reader]) -> int:
            wanting = [_follower(one) for one in readers if one.subscription.wants(event, region)]
            return await self._tell_these(session, telling, wanting, now)

        return await self._for_all(_readers_of(Rhythm.REMINDERS), tell)

    async def _close(self, event: Event, now: datetime, *, but: str = "") -> int:
        """Begun or called off: nobody is reminded, and what waits in the outbox is not sent any more."""
        names = {reminder_name(event), changed(event)} - {but}
        async with self.database.writing() as session:
            gone = sum([await withdraw(session, f"e.{event.id}.{name}", now, reason=EXPIRED) for name in sorted(names)])
            await drop_reminders(session, event.id)
        return gone

    async def _digest(self, now: datetime) -> int:
        ahead = [one for one in upcoming(self.library().events.values(), now) if one.status != "cancelled"]
        if not ahead:
            return 0
        return await self._for_all(
            _readers_of(Rhythm.DIGEST), lambda session, readers: self._digest_these(session, readers, ahead, now)
        )

    async def _digest_these(
        self, session: AsyncSession, readers: Sequence[Reader], ahead: Sequence[Event], now: datetime
    ) -> int:
        told = await told_of(session, [one.chat_id for one in readers])
        bulletins: list[Bulletin] = []
        for reader in readers:
            new = [
                one for one in self._wanted(reader.subscription, ahead) if (reader.chat_id, one.id, NEWS) not in told
            ]
            if not new or _is_quiet(reader.subscription.quiet, now):
                continue
            text = digest(self._voice(reader.subscription.language), new)
            last = max((one.over for one in new if one.over), default=None)
            bulletins.append(Bulletin(reader.chat_id, reader.chat, text, last))
            await mark_told(session, news_of(reader.chat_id, new), now)
        await post_bulletins(session, f"d.{now.astimezone(LOCAL_ZONE):%Y-%m-%d}", bulletins, now)
        return len(bulletins)

    def _wanted(self, subscription: Subscription, events: Sequence[Event]) -> list[Event]:
        places = self._places()
        return [event for event in events if subscription.wants(event, region_of(self.library(), event, places))]

    def _places(self) -> Gazetteer:
        """Read at the first need."""
        if self._gazetteer is None:
            self._gazetteer = Gazetteer.load()
        return self._gazetteer

    def _voice(self, language: str) -> Voice:
        return Voice(self.speech, "en" if language == "en" else "de", self.public_url)


def news_of(chat_id: int, events: Sequence[Event]) -> list[tuple[int, str, str]]:
    """What counts as told with the news of events: with it the change they have gone through by then."""
    told = [(chat_id, event.id, NEWS) for event in events]
    return told + [(chat_id, event.id, changed(event)) for event in events if event.sequence]


def reminder_name(event: Event) -> str:
    """Of each date once: a new date is reminded of anew."""
    return f"reminder-{event.sequence}"


def reminder_time(event: Event) -> datetime:
    """In the morning of the day before, where the event takes place."""
    begins = (event.begins or datetime.max).astimezone(event.zone)
    return datetime.combine(begins.date() - timedelta(days=1), REMIND_AT, event.zone)


def is_digest_time(now: datetime) -> bool:
    """Monday from eight o'clock on, until its end: who is quiet in the morning gets it later."""
    local = now.astimezone(LOCAL_ZONE)
    return local.weekday() == DIGEST_DAY and local.time() >= DIGEST_AT


def _is_quiet(quiet: tuple[int, int], now: datetime) -> bool:
    return Subscription(quiet=quiet).is_quiet(now.astimezone(LOCAL_ZONE).hour)


def _readers_of(rhythm: Rhythm) -> Page[Reader]:
    async def page(session: AsyncSession, position: int) -> Sequence[Reader]:
        return await readers_after(session, position, rhythm=rhythm, limit=STEP)

    return page


def _follower(reader: Reader) -> Follower:
    return Follower(reader.chat_id, reader.chat, reader.subscription.language, reader.subscription.quiet)
