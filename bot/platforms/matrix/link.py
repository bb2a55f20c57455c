"""The connection as the two directions share it: who we are, in which rooms, and whether the homeserver answers."""

import asyncio
from collections.abc import Mapping

from bot.platforms.base import BlockedError, SlowDownError
from bot.platforms.matrix.client import Content, MatrixClient, quoted
from bot.platforms.matrix.errors import delivery_errors

WAIT_SECONDS = 10.0  # for a homeserver that restarts, or for our own first look at the rooms
AGAIN_SECONDS = 2.0  # then a message is offered again this often


class Link:
    """Set up by the receiving side; the sending side waits here until it may send."""

    def __init__(self) -> None:
        self._client: MatrixClient | None = None
        self._up = asyncio.Event()
        self.moves: dict[str, str] = {}

    def connect(self, client: MatrixClient, moves: Mapping[str, str]) -> None:
        """We are logged in; `moves` are the rooms that replaced others, each with its chat."""
        self._client = client
        self.moves = dict(moves)

    def up(self) -> None:
        """The homeserver answers, and we know our rooms."""
        self._up.set()

    def down(self) -> None:
        """The homeserver does not answer just now."""
        self._up.clear()

    async def wait(self) -> None:
        """Until the homeserver answers."""
        await self._up.wait()

    async def client(self) -> MatrixClient:
        """The client once it may be used; raises SlowDownError when the homeserver stays away."""
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._up.wait()
        except TimeoutError as error:
            raise SlowDownError(AGAIN_SECONDS) from error
        assert self._client is not None, "only a connected link is up"
        return self._client

    def chat_of(self, room_id: str) -> str:
        """The chat that takes place in a room: the room itself, or the first of those it replaced."""
        return self.moves.get(room_id, room_id)

    def room_of(self, chat_id: str) -> str:
        """The room in which a chat takes place now."""
        return next((room for room, chat in reversed(self.moves.items()) if chat == chat_id), chat_id)


async def send_event(client: MatrixClient, room_id: str, kind: str, content: Content, transaction: str) -> str:
    """Send one event, encrypted where the room is or ever was, and return its id; raises a DeliveryError.

    The same `transaction` again sends nothing new and returns the same id.
    """
    if room_id not in client.rooms:
        raise BlockedError("not a member of the room")
    with delivery_errors():
        if kind != "m.reaction" and is_encrypted(client, room_id):  # reactions are not encrypted, by the specification
            await client.share_session(room_id)
            kind, content = client.encrypt(room_id, kind, content)
        path = f"/rooms/{quoted(room_id)}/send/{quoted(kind)}/{quoted(transaction)}"
        answer = await client.request("PUT", path, content)
    return str(answer["event_id"])


def is_encrypted(client: MatrixClient, room_id: str) -> bool:
    """Whether a room is encrypted, or was when we last looked: encryption cannot be turned off again."""
    room = client.rooms[room_id]
    room.encrypted = room.encrypted or room_id in client.encrypted_rooms
    return bool(room.encrypted)
