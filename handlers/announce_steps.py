"""What may be done with an announcement, when and by whom: the same rules in the staff room and at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.events_notices import Voice, announcement
from handlers.events_stored import Announcement, Announcements, Audience, Stage, Wording
from handlers.speech import Speech
from knowledge.entries import LANGUAGES, Event
from knowledge.event_search import region_of, upcoming
from knowledge.library import Library
from knowledge.places import Gazetteer

SECOND_PERSON_ABOVE = 50  # readers: a slip that reaches so many is worth a second look
LONGEST = 2_500  # characters of one's own text
LONGEST_MESSAGE = 4_096  # UTF-16 code units: one Telegram message, core.telegram.org/bots/api#sendmessage


class NotAnnouncedError(Exception):
    """A step is refused; `key` names our text that says why and what to do, `args` fill it."""

    def __init__(self, key: str, **args: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.args_of_text = args


@dataclass(frozen=True, slots=True)
class Announcer:
    """Takes the steps of one transaction; each returns the announcement as it stands then, or raises."""

    store: Announcements
    library: Library
    speech: Speech
    public_url: str
    now: datetime

    def wording(
        self, event_id: str, words: Mapping[str, str], *, starts_at: datetime | None = None
    ) -> tuple[Event, Wording]:
        """Both messages about an event, with somebody's own `words` by language in place of its summary."""
        event = next((one for one in announceable(self.library, self.now) if one.id == event_id), None)
        if event is None:
            raise NotAnnouncedError("announce-unknown", id=event_id[:80])
        if any(len(words.get(code, "")) > LONGEST for code in LANGUAGES):
            raise NotAnnouncedError("announce-too-long", most=LONGEST)
        worded = worded_anew(Wording("", "", self.now, 0, words.get("de", ""), words.get("en", ""), starts_at), event,
                             self.speech, self.public_url)  # fmt: skip
        if any(_units(text) > LONGEST_MESSAGE for text in (worded.text_de, worded.text_en)):
            raise NotAnnouncedError("announce-too-long", most=LONGEST)
        if starts_at is not None:
            self._refuse_bad_time(starts_at, worded)
        return event, worded

    async def readers(self, event_id: str) -> Mapping[str, int]:
        """How many would get the news of an event now, by platform."""
        return await self.store.readers(audience_of(self.library, event_id))

    async def write(
        self, event_id: str, words: Mapping[str, str], *, by: str, starts_at: datetime | None = None
    ) -> Announcement:
        """A new draft."""
        event, wording = self.wording(event_id, words, starts_at=starts_at)
        return await self.store.draft(event.id, wording, author=by, readers=await self._count(event.id))

    async def rewrite(
        self, one: Announcement, words: Mapping[str, str], *, by: str, starts_at: datetime | None = None
    ) -> Announcement:
        """Another wording, or time, of a draft."""
        event, wording = self.wording(one.event, words, starts_at=starts_at)
        readers = await self._count(event.id)
        changed = await self.store.rewrite(one, wording, by=by, readers=readers)
        return changed or await self._refuse(one)

    async def approve(self, one: Announcement, *, by: str) -> Announcement:
        """Begin it now, or at its time; readers are counted again, since many may have come since it was written."""
        if one.stage is not Stage.DRAFT:
            raise NotAnnouncedError("announce-over")
        _, today = self.wording(one.event, {"de": one.wording.words_de, "en": one.wording.words_en})
        if replace(today, starts_at=one.starts_at) != one.wording:
            raise NotAnnouncedError("announce-event-changed", number=one.id, event=one.event)
        if one.starts_at is not None:
            self._refuse_bad_time(one.starts_at, one.wording)
        readers = await self._count(one.event)
        if not readers:
            raise NotAnnouncedError("announce-nobody")
        if needs_second(one, by, readers):
            raise NotAnnouncedError("announce-own", count=readers, most=SECOND_PERSON_ABOVE)
        return await self.store.approve(one, by=by, readers=readers) or await self._refuse(one)

    async def first_step(self, one: Announcement) -> int:
        """The first readers at once; the clock carries on with the rest."""
        return await self.store.write(one, audience_of(self.library, one.event)) if one.stage is Stage.RUNNING else 0

    async def time(self, one: Announcement, starts_at: datetime, *, by: str) -> Announcement:
        """Another time for a draft, or for one that waits for its time."""
        if one.stage is Stage.DRAFT:
            words = {"de": one.wording.words_de, "en": one.wording.words_en}
            return await self.rewrite(one, words, by=by, starts_at=starts_at)
        self._refuse_bad_time(starts_at, one.wording)
        if not await self.store.postpone(one, starts_at, by=by):
            raise NotAnnouncedError("announce-not-waiting", number=one.id)
        return replace(one, wording=replace(one.wording, starts_at=starts_at))

    async def stop(self, number: int, *, by: str) -> int:
        """Nothing more of it goes out; returns how many are spared."""
        spared = await self.store.stop(number, by=by)
        if spared is None:
            raise NotAnnouncedError("announce-not-running", number=number)
        return spared

    async def discard(self, number: int, *, by: str) -> None:
        """Give up a draft or one that waits for its time."""
        if not await self.store.discard(number, by=by):
            raise NotAnnouncedError("announce-over")

    async def _count(self, event_id: str) -> int:
        return sum((await self.readers(event_id)).values())

    async def _refuse(self, one: Announcement) -> Announcement:
        """Somebody was faster: changed it, or sent it."""
        now = await self.store.find(one.id)
        raise NotAnnouncedError("announce-changed" if now and now.stage is Stage.DRAFT else "announce-over")

    def _refuse_bad_time(self, starts_at: datetime, wording: Wording) -> None:
        if starts_at <= self.now:
            raise NotAnnouncedError("announce-time-past")
        if starts_at >= wording.expires_at:
            raise NotAnnouncedError("announce-time-late")


def announceable(library: Library, now: datetime) -> list[Event]:
    """The events that may be announced, the next one first."""
    ahead = upcoming(library.events.values(), now)
    return [one for one in ahead if one.status != "cancelled" and one.begins and one.begins > now]


def needs_second(one: Announcement, by: str, readers: int) -> bool:
    """Whether this person may not approve it: with so many readers only who neither wrote nor changed it may."""
    own = _person(by) in (_person(one.author), _person(one.editor))
    return own and readers > SECOND_PERSON_ABOVE


def worded_anew(wording: Wording, event: Event, speech: Speech, public_url: str) -> Wording:
    """The same words about the event as it stands now."""
    voices = {language: Voice(speech, language, public_url) for language in LANGUAGES}
    return replace(
        wording, text_de=announcement(voices["de"], event, wording.words_de),
        text_en=announcement(voices["en"], event, wording.words_en), sequence=event.sequence,
        expires_at=event.begins or wording.expires_at,
    )  # fmt: skip


def audience_of(library: Library, event_id: str) -> Audience:
    """Who may want to hear of an event."""
    event = library.events.get(event_id)
    if event is None:
        return Audience(event_id, (), "", "")
    region = region_of(library, event, Gazetteer.load())  # 10 ms, and seldom
    return Audience(event.id, event.topics, region, event.format, event.sequence)


def _person(name: str) -> str:
    """The same person in the room and at the desk, however they spell themselves."""
    return " ".join(name.casefold().split())


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
