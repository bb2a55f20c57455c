"""Messages whose key has not come: kept, asked for, read when it arrives; after a while the person is told."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

import structlog

from bot.platforms.matrix.client import MatrixClient, quoted
from bot.platforms.matrix.errors import FAULTS
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.translation import Event, identifier, mapping, string
from bot.store.matrix import EVENT, Kept, MatrixStore
from handlers.base import Kind, Message

log = structlog.get_logger()

MOST_KEPT = 1000  # somebody may send rubbish on purpose
ALGORITHM = "m.megolm.v1.aes-sha2"


class Unread:
    """Events of one account that nobody could read yet."""

    def __init__(
        self,
        client: MatrixClient,
        rooms: Rooms,
        store: MatrixStore,
        *,
        hint_after: timedelta,
        now: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._rooms = rooms
        self._store = store
        self._hint_after = hint_after
        self._now = now
        self._count: int | None = None  # not looked yet
        self._changes = 0

    async def keep(self, event: Event, room_id: str) -> None:
        """Store an event as it came, still encrypted, and ask the sender's device for the key."""
        event_id = identifier(event.get("event_id"))
        own = string(event, "sender") in ("", self._client.user_id)
        if own or not event_id or await self._waiting() >= MOST_KEPT:
            return
        await self._store.keep(EVENT, [Kept(event_id, room_id, event, self._now(), hinted=False)])
        self._changed()
        log.info("message kept until its key arrives", message=event_id)
        await self._ask_for_key(event, room_id)

    async def readable(self, read: Callable[[Event, str], Message | None]) -> list[Message]:
        """Those that can be read now."""
        if not await self._waiting():
            return []
        kept = await self._store.kept(EVENT)
        return [message for one in kept if (message := read(one.source, one.room)) is not None]

    async def release(self, refs: Sequence[str]) -> None:
        """They were taken."""
        if refs and await self._waiting():
            await self._store.release(refs)
            self._changed()

    async def hints(self) -> list[Message]:
        """For each chat with messages that nobody could read for a while, one message that says so."""
        if not await self._waiting():
            return []
        late = [
            one
            for one in await self._store.kept(EVENT)
            if not one.hinted and self._now() - one.since >= self._hint_after and one.room in self._client.rooms
        ]
        by_chat = {self._rooms.view(one.room).chat: one for one in late if not self._rooms.view(one.room).is_group}
        return [Message(chat, f"unreadable:{one.ref}", kind=Kind.UNREADABLE) for chat, one in by_chat.items()]

    async def hinted(self) -> None:
        """The people of all late messages were told."""
        late = [one.ref for one in await self._store.kept(EVENT) if self._now() - one.since >= self._hint_after]
        await self._store.mark_hinted(late)

    async def _waiting(self) -> int:
        """Counted again if something was kept while we counted: receiving and the chores go side by side."""
        while self._count is None:
            before = self._changes
            count = len(await self._store.kept(EVENT))
            if before == self._changes:
                self._count = count
        return self._count

    def _changed(self) -> None:
        self._count = None
        self._changes += 1

    async def _ask_for_key(self, event: Event, room_id: str) -> None:
        """Clients share a key again with the device they meant it for."""
        content = mapping(event, "content")
        wanted = {"algorithm": ALGORITHM, "room_id": room_id}
        wanted |= {name: string(content, name) for name in ("session_id", "sender_key")}
        us = self._client.device_id
        request = {"action": "request", "body": wanted, "request_id": str(uuid4()), "requesting_device_id": us}
        device, user = string(content, "device_id") or "*", string(event, "sender")
        path = f"/sendToDevice/m.room_key_request/{quoted(str(uuid4()))}"
        try:
            await self._client.request("PUT", path, {"messages": {user: {device: request}}})
        except FAULTS as error:
            log.info("key not asked for", error=type(error).__name__)
