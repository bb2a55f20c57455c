"""The way in: our own sync loop, whose position is committed together with what it brought."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog

from bot.platforms.base import Position, Receiver
from bot.platforms.matrix.client import MatrixClient
from bot.platforms.matrix.errors import FAULTS, MatrixError
from bot.platforms.matrix.link import Link, is_encrypted
from bot.platforms.matrix.manners import Manners
from bot.platforms.matrix.reactions import Reactions, staff_command
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.session import RESET, Session, SessionError
from bot.platforms.matrix.stream import Raw, Stream, device_events, joined
from bot.platforms.matrix.translation import RoomView, mapping, to_message, to_reaction
from bot.platforms.matrix.unread import Unread
from bot.platforms.matrix.verification import Verifications
from bot.store.database import StoreUnavailableError
from bot.store.matrix import position_name
from handlers.base import Message

log = structlog.get_logger()

BATCH = 200  # messages in one commit, after a long silence
IDLE_COMMIT_SECONDS = 30.0  # a position that brought nothing is kept this often
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0  # seconds between tries while the homeserver does not answer
STORE_PAUSE_SECONDS = 1.0


class Receiving:
    """Takes what comes, for as long as it runs."""

    def __init__(
        self,
        client: MatrixClient,
        session: Session,
        *,
        link: Link,
        rooms: Rooms,
        reactions: Reactions,
        unread: Unread,
        manners: Manners,
        verifications: Verifications,
        receiver: Receiver,
        now: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._session = session
        self._link = link
        self._rooms = rooms
        self._reactions = reactions
        self._unread = unread
        self._manners = manners
        self._verifications = verifications
        self._receiver = receiver
        self._now = now
        self._stream = Stream(client, session.user_id)
        self._committed_at = 0.0
        self._has_retried = False  # keys may have come in the moment before a crash

    async def run(self, since: str | None) -> None:
        """From the position kept last; None at the very first start, whose history is nobody's question."""
        first = True
        while True:
            raw = await self._read(since, first=first)
            if since is None:
                await self._take_baseline(raw)
            else:
                await self._take(raw, since)
            if first:
                self._rooms.look_for_empty()
            since, first = str(raw["next_batch"]), False
            self._link.up()

    async def _read(self, since: str | None, *, first: bool) -> dict[str, Any]:
        """The next sync, however long the homeserver takes to answer again."""
        pause, wait = FIRST_PAUSE, not first
        while True:
            try:
                raw = await self._stream.read(since, wait=wait, first=first)
                await self._stream.feed(raw)
                await self._client.tend_keys()
                return raw
            except FAULTS as error:
                _refuse_lost_session(error)
                self._link.down()
                log.warning("homeserver does not answer, waiting", error=str(error) or type(error).__name__)
            await asyncio.sleep(pause)
            pause, wait = min(2 * pause, LONGEST_PAUSE), False  # the next answer shall come at once

    async def _take_baseline(self, raw: Raw) -> None:
        """Who we are with, and from where on we listen; nothing of it is answered."""
        await self._keep_invitations(raw)
        await self._commit([], str(raw["next_batch"]), anyway=True)

    async def _take(self, raw: Raw, since: str) -> None:
        """Everything one sync brought; only then its position is kept."""
        await self._keep_invitations(raw)
        messages: list[Message] = []
        for room_id, info in joined(raw).items():
            if room_id in self._client.rooms and not self._rooms.is_public(room_id):
                messages += await self._of_room(room_id, info, since)
        if device_events(raw) or not self._has_retried:
            await self._verifications.from_devices(device_events(raw))
            self._has_retried = True
            messages += await self._unread.readable(self._decrypted_again)
        with self._manners.typing(messages):
            await self._commit(messages, str(raw["next_batch"]))
        await self._unread.release([message.ref for message in messages])
        self._manners.have_read(messages)

    async def _keep_invitations(self, raw: Raw) -> None:
        await self._stored(lambda: self._rooms.keep_invitations(mapping(mapping(raw, "rooms"), "invite")))
        await self._stored(lambda: self._rooms.follow_upgrades(joined(raw)))

    async def _of_room(self, room_id: str, info: Any, since: str) -> list[Message]:
        view = self._rooms.view(room_id)
        events = await self._timeline(room_id, info, since)
        fresh = [event for event in events if not self._is_history(event)]
        return [message for event in fresh if (message := await self._message(event, room_id, view)) is not None]

    async def _timeline(self, room_id: str, info: Any, since: str) -> Sequence[Raw]:
        """With its gap filled; a homeserver that cannot do it now is asked again, else something would be lost."""
        while True:
            try:
                return await self._stream.timeline(room_id, info, since)
            except FAULTS as error:
                _refuse_lost_session(error)
                if isinstance(error, MatrixError) and 400 <= error.status < 500 and error.status != 429:
                    log.warning("gap in a room that we may not read", room=room_id, error=str(error))
                    return await self._stream.timeline(room_id, info, None)
                await asyncio.sleep(LONGEST_PAUSE)

    def _is_history(self, event: Raw) -> bool:
        """From before our first start, in a room we joined since."""
        sent = event.get("origin_server_ts")
        return not isinstance(sent, int) or sent < self._session.since

    async def _message(self, event: Raw, room_id: str, view: RoomView) -> Message | None:
        """The message an event stands for, if any; what cannot be decrypted is kept for later."""
        kind = event.get("type")
        if kind == "m.room.encrypted" and "state_key" not in event:
            clear = self._stream.decrypt(event, room_id)
            if clear is None:
                await self._stored(lambda: self._unread.keep(event, room_id))
                return None
            return None if await self._verifications.from_room(clear, room_id) else to_message(clear, view)
        if await self._verifications.from_room(event, room_id):
            return None
        if view.is_staff and kind == "m.room.message" and is_encrypted(self._client, room_id):
            log.warning("unencrypted message in the encrypted staff room ignored", message=event.get("event_id"))
            return None
        if kind == "m.reaction":
            return await self._of_reaction(event, room_id, view)
        return to_message(event, view) or self._rooms.departure(event, view)

    async def _of_reaction(self, event: Raw, room_id: str, view: RoomView) -> Message | None:
        found = to_reaction(event, view)
        if found is None:
            return None
        command = staff_command(found.key) if view.is_staff else None
        button = None if command else await self._stored(lambda: self._reactions.button(found, room_id))
        if not command and button is None:
            return None
        root = await self._stream.thread_of(room_id, found.target)
        message = Message(view.chat, found.id, text=command or "", press=button or "", ref=found.id, thread=root)
        if not view.is_staff:
            return message
        message = replace(message, staff=view.name_of(found.sender))
        return replace(message, reply_to=found.target) if root else replace(message, thread=found.target)

    def _decrypted_again(self, event: Raw, room_id: str) -> Message | None:
        """A kept event whose key may have come."""
        if room_id not in self._client.rooms:
            return None
        clear = self._stream.decrypt(event, room_id)
        return None if clear is None else to_message(clear, self._rooms.view(room_id))

    async def _commit(self, messages: Sequence[Message], position: str, *, anyway: bool = False) -> None:
        """Everything in order, the position with the last of it."""
        idle = time.monotonic() - self._committed_at < IDLE_COMMIT_SECONDS
        if not messages and idle and not anyway:
            return
        while len(messages) > BATCH:
            batch = messages[:BATCH]
            await self._stored(lambda batch=batch: self._receiver.receive(batch))  # type: ignore[misc]
            messages = messages[BATCH:]
        kept = Position(position_name(self._session.user_id), position)
        await self._stored(lambda: self._receiver.receive(messages, position=kept))
        self._committed_at = time.monotonic()

    async def _stored(self, store: Callable[[], Any]) -> Any:
        """Do it, however long the database takes to answer again; every one of these may be repeated."""
        while True:
            try:
                return await store()
            except StoreUnavailableError as error:
                log.warning("store unavailable, Matrix waits", error=str(error))
                await asyncio.sleep(STORE_PAUSE_SECONDS)


def _refuse_lost_session(error: BaseException) -> None:
    """A token that is not known any more will not come back by waiting."""
    if isinstance(error, MatrixError) and error.code == "M_UNKNOWN_TOKEN":
        raise SessionError(
            f"LOTSE_MATRIX_USER: the homeserver has logged this device out. Start anew with `{RESET}`."
        ) from error
