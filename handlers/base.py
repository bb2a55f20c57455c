"""The vocabulary every handler speaks: messages and replies, the views of the store, and the turn that holds them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol, Self, runtime_checkable

from handlers.conversation import Conversation
from handlers.events_stored import Announcements, Subscriptions
from handlers.hours import OfficeHours
from handlers.messages import Attachment, Button, Card, Chat, Kind, Message, Press, Reply
from handlers.speech import Speech
from handlers.stored import (
    By,
    Case,
    CaseEvent,
    Cases,
    CaseState,
    Copy,
    Introductions,
    Learning,
    Numbers,
    People,
    Revised,
    Tally,
)
from handlers.words import Words
from knowledge.directory import Sought
from knowledge.entries import Language
from knowledge.library import Library
from knowledge.masking import Masked
from knowledge.matching import Matches
from knowledge.need import Need
from knowledge.search import Finding

__all__ = [
    "Answer", "Attachment", "Button", "By", "Card", "Case", "CaseEvent", "CaseState", "Cases", "Chat", "Copy",
    "Directory", "Handler", "Introductions", "Kind", "Learning", "Message", "People", "Place", "Prepares", "Press",
    "Reply", "Revised", "Tally", "Turn", "Usage",
]  # fmt: skip


DESK = "desk"  # the platform of staff at the web desk, who are signed in; a chat there is one user


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a staff room something was written: in which case's thread, and whether as a reply to the person."""

    case: str = ""
    answers_person: bool = False


class Directory(Protocol):
    """Finds actors for needs, at once where it has seen the words before."""

    def need_in(self, text: str, *, language: str | None = None) -> Need: ...
    def match(self, need: Need, *, occasion: str = "", skip: int = 0, today: date | None = None) -> Matches: ...


class Masks(Protocol):
    """Takes out of texts what tells who somebody is."""

    def question(self, text: str, language: Language, *, names: Iterable[str] = ()) -> Masked: ...
    def names_in(self, text: str) -> list[str]: ...


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
    introductions: Introductions
    subscriptions: Subscriptions
    announcements: Announcements
    people: People
    tally: Tally
    words: Words
    staff_rooms: tuple[Chat, ...]
    retention_days: int
    directory: Directory
    sought: Sought | None = None
    findings: tuple[Finding, ...] = ()
    press: Press | None = None
    first_contact: bool = False
    place: Place = Place()
    alerts_show_words: bool = False
    hours: OfficeHours | None = None
    numbers: Numbers | None = None
    learning: Learning | None = None
    masker: Masks | None = None
    public_url: str = ""  # of the page; empty where there is none, as in the terminal

    @property
    def text(self) -> str:
        """What was written, without surrounding blanks."""
        return self.message.text.strip()

    @property
    def is_staff(self) -> bool:
        """Whether this comes from a configured staff room or a signed-in desk user; nothing else is a staff message."""
        return self.message.chat in self.staff_rooms or self.message.chat.platform == DESK

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
        return self.to_staff(Reply(text, buttons, case=case))

    def to_staff(self, reply: Reply) -> list[Reply]:
        """The same reply to every staff room."""
        return [replace(reply, to=room) for room in self.staff_rooms]


@dataclass(frozen=True, slots=True)
class Usage:
    """A command as people type it, German first, and the key of the text that explains it."""

    command: str
    alias: str
    key: str
    staff: bool = False


Answer = Sequence[Reply] | None


@runtime_checkable
class Prepares(Protocol):
    """A handler that takes time over a new state of our knowledge: it is asked before the turn, where nobody waits."""

    def prepare(self, library: Library) -> None: ...


class Handler(Protocol):
    """One thing the bot can do. `None` means "not mine"; an exception means a fault."""

    @property
    def usage(self) -> tuple[Usage, ...]: ...

    async def answer(self, turn: Turn) -> Answer: ...
