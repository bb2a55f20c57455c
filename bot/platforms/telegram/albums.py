"""Albums: photos sent together come one by one, and are one message."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from telegram import Update

from bot.platforms.telegram.client import BATCH, Raw
from handlers.base import Message

SETTLE_SECONDS = 0.4  # the parts of an album come within moments of each other
MAX_LOOKS = 3
MOST_ALBUMS = 1_000  # remembered; late parts come within seconds
MARK = "album:"
Key = tuple[str, str]  # a chat and an album in it


def album_of(update: Update) -> str:
    """The album an update is a part of; empty for everything else."""
    return (update.message.media_group_id or "") if update.message else ""


class Albums:
    """The albums taken lately, so that a part that comes after them is known as one. In memory only.

    After a crash in just that moment such a part counts as a redelivery of its album, and is passed over.
    """

    def __init__(self) -> None:
        self._taken: OrderedDict[Key, None] = OrderedDict()

    def joined(self, parts: Iterable[tuple[str, Message]]) -> Sequence[Message]:
        """Messages, each with its album, as one message per album; the others as they are, in order."""
        whole: list[Message] = []
        places: dict[Key, int] = {}
        for album, message in parts:
            key = (message.chat.id, album)
            if album and key in places:
                whole[places[key]] = _with(whole[places[key]], message)
            else:
                places[key] = len(whole)
                whole.append(self._first(key, message) if album else message)
        return whole

    def note(self, messages: Iterable[Message]) -> None:
        """These are committed."""
        for message in messages:
            if message.id.startswith(MARK):
                self._taken[message.chat.id, message.id.removeprefix(MARK).partition(":")[0]] = None
        while len(self._taken) > MOST_ALBUMS:
            self._taken.popitem(last=False)

    def _first(self, key: Key, message: Message) -> Message:
        """The album's number is its event id, whichever part comes first; a late one has an id of its own."""
        if key in self._taken:
            return replace(message, id=f"{MARK}{key[1]}:{message.ref}", continues=True)
        return replace(message, id=f"{MARK}{key[1]}")


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
