"""The homeserver's stream, page by page: gaps filled, and nio fed so that nothing can choke it."""

import itertools
import json
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from nio import Event, MegolmEvent, SyncResponse
from nio.exceptions import EncryptionError

from bot.platforms.matrix.client import MatrixClient, expect, quoted
from bot.platforms.matrix.errors import FAULTS
from bot.platforms.matrix.translation import mapping, string

log = structlog.get_logger()

POLL_SECONDS = 30.0  # how long the homeserver may hold a sync open
PATIENCE_SECONDS = 15.0  # on top of that
FIRST_LOOK_SECONDS = 180.0  # the first sync brings the state of all rooms
TIMELINE = 50  # events per room in one sync; more are fetched as a gap
GAP_PAGES = 100
NOTHING: dict[str, list[str]] = {"types": []}
FILTER = json.dumps(
    {
        "presence": NOTHING,
        "account_data": NOTHING,
        "room": {"timeline": {"limit": TIMELINE}, "ephemeral": NOTHING, "account_data": NOTHING},
    }
)
Raw = Mapping[str, Any]


class Stream:
    """Reads what happened since a position; keeps nio's picture of rooms and keys up to date on the way."""

    def __init__(self, client: MatrixClient, user_id: str) -> None:
        self._client = client
        self._user_id = user_id
        self._number = itertools.count()

    async def read(self, since: str | None, *, wait: bool, first: bool) -> dict[str, Any]:
        """One sync; `first` asks for the state of every room too. Raises MatrixError or aiohttp's errors."""
        query = {"filter": FILTER, "timeout": str(int(POLL_SECONDS * 1000)) if wait else "0"}
        query |= {"since": since} if since else {}
        query |= {"full_state": "true"} if first else {}
        seconds = FIRST_LOOK_SECONDS if first else POLL_SECONDS + PATIENCE_SECONDS
        return await self._client.request("GET", "/sync", seconds=seconds, query=query)

    async def feed(self, raw: Raw) -> None:
        """Tell nio about rooms, devices and keys.

        Messages are not for nio: one that it cannot parse would stop every sync after it. What is left is fed room by
        room, so that a broken room harms only itself.
        """
        rooms = mapping(raw, "rooms")
        for room_id, info in mapping(rooms, "join").items():
            await self._feed({"rooms": {"join": {room_id: _state_only(info)}}})
        for room_id in mapping(rooms, "leave"):
            self._client.rooms.pop(room_id, None)
        parts = ("device_lists", "device_one_time_keys_count")
        for event in _for_nio(raw):  # one by one: what one stranger's device sends must not cost others their keys
            await self._feed({"to_device": {"events": [event]}})
        await self._feed({part: raw[part] for part in parts if part in raw})
        left = mapping(raw, "device_one_time_keys_count").get("signed_curve25519")
        if isinstance(left, int):
            self._client.olm.uploaded_key_count = left  # nio takes a zero for "not told"

    async def _feed(self, part: dict[str, Any]) -> None:
        try:
            response = SyncResponse.from_dict(part | {"next_batch": f"part-{next(self._number)}"})
            await self._client.receive_response(expect(response))
        except Exception as error:  # nio's faults on odd input come in all classes; the rest must go on
            log.warning("part of a sync not understood", parts=sorted(part), error=type(error).__name__)

    async def timeline(self, room_id: str, info: Any, since: str | None) -> Sequence[Raw]:
        """A joined room's new events in order: with what did not fit, without what was before our time."""
        part = mapping(mapping({"": info}, ""), "timeline")
        events = [event for event in part.get("events") or [] if isinstance(event, dict)]
        start = self._invited_at(events)
        if start is not None:
            return events[start:]
        if part.get("limited") is True and since and (before := string(part, "prev_batch")):
            return [*await self._gap(room_id, before, since), *events]
        return events

    def _invited_at(self, events: Sequence[Raw]) -> int | None:
        """Where our time in a room begins, if that is in here: at the invitation, else where we came in."""
        ours = [(at, event) for at, event in enumerate(events) if self._is_about_us(event)]
        came = [at for at, event in ours if _membership(event) == "join" and _membership_before(event) != "join"]
        if not came:
            return None
        invited = [at for at, event in ours if _membership(event) == "invite" and at < came[-1]]
        return (invited or came)[-1]

    def _is_about_us(self, event: Raw) -> bool:
        return event.get("type") == "m.room.member" and event.get("state_key") == self._user_id

    async def _gap(self, room_id: str, before: str, since: str) -> list[Raw]:
        """What lies between two syncs but did not fit into the second, oldest first."""
        found: list[Raw] = []
        at = before
        for _ in range(GAP_PAGES):
            query = {"dir": "b", "from": at, "to": since, "limit": "100"}
            page = await self._client.request("GET", f"/rooms/{quoted(room_id)}/messages", query=query)
            found += [event for event in page.get("chunk") or [] if isinstance(event, dict)]
            at = string(page, "end")
            if not at or not page.get("chunk"):
                break
        return found[::-1]

    async def thread_of(self, room_id: str, event_id: str) -> str:
        """The first message of the thread in which an event stands; nothing for one outside of threads."""
        try:
            event = await self._client.request("GET", f"/rooms/{quoted(room_id)}/event/{quoted(event_id)}")
        except FAULTS as error:
            log.info("thread not found", message=event_id, error=type(error).__name__)
            return ""
        relation = mapping(mapping(event, "content"), "m.relates_to")
        return string(relation, "event_id") if string(relation, "rel_type") == "m.thread" else ""

    def decrypt(self, event: Raw, room_id: str) -> Raw | None:
        """The event in clear, None when its key is not here (yet)."""
        try:
            parsed = Event.parse_event(dict(event))
            if not isinstance(parsed, MegolmEvent):
                return None
            parsed.room_id = room_id
            clear = self._client.decrypt_event(parsed)
        except (EncryptionError, AssertionError, AttributeError, KeyError, TypeError, ValueError) as error:
            log.info("cannot decrypt", message=event.get("event_id"), error=type(error).__name__)
            return None
        source = getattr(clear, "source", None)
        return source if isinstance(source, dict) else {}


def device_events(raw: Raw) -> list[Any]:
    """Messages from device to device."""
    events = mapping(raw, "to_device").get("events")
    return events if isinstance(events, list) else []


def _for_nio(raw: Raw) -> list[Any]:
    """Verifications are ours: nio would answer them half."""
    return [
        event
        for event in device_events(raw)
        if isinstance(event, dict) and not string(event, "type").startswith("m.key.verification.")
    ]


def _state_only(info: Any) -> dict[str, Any]:
    """A joined room's part of a sync without the messages in it."""
    room = mapping({"": info}, "")
    events = mapping(room, "timeline").get("events")
    kept = [event for event in (events if isinstance(events, list) else []) if _is_state(event)]
    return {**room, "timeline": {**mapping(room, "timeline"), "events": kept}}


def _is_state(event: Any) -> bool:
    return isinstance(event, dict) and isinstance(event.get("state_key"), str)


def _membership(event: Raw) -> str:
    return string(mapping(event, "content"), "membership")


def _membership_before(event: Raw) -> str:
    return string(mapping(mapping(event, "unsigned"), "prev_content"), "membership")


def joined(raw: Raw) -> Mapping[str, Any]:
    """The rooms we are in and that something happened in."""
    return mapping(mapping(raw, "rooms"), "join")
