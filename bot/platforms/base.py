"""What every platform promises: messages go in through a receiver, deliveries go out through a sender."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from handlers.base import Chat, Message


@dataclass(frozen=True, slots=True)
class ButtonView:
    """A button as it leaves: its short id (at most 12 characters) and its label."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One outbox row on its way; `transaction_id` stays the same when it is tried again."""

    id: int
    chat: Chat
    text: str
    buttons: tuple[ButtonView, ...]
    case: str
    in_reply_to: str
    transaction_id: str
    clears: bool = False
    attempt: int = 1


class Receiver(Protocol):
    """The way in. Returns once everything the messages cause is committed."""

    async def receive(self, messages: Sequence[Message]) -> None:
        """Raises StoreUnavailableError when nothing could be stored: the platform must offer it again."""


class Sender(Protocol):
    """The way out. Raises a DeliveryError, never a vendor's error; may be called with the same delivery again."""

    platform: str
    idempotent: bool

    async def send(self, delivery: Delivery) -> None: ...


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
    """The platform asked to wait `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"asked to wait {seconds:g} s")
        self.seconds = seconds


class BlockedError(DeliveryError):
    """The person blocked us, left, or deleted the account."""


class RefusedError(DeliveryError):
    """The platform refuses this very message; trying again cannot help."""
