"""Albums: photos sent together come one by one, and are one message."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from telegram import Update

from bot.platforms.telegram.client import BATCH, Raw
from handlers.base import Message

SETTLE_SECONDS = 0.4  # the parts of an album come within moments of each other
MAX_LOOKS = 3  # at a polled batch, for an album that still grows
MOST_CHARACTERS = 64  # of an album's number; Telegram's have some twenty
MARK = "album:"
Part = tuple[str, Message]  # the album it belongs to, empty for none, and the message


def album_of(update: Update) -> str:
    """The album an update is a part of; empty for everything else."""
    album = update.message.media_group_id if update.message else None
    if not isinstance(album, str) or not (album.isascii() and album.isalnum() and len(album) <= MOST_CHARACTERS):
        return ""
    return album


def events_of(parts: Iterable[Part]) -> set[str]:
    """What the store may have of the albums among these: the event each album is, and that of every part."""
    return {event for album, message in parts if album for event in (_whole(album), _part(album, message))}


def joined(parts: Iterable[Part], known: Collection[str]) -> Sequence[Message]:
    """One message per album, the others as they are, in order; `known` are the events that were taken before.

    A part that was taken is left out. One that comes after its album was taken, be it by a process that died since,
    continues it.
    """
    messages: list[Message] = []
    places: dict[tuple[str, str], int] = {}  # by chat and album
    begun = set(known)
    for album, message in parts:
        if not album:
            messages.append(message)
        elif _part(album, message) not in known:
            place = places.setdefault((message.chat.id, album), len(messages))
            if place < len(messages):
                messages[place] = _with(messages[place], album, message)
            else:
                messages.append(_first(album, message, late=_whole(album) in begun))
                begun.add(_whole(album))
    return messages


def _first(album: str, part: Message, *, late: bool) -> Message:
    """The album's number is its event, whichever part comes first; a late part is an event of its own."""
    if late:
        return replace(part, id=_part(album, part), continues=True)
    return replace(part, id=_whole(album), parts=(_part(album, part),))


def _with(message: Message, album: str, part: Message) -> Message:
    """The caption stands under one of the parts, and that is the one an edit will name."""
    worded = part if part.text and not message.text else message
    return replace(
        message,
        text=worded.text,
        ref=worded.ref,
        attachments=message.attachments + part.attachments,
        parts=(*message.parts, _part(album, part)),
    )


def _whole(album: str) -> str:
    return f"{MARK}{album}"


def _part(album: str, message: Message) -> str:
    return f"{MARK}{album}:{message.ref}"


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
