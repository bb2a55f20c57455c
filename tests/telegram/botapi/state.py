"""What the stand-in remembers: chats with their messages and topics, files, and everything the bot did."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.telegram.botapi.refusals import Refusal, bad, migrated, trouble

JsonObject = dict[str, Any]
TOPIC_COLOR = 7322096  # the first of the six colours the documentation lists
GENERAL = 1  # the id of a forum's first topic, whose messages name no topic


@dataclass
class Topic:
    """A topic of a group; its id is that of the message that opened it."""

    id: int
    name: str
    color: int = TOPIC_COLOR
    icon: str = ""
    closed: bool = False


@dataclass
class Room:
    """A chat of any type, with all messages that were not deleted."""

    view: JsonObject
    messages: dict[int, JsonObject] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    members: dict[int, JsonObject] = field(default_factory=dict)
    trouble: str = ""
    migrated_to: int = 0
    last_message: int = 0

    @property
    def id(self) -> int:
        """The chat's id: a person's, or a negative number for a group."""
        return int(self.view["id"])

    @property
    def is_private(self) -> bool:
        """Whether it is the chat with one person."""
        return bool(self.view["type"] == "private")

    @property
    def is_forum(self) -> bool:
        """Whether it is a group with topics."""
        return bool(self.view.get("is_forum"))

    def check_reachable(self) -> None:
        """Raises what befell this chat."""
        if self.migrated_to:
            raise migrated(self.migrated_to)
        if self.trouble:
            raise trouble(self.trouble)

    def next_id(self) -> int:
        """The id of the next message in this chat."""
        self.last_message += 1
        return self.last_message

    def topic(self, thread: int, missing: str) -> Topic:
        """An open or closed topic; raises `missing` when there is none."""
        if thread not in self.topics:
            raise bad(missing)
        return self.topics[thread]

    def drop_topic(self, thread: int) -> None:
        """A deleted topic takes its messages along."""
        self.topics.pop(thread, None)
        gone = [number for number, message in self.messages.items() if message.get("message_thread_id") == thread]
        for number in gone:
            del self.messages[number]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that can be asked for; `content` may be shorter than `size` says, where only the size matters."""

    id: str
    path: str
    size: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """A message the bot sent, edited, copied or forwarded; `at` is `time.monotonic()`, the same in all processes."""

    at: float
    method: str
    chat_id: int
    message: JsonObject

    @property
    def text(self) -> str:
        """Text or caption."""
        return str(self.message.get("text") or self.message.get("caption") or "")


@dataclass
class State:
    """One bot and its world."""

    token: str
    bot: JsonObject
    rooms: dict[int, Room] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    callbacks: dict[str, JsonObject | None] = field(default_factory=dict)
    actions: list[tuple[int, str]] = field(default_factory=list)
    reactions: dict[tuple[int, int], list[JsonObject]] = field(default_factory=dict)
    deleted: list[tuple[int, int]] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    commands: dict[tuple[str, str], list[JsonObject]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    asked: list[tuple[float, int]] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    file_numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def room(self, chat_id: int) -> Room:
        """The chat with this id; raises 400 when nobody with this id ever met the bot."""
        room = self.rooms.get(chat_id)
        if room is None:
            raise bad("chat not found")
        room.check_reachable()
        return room

    def meet(self, view: JsonObject) -> Room:
        """The chat, known from now on."""
        room = self.rooms.get(view["id"])
        if room is None:
            room = self.rooms[view["id"]] = Room(dict(view), last_message=GENERAL if view.get("is_forum") else 0)
        return room

    def new_message(self, room: Room, *, thread: int = 0) -> JsonObject:
        """The bot's next message in a chat, without content, already in its place."""
        message: JsonObject = {
            "message_id": room.next_id(),
            "from": self.bot,
            "chat": room.view,
            "date": int(time.time()),
        }
        if thread > GENERAL:
            message |= {"message_thread_id": thread, "is_topic_message": True}
        room.messages[message["message_id"]] = message
        return message

    def note(self, method: str, message: JsonObject) -> None:
        """Remember what the bot did with a message, and tell whoever waits for it."""
        self.sent.append(Sent(time.monotonic(), method, message["chat"]["id"], dict(message)))
        self.changed.set()

    def store_file(self, content: bytes, *, name: str, size: int | None = None) -> StoredFile:
        """A file under a new id."""
        number = next(self.file_numbers)
        ending = name.rpartition(".")[2] or "bin"
        file = StoredFile(f"FILE{number:06d}", f"files/file_{number}.{ending}", size or len(content), content)
        self.files[file.id] = file
        return file

    def forget(self) -> None:
        """Start counting anew."""
        for counted in (self.calls, self.refused, self.sent, self.asked, self.violations, self.actions, self.deleted):
            counted.clear()

    def note_refusal(self, method: str, refusal: Refusal) -> None:
        """Count a refusal, and keep it when it was the bot's own fault."""
        self.refused[refusal.description] += 1
        if refusal.violation:
            self.violations.append(f"{method}: {refusal.description}")
