"""The narrow views of the store that handlers get: cases, what is known of a person, and counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from handlers.messages import Attachment, Chat
from knowledge.entries import Language


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


class Cases(Protocol):
    """The shared inquiry store. Each change is one conditional update and one line of history."""

    async def open(
        self,
        question: str,
        language: Language,
        *,
        topic: str = "",
        ref: str = "",
    ) -> Case: ...
    async def find(self, number: str) -> Case | None: ...
    async def mine(self, *, within_days: int) -> Sequence[Case]: ...
    async def listed(self, view: str, staff: str) -> Sequence[Case]: ...
    async def history(self, number: str) -> Sequence[CaseEvent]: ...
    async def add_message(
        self, number: str, text: str, *, ref: str = "", attachments: Sequence[Attachment] = ()
    ) -> Case: ...
    async def revise(self, ref: str, text: str | None) -> tuple[Case, Revised] | None: ...
    async def copies(self, number: str) -> Sequence[Copy]: ...
    async def noted_before(self, number: str, staff: str) -> bool: ...
    async def claim(self, number: str, staff: str) -> bool: ...
    async def release(self, number: str, staff: str) -> bool: ...
    async def reply(self, number: str, staff: str, text: str, *, attachments: Sequence[Attachment] = ()) -> bool: ...
    async def note(self, number: str, staff: str, text: str, *, attachments: Sequence[Attachment] = ()) -> None: ...
    async def close(self, number: str, staff: str) -> bool: ...
    async def reopen(self, number: str, by: By, name: str) -> bool: ...
    async def flag(self, number: str, what: str) -> None: ...


class People(Protocol):
    """What we remember of the person behind this chat."""

    async def export(self) -> Mapping[str, object]: ...
    async def erase(self) -> str: ...


class Tally(Protocol):
    """Counts, and nothing but counts, of what happened."""

    async def count(self, what: str, topic: str = "") -> None: ...
