"""Albums: photos sent together come one by one, and are one message."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from telegram import Update

from bot.platforms.telegram.client import BATCH, Raw
from handlers.base import Message

SETTLE_SECONDS = 0.4  # the parts of an album come within moments of each other
MAX_LOOKS = 3


def album_of(update: Update) -> str:
    """The album an update is a part of; empty for everything else."""
    return (update.message.media_group_id or "") if update.message else ""


def joined(parts: Iterable[tuple[str, Message]]) -> Sequence[Message]:
    """Messages, each with its album, as one message per album; the others as they are, in order.

    The album's own number is its event id: a part that comes too late is a repetition, and not answered again.
    """
    whole: list[Message] = []
    places: dict[tuple[str, str], int] = {}
    for album, message in parts:
        key = (message.chat.id, album)
        if album and key in places:
            whole[places[key]] = _with(whole[places[key]], message)
        else:
            places[key] = len(whole)
            whole.append(replace(message, id=f"album:{album}") if album else message)
    return whole


def _with(album: Message, part: Message) -> Message:
    """The caption stands under one of the parts, and that is the one an edit will name."""
    worded = part if part.text and not album.text else album
    return replace(album, text=worded.text, ref=worded.ref, attachments=album.attachments + part.attachments)


def is_part(raw: Raw) -> bool:
    """Whether an update is part of an album."""
    message = raw.get("message")
    return isinstance(message, dict) and "media_group_id" in message


def without_cut_album(batch: Sequence[Raw]) -> Sequence[Raw]:
    """A full batch may end in the middle of an album: then its parts come with the next one."""
    if len(batch) < BATCH:
        return batch
    end = len(batch)
    while end > 1 and is_part(batch[end - 1]) and _number(batch[end - 1]) == _number(batch[-1]):
        end -= 1
    return batch[:end]


def _number(part: Raw) -> object:
    return part["message"]["media_group_id"]
