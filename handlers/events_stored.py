"""What handlers see of the store when it comes to events: subscriptions, reminders, announcements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from handlers.messages import Chat
from knowledge.entries import Event, Language

QUIET_NEVER = (0, 0)


class Rhythm(StrEnum):
    """How often a subscriber hears from us."""

    AT_ONCE = "at-once"
    DIGEST = "digest"  # Monday morning
    REMINDERS = "reminders"  # only the day before


@dataclass(frozen=True, slots=True)
class Subscription:
    """What somebody asked to hear about; an empty choice means all. `quiet` are hours of the day in local time.

    `agreed_at` is the moment of the person's own action that began it.
    """

    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    rhythm: Rhythm = Rhythm.AT_ONCE
    quiet: tuple[int, int] = QUIET_NEVER
    language: Language = "de"
    agreed_at: datetime | None = None

    def wants(self, event: Event, region: str) -> bool:
        """Whether an event in `region` is among what was asked for."""
        return (
            (not self.topics or bool(set(self.topics) & set(event.topics)))
            and (not self.regions or region in self.regions)
            and (not self.formats or event.format in self.formats)
        )

    def chosen(self, kind: str) -> tuple[str, ...]:
        """The choices of one kind: topics, regions or formats."""
        return {"topics": self.topics, "regions": self.regions, "formats": self.formats}[kind]

    def choosing(self, kind: str, chosen: tuple[str, ...]) -> "Subscription":
        """The same with these choices of one kind."""
        if kind == "topics":
            return replace(self, topics=chosen)
        return replace(self, regions=chosen) if kind == "regions" else replace(self, formats=chosen)

    def is_quiet(self, hour: int) -> bool:
        """Whether nothing may be sent at this hour; the hours may go past midnight."""
        begins, ends = self.quiet
        return begins <= hour < ends if begins <= ends else hour >= begins or hour < ends


class Subscriptions(Protocol):
    """The subscription and the reminders of the person behind this chat."""

    async def mine(self) -> Subscription | None: ...
    async def save(self, subscription: Subscription) -> None: ...
    async def end(self) -> bool: ...
    async def public_room(self) -> Chat | None: ...
    async def reminders(self) -> Sequence[str]: ...
    async def remind(self, event: Event, language: Language) -> bool: ...
    async def forget(self, event: str) -> bool: ...


class Stage(StrEnum):
    """The life of an announcement."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"  # approved, and waiting for its time
    RUNNING = "running"  # being written into the outbox
    SENDING = "sending"  # all of it stands there
    DONE = "done"
    STOPPED = "stopped"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Audience:
    """To whom an event is of interest: what subscribers may have chosen, and what they are not told again."""

    event: str
    topics: tuple[str, ...]
    region: str
    format: str
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Wording:
    """What is announced: the event as it was then, both messages, and what staff wrote instead of its summary.

    `expires_at` is the beginning of the event; `sequence` tells its changes apart.
    """

    text_de: str
    text_en: str
    expires_at: datetime
    sequence: int = 0
    words_de: str = ""
    words_en: str = ""
    starts_at: datetime | None = None  # when to begin; None: as soon as it is approved


@dataclass(frozen=True, slots=True)
class Announcement:
    """The news of an event as staff wrote it; `readers` were counted when it was drafted, and again when approved.

    `version` grows with every change of the wording: what somebody approves is what they saw.
    """

    id: int
    event: str
    wording: Wording
    stage: Stage
    author: str
    editor: str
    approver: str
    readers: int
    written: int
    version: int
    created: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    progress: int = 0  # per cent, as staff were told last

    @property
    def text_de(self) -> str:
        """The German message."""
        return self.wording.text_de

    @property
    def text_en(self) -> str:
        """The English message."""
        return self.wording.text_en

    @property
    def expires_at(self) -> datetime:
        """When the event begins, and nothing is sent any more."""
        return self.wording.expires_at

    @property
    def starts_at(self) -> datetime | None:
        """When it is to begin, if not at once."""
        return self.wording.starts_at

    @property
    def is_under_way(self) -> bool:
        """Whether messages of it may still go out."""
        return self.stage in (Stage.RUNNING, Stage.SENDING)


@dataclass(frozen=True, slots=True)
class AnnouncementStep:
    """One line of an announcement's history: who did what, when."""

    at: datetime
    name: str
    what: str


Counts = Mapping[str, int]  # by outcome: sent, blocked, failed, uncertain, expired, stopped; due and sending are open


class Announcements(Protocol):
    """Announcements, each change one conditional update: two who press at once do not both succeed."""

    async def readers(self, audience: Audience) -> Mapping[str, int]: ...
    async def draft(self, event: str, wording: Wording, *, author: str, readers: int) -> Announcement: ...
    async def rewrite(self, one: Announcement, wording: Wording, *, by: str, readers: int) -> Announcement | None: ...
    async def find(self, number: int) -> Announcement | None: ...
    async def of_event(self, event: str) -> Sequence[Announcement]: ...
    async def approve(self, one: Announcement, *, by: str, readers: int) -> Announcement | None: ...
    async def postpone(self, one: Announcement, starts_at: datetime, *, by: str) -> bool: ...
    async def write(self, announcement: Announcement, audience: Audience) -> int: ...
    async def stop(self, number: int, *, by: str) -> int | None: ...
    async def discard(self, number: int, *, by: str) -> bool: ...
    async def report(self, number: int) -> Mapping[str, Counts]: ...
