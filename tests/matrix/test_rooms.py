"""Invitations: none is forgotten, whenever it comes."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.platforms.matrix.client import MatrixClient
from bot.platforms.matrix.link import Link
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.session import Session
from bot.platforms.matrix.settings import MatrixSettings
from bot.store.database import Database, StoreUnavailableError
from bot.store.matrix import Kept, MatrixStore

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BOT = "@lotse:example.org"


class Homeserver(MatrixClient):
    """Lets us join every room, and remembers which."""

    def __init__(self) -> None:
        self.joined: list[str] = []

    async def request(self, method: str, path: str, *_: Any, **__: Any) -> dict[str, Any]:
        self.joined.append(f"{method} {path}")
        return {}


class BusyStore(MatrixStore):
    """Something happens while it looks up the invitations."""

    rooms: Rooms
    meanwhile: Sequence[str] = ()
    is_away = False

    async def kept(self, kind: str) -> Sequence[Kept]:
        if self.is_away:
            raise StoreUnavailableError("away")
        found = await super().kept(kind)
        coming, self.meanwhile = self.meanwhile, ()
        for room in coming:
            await self.rooms.keep_invitations({room: invitation()})
        return found


def invitation() -> Mapping[str, Any]:
    member = {"type": "m.room.member", "state_key": BOT, "sender": "@maria:example.org"}
    return {"invite_state": {"events": [member]}}


@pytest.fixture
def store(database: Database) -> BusyStore:
    return BusyStore(database, BOT)


@pytest.fixture
def homeserver(store: BusyStore, tmp_path: Path) -> Homeserver:
    homeserver = Homeserver()
    settings = MatrixSettings("http://127.0.0.1", BOT, "secret", tmp_path, "key")
    store.rooms = Rooms(
        homeserver, Session("http://127.0.0.1", BOT, "DEVICE", "token", 0), settings, Link(), store, lambda: NOW
    )
    return homeserver


async def test_an_invitation_that_comes_while_we_look_is_taken_at_the_next_look(
    store: BusyStore, homeserver: Homeserver
) -> None:
    store.meanwhile = ["!one:example.org"]
    await store.rooms.answer_invitations()
    assert homeserver.joined == []
    await store.rooms.answer_invitations()
    assert homeserver.joined == ["POST /join/%21one%3Aexample.org"]


async def test_while_the_store_is_away_an_invitation_waits(store: BusyStore, homeserver: Homeserver) -> None:
    await store.rooms.keep_invitations({"!one:example.org": invitation()})
    store.is_away = True
    with pytest.raises(StoreUnavailableError):
        await store.rooms.answer_invitations()
    store.is_away = False
    await store.rooms.answer_invitations()
    await store.rooms.answer_invitations()
    assert homeserver.joined == ["POST /join/%21one%3Aexample.org"]
