"""The vocabulary every handler speaks: who wrote what, what is said back, and the narrow views of the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol, Self

from handlers.conversation import Conversation
from handlers.speech import Speech
from handlers.words import Words
from knowledge.entries import Language
from knowledge.library import Library
from knowledge.search import Finding


class Kind(StrEnum):
    """What sort of content a message carries; everything but TEXT comes without words of its own."""

    TEXT = "text"
    VOICE = "voice"
    PHOTO = "photo"
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    OTHER = "other"
    LEFT = "left"  # the person blocked us or left: nothing can be answered
    RETURNED = "returned"  # and is back, without having said anything yet


@dataclass(frozen=True, slots=True)
class Chat:
    """The address of a conversation: platform, our account there, and the platform's own id."""

    platform: str
    id: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file somebody sent: `ref` is how its `platform` finds it again, opaque to everybody else; `size` in bytes."""

    kind: Kind
    platform: str
    ref: str
    name: str = ""
    media_type: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """One thing a person or a member of staff sent.

    `id` is that of the event, unique per platform and account; `ref` is the platform's own id of the message, by which
    a later one says that it `edits`, `deletes` or answers it (`reply_to`). `thread` is the topic or thread around it.
    """

    chat: Chat
    id: str
    text: str = ""
    press: str = ""
    kind: Kind = Kind.TEXT
    language: Language | None = None
    staff: str = ""
    ref: str = ""
    reply_to: str = ""
    thread: str = ""
    edits: str = ""
    deletes: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """An offer under a reply: pressing it, its number or one of its `words` runs `action` with `args`."""

    label: str
    action: str
    args: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button as the store remembers it; `again` when it was pressed before."""

    action: str
    args: Mapping[str, str]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """How a case's own topic or thread in a staff room is headed, and whether the case is still open."""

    title: str
    open: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of ours; without `to` it goes back to where the question came from.

    `clears` tells a platform that shows earlier lines to drop them: the person had their data erased.
    `card` heads the thread of `case` where a staff room has threads. `is_person` marks a copy of the person's own
    words: what staff write as a reply to it goes to the person. `again` is said first if the message may have arrived
    already; `when_sent` is told once all of it has arrived, `when_lost` once it is clear that it cannot.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    to: Chat | None = None
    case: str = ""
    clears: bool = False
    card: Card | None = None
    is_person: bool = False
    again: str = ""
    attachments: tuple[Attachment, ...] = ()
    when_sent: tuple["Reply", ...] = ()
    when_lost: tuple["Reply", ...] = ()


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
    undelivered: int = 0


class Cases(Protocol):
    """The shared inquiry store. Each change is one conditional update and one line of history."""

    async def open(self, question: str, language: Language) -> Case: ...
    async def find(self, number: str) -> Case | None: ...
    async def mine(self, *, within_days: int) -> Sequence[Case]: ...
    async def listed(self, view: str, staff: str) -> Sequence[Case]: ...
    async def history(self, number: str) -> Sequence[CaseEvent]: ...
    async def add_message(self, number: str, text: str) -> Case: ...
    async def claim(self, number: str, staff: str) -> bool: ...
    async def release(self, number: str, staff: str) -> bool: ...
    async def reply(self, number: str, staff: str, text: str) -> bool: ...
    async def note(self, number: str, staff: str, text: str) -> None: ...
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a staff room something was written: in which case's thread, and whether as a reply to the person."""

    case: str = ""
    answers_person: bool = False


@dataclass(slots=True)
class Turn:
    """One message being answered: everything a handler may look at or change."""

    message: Message
    conversation: Conversation
    library: Library
    speech: Speech
    language: Language
    now: datetime
    cases: Cases
    people: People
    tally: Tally
    words: Words
    staff_rooms: tuple[Chat, ...]
    retention_days: int
    findings: tuple[Finding, ...] = ()
    press: Press | None = None
    first_contact: bool = False
    place: Place = Place()

    @property
    def text(self) -> str:
        """What was written, without surrounding blanks."""
        return self.message.text.strip()

    @property
    def is_staff(self) -> bool:
        """Whether this comes from a configured staff room; nothing else makes a message a staff message."""
        return self.message.chat in self.staff_rooms

    @property
    def args(self) -> Mapping[str, str]:
        """What the pressed button carries; nothing for other messages."""
        return self.press.args if self.press else {}

    def pressed(self, group: str) -> str | None:
        """The action of the pressed button below `group` ("faq" for "faq.show"), else None."""
        if self.press is None:
            return None
        head, _, action = self.press.action.partition(".")
        return action if head == group else None

    def say(self, key: str, /, **args: str | int) -> str:
        """Our text `key` in the language of this turn."""
        return self.speech.say(self.language, key, **args)

    def channel(self, chat: Chat | None = None) -> str:
        """What to call the platform of a chat, this turn's unless given."""
        return self.say(f"channel-{(chat or self.message.chat).platform}")

    def button(self, key: str, action: str, /, *, words: str = "", **args: str) -> Button:
        """A button labelled with our text `key`; `words` names a text that lists what may be typed instead."""
        accepted = tuple(self.say(words).split(", ")) if words else ()
        return Button(self.say(key), action, args, accepted)

    @property
    def for_staff(self) -> Self:
        """The same turn speaking German, the team's language, whatever the person speaks."""
        return replace(self, language="de")

    def alert(self, text: str, *, case: str = "", buttons: tuple[Button, ...] = ()) -> list[Reply]:
        """The same message to every staff room; word it with `for_staff`."""
        return [Reply(text, buttons, to=room, case=case) for room in self.staff_rooms]


@dataclass(frozen=True, slots=True)
class Usage:
    """A command as people type it, German first, and the key of the text that explains it."""

    command: str
    alias: str
    key: str
    staff: bool = False


Answer = Sequence[Reply] | None


class Handler(Protocol):
    """One thing the bot can do. `None` means "not mine"; an exception means a fault."""

    @property
    def usage(self) -> tuple[Usage, ...]: ...

    async def answer(self, turn: Turn) -> Answer: ...
