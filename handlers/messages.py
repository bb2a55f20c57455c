"""What goes in and out: addresses, messages, buttons, files and replies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.entries import Language

WHOLE_CASE = "*"  # as `copy_of`: not one message but everything on the case
UNNAMED = "?"  # as `copy_of`: a message of a platform that gives its messages no names


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
    UNREADABLE = "unreadable"  # encrypted, and its key has not come
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
    Not `addressed` is what people in a room say to each other. `seen` is the newest line of a case's history that the
    page showed on which it was written; a room does not know. One that `continues` is a late part of a message that was
    taken already: its words and files count, but it is not answered a second time. `parts` are further events that came
    together with it and are taken when it is.
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
    addressed: bool = True
    attachments: tuple[Attachment, ...] = ()
    seen: int | None = None
    continues: bool = False
    parts: tuple[str, ...] = ()


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
    words: what staff write as a reply to it goes to the person. `copy_of` is the message whose words it shows, or the
    WHOLE_CASE.
    `replaces` is the platform's id of an earlier message of ours that this one takes the place of. `again` is said
    first if the message may have arrived already; `when_sent` is told once all of it has arrived, `when_lost` once it
    is clear that it cannot.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    to: Chat | None = None
    case: str = ""
    clears: bool = False
    card: Card | None = None
    is_person: bool = False
    copy_of: str = ""
    replaces: str = ""
    again: str = ""
    attachments: tuple[Attachment, ...] = ()
    when_sent: tuple["Reply", ...] = ()
    when_lost: tuple["Reply", ...] = ()
