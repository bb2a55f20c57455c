"""nio's client, made safe: key changes are all or nothing, keys are stored before they are told."""

import asyncio
import json
import logging
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from urllib.parse import quote, urlencode

from nio import (
    AsyncClient,
    AsyncClientConfig,
    ErrorResponse,
    KeysClaimResponse,
    KeysQueryResponse,
    KeysUploadResponse,
    Response,
)
from nio.store import SqliteStore

from bot.platforms.matrix.errors import MatrixError
from bot.platforms.matrix.settings import MatrixSettings

REQUEST_SECONDS = 30.0
CLIENT_API = "/_matrix/client/v3"
Content = dict[str, Any]


class MatrixClient(AsyncClient):  # type: ignore[misc]  # nio comes without types
    """One logged-in device. Requests raise MatrixError or aiohttp's errors; nothing is retried in here."""

    def __init__(self, settings: MatrixSettings, *, user_id: str = "", device_id: str = "") -> None:
        config = AsyncClientConfig(
            store=SqliteStore,
            store_name=settings.keys_path.name,
            pickle_key=settings.pickle_key,
            store_sync_tokens=False,
            max_limit_exceeded=0,
            max_timeouts=0,
            request_timeout=REQUEST_SECONDS,
        )
        super().__init__(settings.homeserver, user_id, device_id, str(settings.folder), config)
        logging.getLogger("nio").setLevel(logging.CRITICAL)  # its warnings quote whole events; ours name ids only
        self._sharing = asyncio.Lock()

    def all_or_nothing(self) -> AbstractContextManager[object]:
        """A block that changes keys: what it stores is stored whole. Nothing inside may wait."""
        return self.store.database.atomic() if self.store else nullcontext()

    async def receive_response(self, response: Response) -> None:
        """As nio, in one transaction of the key store: a crash in the middle would lose keys for good."""
        with self.all_or_nothing():
            await super().receive_response(response)  # waits for nothing: we register no callbacks

    async def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        query: Mapping[str, str] | None = None,
        seconds: float = REQUEST_SECONDS,
    ) -> dict[str, Any]:
        """Call the client-server API below `/_matrix/client/v3` (or a full path); returns the parsed answer."""
        path = path if path.startswith("/_matrix") else CLIENT_API + path
        address = f"{path}?{urlencode(query)}" if query else path
        data = None if body is None else json.dumps(body, separators=(",", ":"))
        headers = {"Authorization": f"Bearer {self.access_token}"} if self.access_token else {}
        answer = await self.send(method, address, data, headers | {"Content-Type": "application/json"}, None, seconds)
        async with answer:
            parsed = json.loads(await answer.read() or b"{}") if answer.content_type == "application/json" else {}
        if answer.status != 200 or not isinstance(parsed, dict):
            raise MatrixError.of_answer(answer.status, parsed)
        return parsed

    async def tend_keys(self) -> None:
        """Publish our keys, learn others' and answer their requests, where that is due; raises as `request`."""
        if self.should_upload_keys:
            await self.publish_keys()
        if self.should_query_keys:
            await self.learn_devices()
        if self.should_claim_keys:
            await self._claim(self.get_users_for_key_claiming())
        for message in list(self.outgoing_to_device_messages):
            expect(await self.to_device(message))

    async def publish_keys(self) -> None:
        """Upload device and one-time keys. Stored first: nio forgets them if we die before the answer is in."""
        keys = self.olm.share_keys()
        self.olm.save_account()
        answer = await self.request("POST", "/keys/upload", keys)
        await self.receive_response(expect(KeysUploadResponse.from_dict(answer)))

    async def learn_devices(self) -> None:
        """Ask for the devices of everybody whose devices may have changed."""
        asked = {user: [] for user in self.users_for_key_query}  # type: ignore[var-annotated]
        answer = await self.request("POST", "/keys/query", {"device_keys": asked})
        await self.receive_response(expect(KeysQueryResponse.from_dict(answer)))
        self.olm.users_for_key_query.difference_update(asked)  # of servers that are down we hear at the next change

    async def _claim(self, devices: dict[str, list[str]]) -> None:
        keys = {user: dict.fromkeys(names, "signed_curve25519") for user, names in devices.items()}
        answer = await self.request("POST", "/keys/claim", {"one_time_keys": keys})
        await self.receive_response(expect(KeysClaimResponse.from_dict(answer)))

    async def share_session(self, room_id: str) -> None:
        """Give everybody in an encrypted room the key of our next messages; raises unless all got it.

        nio counts a session as shared even when no request got through: nobody could read what follows.
        """
        async with self._sharing:
            room = self.rooms[room_id]
            if not room.members_synced:
                expect(await self.joined_members(room_id))
            if self.should_query_keys:
                await self.learn_devices()
            if not self.olm.should_share_group_session(room_id):
                return
            if missing := self.get_missing_sessions(room_id):
                await self._claim(missing)
            shared = expect(await self.share_group_session(room_id, ignore_unverified_devices=True))
            if self._reachable_devices(room_id) - shared.users_shared_with:
                self.olm.outbound_group_sessions.pop(room_id, None)
                raise MatrixError(503, "", "the room's key could not be shared with every device")

    def _reachable_devices(self, room_id: str) -> set[tuple[str, str]]:
        """Devices in the room with which we can speak; those that left no one-time keys cannot be reached at all."""
        devices = (
            device for user in self.rooms[room_id].users for device in self.device_store.active_user_devices(user)
        )
        return {
            (device.user_id, device.id)
            for device in devices
            if self.olm.session_store.get(device.curve25519) and device.id != self.device_id and not device.blacklisted
        }


def expect(response: Response) -> Response:
    """nio returns errors instead of raising them; this raises them as MatrixError."""
    if isinstance(response, ErrorResponse):
        transport = response.transport_response
        status = transport.status if transport is not None else 502
        seconds = (response.retry_after_ms or 0) / 1000
        raise MatrixError(status, response.status_code or "", response.message or "", seconds=seconds)
    return response


def quoted(part: str) -> str:
    """An id as part of a path."""
    return quote(part, safe="")
