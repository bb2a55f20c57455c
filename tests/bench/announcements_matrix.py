"""An announcement on a real Synapse: to a public room with many members, or to as many direct rooms."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import insert

from bot.store.chats import chat_ids
from bot.store.database import Database
from bot.store.subscriptions import SUBSCRIPTION
from handlers.base import Chat
from tests.delivery.campaign import approved
from tests.delivery.office import event_ahead
from tests.matrix.office import Office, open_office
from tests.matrix.people import ENCRYPTION, PASSWORD
from tests.matrix.synapse import Synapse, running_synapse

Row = tuple[str, str]
READERS, FEW = 1_000, 20  # few: where Synapse grants one message in five seconds
AT_ONCE = 8  # calls of the members side by side
PATIENCE = 1_200.0  # seconds for the slowest of all steps on a busy machine
LOOK_SECONDS = 0.2


@dataclass(slots=True)
class Member:
    """Somebody with an account, and the room where they read."""

    http: httpx.AsyncClient
    token: str
    room: str = ""

    async def call(self, method: str, path: str, **given: Any) -> Any:
        """What the homeserver answers."""
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = await self.http.request(method, f"/_matrix/client/v3{path}", headers=headers, **given)
        answer.raise_for_status()
        return answer.json()

    async def open_room(self, bot: str, *, encrypted: bool) -> None:
        """A direct room with the bot."""
        room = {"is_direct": True, "invite": [bot], "initial_state": [ENCRYPTION] if encrypted else []}
        self.room = (await self.call("POST", "/createRoom", json=room))["room_id"]

    async def join(self, room: str) -> None:
        """Their own action."""
        await self.call("POST", f"/join/{room}", json={})
        self.room = room

    async def heard(self, bot: str) -> int:
        """How many messages of the bot stand in the room."""
        found = await self.call("GET", f"/rooms/{self.room}/messages", params={"dir": "b", "limit": 50})
        kinds = ("m.room.message", "m.room.encrypted")
        return sum(event["sender"] == bot and event["type"] in kinds for event in found["chunk"])


async def several(calls: Sequence[Callable[[], Awaitable[Any]]]) -> list[Any]:
    """A few at once; the results in order."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(call: Callable[[], Awaitable[Any]]) -> Any:
        async with turns:
            return await call()

    return list(await asyncio.gather(*(one(call) for call in calls)))


@asynccontextmanager
async def settled(synapse: Synapse, count: int) -> AsyncIterator[list[Member]]:
    """So many people with accounts."""
    async with httpx.AsyncClient(base_url=synapse.url, timeout=60) as http:
        signing = [partial(asyncio.to_thread, synapse.sign_up, f"reader{at}", PASSWORD) for at in range(count)]
        yield [Member(http, found["access_token"]) for found in await several(signing)]


@asynccontextmanager
async def store_of(office: Office) -> AsyncIterator[Database]:
    """The office's service runs, with an event ahead; its store."""
    office.command = ("-m", "tests.delivery.office")
    database = Database(f"sqlite:///{office.data / 'lotse.db'}")
    with office.open():
        yield database
    await database.dispose()


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait for what another process does; raises TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        while not await condition():  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(LOOK_SECONDS)


async def by_room(synapse: Synapse, folder: Path, readers: int) -> list[Row]:
    """Everybody joins the public room; the announcement is one message there."""
    office = open_office(synapse, folder)
    public = {"preset": "public_chat", "invite": [office.bot], "name": "KI-Termine"}
    room = str(office.head.post("/createRoom", public)["room_id"])
    office.settings["LOTSE_MATRIX_PUBLIC_ROOM"] = room
    async with settled(synapse, readers) as members, store_of(office) as database:
        await several([partial(member.join, room) for member in members])
        await until(lambda: joined(office, [room]))
        began = await announced(database, 1)
        await until(lambda: is_there(members[-1], office.bot))
        took = time.monotonic() - began
        counts = await several([partial(member.heard, office.bot) for member in members])
    return rows_of(f"{readers} members of a public room, Synapse's limit on messages", took, counts)


async def by_direct_rooms(synapse: Synapse, folder: Path, readers: int, *, encrypted: bool, limit: str) -> list[Row]:
    """Everybody has a room of their own with the bot."""
    office = open_office(synapse, folder, LOTSE_MATRIX_INVITES="10000")
    async with settled(synapse, readers) as members, store_of(office) as database:
        await several([partial(member.open_room, office.bot, encrypted=encrypted) for member in members])
        rooms = [member.room for member in members]
        await until(lambda: joined(office, rooms))
        await subscribe(database, [Chat("matrix", room, office.bot) for room in rooms])
        began = await announced(database, readers)
        await until(lambda: all_heard(members, office.bot))
        took = time.monotonic() - began
        await asyncio.sleep(2)  # a second one would come now
        counts = await several([partial(member.heard, office.bot) for member in members])
    how = "encrypted" if encrypted else "not encrypted"
    return rows_of(f"{readers} direct rooms, {how}, {limit}", took, counts)


async def joined(office: Office, rooms: Sequence[str]) -> bool:
    """Whether the bot is in all of them."""
    return set(rooms) <= set(await asyncio.to_thread(office.rooms_of_bot))


async def subscribe(database: Database, chats: Sequence[Chat]) -> None:
    """To everything, at once."""
    now = datetime.now(UTC)
    async with database.writing() as session:
        ids = await chat_ids(session, chats, now)
        rows = [
            {"chat_id": number, "rhythm": "at-once", "quiet_from": 0, "quiet_to": 0, "agreed_at": now,
             "changed_at": now, "language": "de"}
            for number in ids.values()
        ]  # fmt: skip
        await (await session.connection()).execute(insert(SUBSCRIPTION), rows)


async def announced(database: Database, readers: int) -> float:
    """Approved now; the clock of the service begins with it within a quarter of a minute, which counts."""
    await approved(database, event_ahead(), readers, datetime.now(UTC))
    return time.monotonic()


async def is_there(member: Member, bot: str) -> bool:
    """Whether somebody can read it."""
    return await member.heard(bot) > 0


async def all_heard(members: Sequence[Member], bot: str) -> bool:
    """Whether everybody can; the last is asked first, which spares the homeserver."""
    return await is_there(members[-1], bot) and all(
        await several([partial(is_there, member, bot) for member in members])
    )


def rows_of(what: str, took: float, counts: Sequence[int]) -> list[Row]:
    """How long, and who heard how often."""
    once, twice = sum(count == 1 for count in counts), sum(count > 1 for count in counts)
    return [(what, f"{took:.1f} s from approval; heard once {once}, never {counts.count(0)}, twice {twice}")]


def matrix(part: str, size: int = 0) -> list[Row]:
    """`room`, `direct`, `encrypted` or `limited`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "office"
        folder.mkdir()
        with running_synapse(Path(name), limits_messages=part in ("room", "limited")) as synapse:
            if part == "room":
                return asyncio.run(by_room(synapse, folder, size or READERS))
            readers, limit = (FEW, "Synapse's limit") if part == "limited" else (READERS, "limit lifted for the bot")
            encrypted = part == "encrypted"
            return asyncio.run(by_direct_rooms(synapse, folder, size or readers, encrypted=encrypted, limit=limit))
