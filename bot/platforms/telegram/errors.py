"""Telegram's refusals and the network's faults, as our own errors."""

from collections.abc import Iterator
from contextlib import contextmanager

from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, TelegramError

from bot.platforms.base import (
    BlockedError,
    DeliveryError,
    RefusedError,
    SlowDownError,
    UncertainError,
    UnreachableError,
)
from bot.platforms.telegram.request import FloodError, NotSentError

# What a 400 says when there is nobody to write to any more; everything that says so properly is a 403.
_GONE = ("chat not found", "user not found", "peer_id_invalid", "user_deactivated", "input_user_deactivated")
THREAD_GONE = ("message thread not found", "topic_id_invalid", "topic_deleted")
TOPIC_CLOSED = ("topic_closed",)
NOT_MODIFIED = ("not_modified", "not modified")
NO_REPLY = ("message to be replied not found", "replied message not found", "message to reply not found")
NO_MARKUP = ("can't parse entities", "unsupported start tag")
NO_TOPICS = ("not a forum", "not enough rights", "chat_admin_required")
NOT_EDITABLE = ("message to edit not found", "message can't be edited", "no text in the message to edit")


def says(error: TelegramError, phrases: tuple[str, ...]) -> bool:
    """Whether Telegram's description holds one of these phrases."""
    description = error.message.casefold()
    return any(phrase in description for phrase in phrases)


def as_delivery_error(error: TelegramError) -> DeliveryError:
    """What a failed call means for its delivery."""
    text = error.message
    if isinstance(error, FloodError):
        return SlowDownError(error.seconds)
    if isinstance(error, NotSentError | InvalidToken | Conflict | ChatMigrated):
        return UnreachableError(text)  # nothing is wrong with the message
    if isinstance(error, Forbidden):
        return BlockedError(text)
    if isinstance(error, BadRequest):
        return BlockedError(text) if says(error, _GONE) else RefusedError(text)
    return UncertainError(text) if isinstance(error, NetworkError) else RefusedError(text)


@contextmanager
def delivery_errors() -> Iterator[None]:
    """No error of Telegram leaves the block: only a DeliveryError does."""
    try:
        yield
    except TelegramError as error:
        raise as_delivery_error(error) from error
