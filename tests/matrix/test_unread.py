"""What cannot be read yet is kept, also when two look at it side by side."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.platforms.matrix.client import MatrixClient
from bot.platforms.matrix.link import Link
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.session import Session
from bot.platforms.matrix.settings import MatrixSettings
from bot.platforms.matrix.translation import Event
from bot.platforms.matrix.unread import Unread
from bot.store.database import Database
from bot.store.matrix import Kept, MatrixStore
from handlers.base import Chat, Message

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BOT = "@lotse:example.org"
EVENT = {"event_id": "$1", "sender": "@maria:example.org", "content": {"session_id": "s"}}


class Homeserver(MatrixClient):
    """Takes every request."""

    def __init__(self) -> None:
        self.user_id, self.device_id = BOT, "DEVICE"

    async def request(self, *_: Any, **__: Any) -> dict[str, Any]:
        return {}


class BusyStore(MatrixStore):
    """An event comes while it looks up what is kept."""

    unread: Unread
    meanwhile: Sequence[Event] = ()

    async def kept(self, kind: str) -> Sequence[Kept]:
        found = await super().kept(kind)
        coming, self.meanwhile = self.meanwhile, ()
        for event in coming:
            await self.unread.keep(event, "!room:example.org")
        return found


@pytest.fixture
def store(database: Database, tmp_path: Path) -> BusyStore:
    store, homeserver = BusyStore(database, BOT), Homeserver()
    settings = MatrixSettings("http://127.0.0.1", BOT, "secret", tmp_path, "key")
    session = Session("http://127.0.0.1", BOT, "DEVICE", "token", 0)
    rooms = Rooms(homeserver, session, settings, Link(), store, lambda: NOW)
    store.unread = Unread(homeserver, rooms, store, hint_after=timedelta(minutes=2), now=lambda: NOW)
    return store


def reader() -> Callable[[Event, str], Message | None]:
    """The key is there now."""
    return lambda event, room: Message(Chat("matrix", room, BOT), event["event_id"], text="Guten Tag")


async def test_what_comes_while_the_chores_count_is_read_when_its_key_comes(store: BusyStore) -> None:
    store.meanwhile = [EVENT]
    assert await store.unread.hints() == []
    assert [message.id for message in await store.unread.readable(reader())] == ["$1"]


async def test_what_was_taken_is_not_read_again(store: BusyStore) -> None:
    await store.unread.keep(EVENT, "!room:example.org")
    await store.unread.release(["$1"])
    assert await store.unread.readable(reader()) == []
