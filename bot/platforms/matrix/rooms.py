"""Which rooms we are in: invitations taken or declined, empty rooms left, replaced rooms followed."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.platforms.matrix.client import MatrixClient, quoted
from bot.platforms.matrix.errors import FAULTS, MatrixError
from bot.platforms.matrix.link import Link
from bot.platforms.matrix.session import Session
from bot.platforms.matrix.settings import PLATFORM, MatrixSettings
from bot.platforms.matrix.translation import RoomView, identifier, mapping, string
from bot.store.database import StoreUnavailableError
from bot.store.matrix import INVITE, Kept, MatrixStore
from handlers.base import Chat, Kind, Message

log = structlog.get_logger()

JOIN_SECONDS = 60.0  # over federation a join may take long; nobody waits for it
GIVE_UP_AFTER = timedelta(hours=1)  # an invitation into a room that cannot be joined
AN_HOUR = timedelta(hours=1)


class Rooms:
    """The rooms of one account."""

    def __init__(
        self,
        client: MatrixClient,
        session: Session,
        settings: MatrixSettings,
        link: Link,
        store: MatrixStore,
        now: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._session = session
        self._settings = settings
        self._link = link
        self._store = store
        self._now = now
        self._emptied: set[str] = set()
        self._are_waiting = True  # not looked yet
        self._joined: deque[datetime] = deque(maxlen=settings.invites_per_hour)

    def view(self, room_id: str) -> RoomView:
        """A room as translating sees it."""
        room = self._client.rooms[room_id]
        chat_id = self._link.chat_of(room_id)
        is_staff = bool(self._settings.staff_room) and chat_id == self._settings.staff_room
        own = self._session.user_id
        names = {user: room.user_name(user) or user for user in room.users} if is_staff else None
        return RoomView(
            Chat(PLATFORM, chat_id, own), own, room.user_name(own) or "", is_staff, len(room.users) > 2, names
        )

    def is_public(self, room_id: str) -> bool:
        """Whether it is the room where we only speak."""
        return bool(self._settings.public_room) and self._link.chat_of(room_id) == self._settings.public_room

    def is_colleague(self, user_id: str) -> bool:
        """Whether somebody is in the staff room, or is us on another device."""
        room = self._client.rooms.get(self._link.room_of(self._settings.staff_room))
        return user_id == self._session.user_id or (room is not None and user_id in room.users)

    async def keep_invitations(self, invited: Mapping[str, Any]) -> None:
        """Store what a sync brought, before its position is: an invitation is told only once."""
        kept = [
            Kept(room_id, room_id, {"inviter": inviter_of(info, self._session.user_id)}, self._now(), hinted=False)
            for room_id, info in invited.items()
        ]
        if kept:
            await self._store.keep(INVITE, kept)
            self._are_waiting = True

    async def answer_invitations(self) -> None:
        """Join where we may; what cannot be done now is tried again at the next call."""
        if not self._are_waiting:
            return
        self._are_waiting = False  # before looking: what arrives while we look sets it again
        try:
            some_are_left = await self._answer_kept()
        except StoreUnavailableError:
            self._are_waiting = True
            raise
        if some_are_left:
            self._are_waiting = True

    async def _answer_kept(self) -> bool:
        """Whether an invitation has to wait."""
        waiting = await self._store.kept(INVITE)
        for invitation in waiting:
            if self._is_over_limit():
                return True
            if await self._answered(invitation):
                await self._store.release([invitation.ref])
                waiting = [one for one in waiting if one.ref != invitation.ref]
        return bool(waiting)

    async def _answered(self, invitation: Kept) -> bool:
        room_id, inviter = invitation.room, str(invitation.source.get("inviter", ""))
        try:
            if not self._is_welcome(room_id, inviter):
                log.info("invitation declined", room=room_id, server=server_of(inviter))
                await self._client.request("POST", f"/rooms/{quoted(room_id)}/leave", {})
                return True
            await self._join(room_id, server_of(inviter))
        except FAULTS as error:
            log.info("invitation waits", room=room_id, error=type(error).__name__)
            forbidden = isinstance(error, MatrixError) and error.code in ("M_FORBIDDEN", "M_NOT_FOUND")
            return forbidden or self._now() - invitation.since > GIVE_UP_AFTER
        self._joined.append(self._now())
        return True

    def _is_welcome(self, room_id: str, inviter: str) -> bool:
        """The configured rooms always; else whoever is on a server we take invitations from."""
        servers = self._settings.servers
        configured = room_id in (self._settings.staff_room, self._settings.public_room)
        own = configured or inviter == self._session.user_id  # the latter: a room replaced
        return own or not servers or server_of(inviter) in servers

    def _is_over_limit(self) -> bool:
        limit = self._joined.maxlen or 0
        return len(self._joined) >= limit and self._now() - self._joined[0] < AN_HOUR

    async def _join(self, room_id: str, server: str) -> None:
        path = f"/join/{quoted(room_id)}"
        await self._client.request("POST", path, {}, seconds=JOIN_SECONDS, query={"via": server} if server else None)

    async def follow_upgrades(self, joined: Mapping[str, Any]) -> None:
        """Go where a room was replaced; the chat stays the same for everybody else in the house."""
        for room_id, info in joined.items():
            for event in state_events(info, "m.room.tombstone"):
                new = string(mapping(event, "content"), "replacement_room")
                taken = new in self._client.rooms or new in (room_id, self._settings.staff_room)
                if new and not taken:
                    await self._follow(room_id, new, server_of(string(event, "sender")))

    async def _follow(self, old: str, new: str, server: str) -> None:
        """Remember first: then what is written there belongs to the chat from its first message on."""
        chat = self._link.chat_of(old)
        await self._store.move(new, chat)
        self._link.moves[new] = chat
        await self._store.keep(INVITE, [Kept(new, new, {"inviter": self._session.user_id}, self._now(), hinted=False)])
        self._are_waiting = True
        log.info("room replaced", old=old, new=new, server=server)

    def departure(self, event: Mapping[str, Any], view: RoomView) -> Message | None:
        """Whether somebody left a chat with us; staff and groups come and go as they like."""
        gone = string(mapping(event, "content"), "membership") in ("leave", "ban")
        event_id, who = identifier(event.get("event_id")), string(event, "state_key")
        if event.get("type") != "m.room.member" or not gone or not event_id or who == view.own_id:
            return None
        self._emptied.add(self._link.room_of(view.chat.id))
        return None if view.is_staff or view.is_group else Message(view.chat, event_id, kind=Kind.LEFT)

    def look_for_empty(self) -> None:
        """Rooms that everybody left while we were away."""
        own = {self._session.user_id}
        self._emptied |= {room_id for room_id, room in self._client.rooms.items() if set(room.users) <= own}

    async def leave_empty(self) -> None:
        """Leave rooms in which nobody else is left; the staff room never."""
        for room_id in list(self._emptied):
            try:
                if await self._is_empty(room_id):
                    await self._client.request("POST", f"/rooms/{quoted(room_id)}/leave", {})
                    await self._client.request("POST", f"/rooms/{quoted(room_id)}/forget", {})
                    log.info("empty room left", room=room_id)
            except FAULTS as error:
                log.info("empty room not left yet", room=room_id, error=type(error).__name__)
                continue
            self._emptied.discard(room_id)

    async def _is_empty(self, room_id: str) -> bool:
        """Asked of the homeserver: what we know of a room may be behind."""
        if room_id not in self._client.rooms or self.view(room_id).is_staff or self.is_public(room_id):
            return False
        answer = await self._client.request(
            "GET", f"/rooms/{quoted(room_id)}/members", query={"not_membership": "leave"}
        )
        events = answer.get("chunk")
        members = [event for event in (events if isinstance(events, list) else []) if isinstance(event, dict)]
        present = {
            event.get("state_key")
            for event in members
            if string(mapping(event, "content"), "membership") in ("join", "invite")
        }
        return present <= {self._session.user_id}


def inviter_of(info: Any, own_id: str) -> str:
    """Who invited us, by the stripped state of an invitation; nothing if it does not say."""
    events = mapping(mapping({"": info}, ""), "invite_state").get("events")
    for event in events if isinstance(events, list) else []:
        if isinstance(event, dict) and event.get("state_key") == own_id and event.get("type") == "m.room.member":
            return string(event, "sender")
    return ""


def server_of(user_id: str) -> str:
    """The server in a user's id."""
    return user_id.partition(":")[2]


def state_events(info: Any, kind: str) -> Sequence[Mapping[str, Any]]:
    """The state events of one kind in a joined room's part of a sync, wherever they stand."""
    parts = mapping({"": info}, "")
    found = []
    for part in ("state", "timeline"):
        events = mapping(parts, part).get("events")
        found += [event for event in (events if isinstance(events, list) else []) if isinstance(event, dict)]
    return [event for event in found if event.get("type") == kind and "state_key" in event]
