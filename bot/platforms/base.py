"""What every platform promises: messages go in through a receiver, deliveries go out through a sender."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from handlers.base import Attachment, Card, Chat, Message


@dataclass(frozen=True, slots=True)
class ButtonView:
    """A button as it leaves: its short id (at most 12 characters) and its label."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One outbox row on its way; `transaction_id` stays the same when it is tried again.

    `in_reply_to` is the event that caused it; `answers` the platform's own id of that message, and `thread` where it
    stood, both empty when the delivery goes elsewhere. `replaces` is the platform's id of an earlier message of ours
    that this one takes the place of. `doubtful` says that it may have arrived before; its text says so already where
    that matters. `watched` is one whose fate somebody asks for later. `bulk` is a message to many, which lets every
    reply to a person go first.
    """

    id: int
    chat: Chat
    text: str
    buttons: tuple[ButtonView, ...]
    case: str
    in_reply_to: str
    transaction_id: str
    clears: bool = False
    attempt: int = 1
    answers: str = ""
    thread: str = ""
    replaces: str = ""
    card: Card | None = None
    attachments: tuple[Attachment, ...] = ()
    doubtful: bool = False
    watched: bool = False
    bulk: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """How far a platform's stream was taken, to be committed with what it brought."""

    name: str
    value: str


class Receiver(Protocol):
    """The way in. Returns once everything the messages cause is committed, and the `position` with it."""

    async def receive(self, messages: Sequence[Message], *, position: Position | None = None) -> None:
        """Raises StoreUnavailableError when nothing could be stored: the platform must offer it again."""


class Sender(Protocol):
    """The way out. Raises a DeliveryError, never a vendor's error; may be called with the same delivery again."""

    platform: str
    idempotent: bool

    async def send(self, delivery: Delivery) -> Sequence[str]:
        """Returns the platform's own ids of the messages that came of it, in order; none where it has no such ids."""


@runtime_checkable
class Wide(Protocol):
    """A sender that may have other than the usual number of announcements under way at once."""

    bulk: int


class FileSource(Protocol):
    """Where the files people sent to a platform are fetched from."""

    async def fetch(self, attachment: Attachment) -> bytes:
        """The file's content, at most 20 MB; raises a DeliveryError."""


class DeliveryError(Exception):
    """A message did not get through.

    DeliveryError
      ├── UnreachableError   surely not sent, try again later
      ├── UncertainError     may have been sent, the answer was lost
      ├── SlowDownError      the platform says when to try again
      ├── BlockedError       the person does not want or cannot get it; ends subscriptions
      └── RefusedError       the platform will never take this message
    """


class UnreachableError(DeliveryError):
    """The platform could not be reached; nothing was sent."""


class UncertainError(DeliveryError):
    """The connection broke after sending: the message may have arrived."""


class SlowDownError(DeliveryError):
    """The platform asked to wait `seconds`; `for_all` when that is meant for every chat."""

    def __init__(self, seconds: float, *, for_all: bool = False) -> None:
        super().__init__(f"asked to wait {seconds:g} s")
        self.seconds = seconds
        self.for_all = for_all


class BlockedError(DeliveryError):
    """The person blocked us, left, or deleted the account."""


class RefusedError(DeliveryError):
    """The platform refuses this very message; trying again cannot help."""
