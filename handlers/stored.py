"""The narrow views of the store that handlers get: cases, what is known of a person, and counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from handlers.messages import Attachment, Chat
from knowledge.curated import Change
from knowledge.entries import Language

MOST_LISTED = 50  # cases in one list of a room; the desk has pages


class CaseState(StrEnum):
    """The life of an inquiry."""

    NEW = "new"
    CLAIMED = "claimed"
    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


class By(StrEnum):
    """Who did something on a case."""

    PERSON = "person"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One line of a case's history."""

    at: datetime
    by: By
    name: str
    what: str
    text: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """An inquiry as handlers see it; `chat` is None once the person had their data erased."""

    number: str
    state: CaseState
    question: str
    language: Language
    chat: Chat | None
    owner: str
    opened_at: datetime
    changed_at: datetime
    closed_at: datetime | None
    topic: str = ""
    undelivered: int = 0
    urgent: bool = False
    due_at: datetime | None = None
    acted_at: datetime | None = None
    merged_into: str = ""
    tags: tuple[str, ...] = ()
    burst: int = 0
    banned: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """Until when the person was told to have an answer, and when staff are reminded of it."""

    due_at: datetime
    nudge_at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """A threat that is kept; `number` is the case it was said on, if there was one."""

    id: int
    at: datetime
    platform: str
    address: str
    number: str
    text: str
    keep_until: datetime


@dataclass(frozen=True, slots=True)
class Copy:
    """A message of ours in a staff room that shows a person's words: those of the message `of`, or the WHOLE_CASE."""

    chat: Chat
    ref: str
    of: str = ""


class Revised(StrEnum):
    """What a person's change of an earlier message means for the case it lies on."""

    BEFORE = "before"  # nobody had answered it: the old wording is gone
    AFTER = "after"  # it was answered already: both wordings stand


class IntroductionState(StrEnum):
    """Where a warm introduction stands: agreed to, sent, and what the organisation answered."""

    AGREED = "agreed"
    SENT = "sent"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a person agreed to have told to one organisation; it belongs to the case `number`.

    Empty `contact`: they stay reachable only through us. `round` counts how often they agreed, after questions back.
    """

    number: str
    actor: str
    text: str
    contact: str
    state: IntroductionState
    round: int
    language: Language
    chat: Chat
    consent_at: datetime
    sent_at: datetime | None = None
    sent_by: str = ""


class Cases(Protocol):
    """The shared inquiry store. Each change is one conditional update and one line of history."""

    async def open(
        self,
        question: str,
        language: Language,
        *,
        topic: str = "",
        ref: str = "",
        promise: Promise | None = None,
    ) -> Case: ...
    async def find(self, number: str) -> Case | None: ...
    async def mine(self, *, within_days: int) -> Sequence[Case]: ...
    async def listed(self, view: str, staff: str) -> Sequence[Case]: ...
    async def history(self, number: str) -> Sequence[CaseEvent]: ...
    async def add_message(
        self,
        number: str,
        text: str,
        *,
        ref: str = "",
        attachments: Sequence[Attachment] = (),
        promise: Promise | None = None,
    ) -> Case: ...
    async def revise(self, ref: str, text: str | None) -> tuple[Case, Revised] | None: ...
    async def copies(self, number: str) -> Sequence[Copy]: ...
    async def noted_before(self, number: str, staff: str) -> bool: ...
    async def claim(self, number: str, staff: str) -> bool: ...
    async def release(self, number: str, staff: str) -> bool: ...
    async def hand_over(self, number: str, staff: str, to: str) -> bool: ...
    async def reply(
        self,
        number: str,
        staff: str,
        text: str,
        *,
        attachments: Sequence[Attachment] = (),
        seen: int | None = None,
    ) -> bool: ...
    async def overtaken(self, number: str, staff: str, *, seen: int | None = None) -> CaseEvent | None: ...
    async def saw(self, number: str, staff: str) -> None: ...
    async def note(self, number: str, staff: str, text: str, *, attachments: Sequence[Attachment] = ()) -> None: ...
    async def park(self, number: str, staff: str) -> bool: ...
    async def close(self, number: str, staff: str) -> bool: ...
    async def withdraw(self, number: str) -> bool: ...
    async def reopen(self, number: str, by: By, name: str, *, promise: Promise | None = None) -> bool: ...
    async def merge(self, number: str, into: str, staff: str) -> bool: ...
    async def set_urgent(self, number: str, staff: str, *, urgent: bool) -> bool: ...
    async def set_tag(self, number: str, staff: str, tag: str, *, on: bool) -> bool: ...
    async def ban(self, number: str, staff: str, *, on: bool) -> bool: ...
    async def banned(self) -> bool: ...
    async def flag(self, number: str, what: str) -> None: ...
    async def meet(self, name: str) -> None: ...
    async def colleagues(self) -> Sequence[str]: ...
    async def keep_threat(self, text: str, *, number: str, keep_until: datetime) -> Evidence: ...
    async def threats(self) -> Sequence[Evidence]: ...


class Introductions(Protocol):
    """The introductions; of any number of equal steps one succeeds, the others get None."""

    async def open(self, number: str, *, actor: str, text: str, contact: str) -> Introduction: ...
    async def amend(self, number: str, *, text: str, contact: str) -> Introduction | None: ...
    async def find(self, number: str) -> Introduction | None: ...
    async def running(self, actor: str) -> Introduction | None: ...
    async def mark_sent(self, number: str, staff: str) -> Introduction | None: ...
    async def answer(self, number: str, verdict: IntroductionState, text: str, *, name: str) -> Introduction | None: ...


class People(Protocol):
    """What we remember of the person behind this chat."""

    async def export(self) -> Mapping[str, object]: ...
    async def erase(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened from the day `first` to the day `last`: only counts, not yet without small groups.

    `by_day` counts per day, platform and what was tallied, `by_topic` per topic and what; `waits` are the seconds until
    each case's first answer from a person, shortest first; `ends` counts `closed-staff`, `closed-system`,
    `reopened-person` and the like.
    """

    first: date
    last: date
    by_day: Mapping[tuple[date, str, str], int]
    by_topic: Mapping[tuple[str, str], int]
    waits: Sequence[int]
    ends: Mapping[str, int]


class Numbers(Protocol):
    """What happened, in counts."""

    async def between(self, first: date, last: date) -> Figures: ...


class Learning(Protocol):
    """What the team may learn from, without anything that leads back to a person."""

    async def hear(self, kind: str, text: str, language: Language, *, topic: str = "") -> None: ...
    async def draft(self, number: str, change: Change, name: str) -> int: ...


class Tally(Protocol):
    """Counts, and nothing but counts, of what happened."""

    async def count(self, what: str, topic: str = "") -> None: ...
