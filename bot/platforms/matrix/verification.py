"""Answers when staff, or the operator with our own account, verify us: by device message or in a room."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import uuid4

import structlog

from bot.platforms.base import DeliveryError
from bot.platforms.matrix.client import MatrixClient, quoted
from bot.platforms.matrix.errors import FAULTS
from bot.platforms.matrix.identity import read_identity
from bot.platforms.matrix.link import send_event
from bot.platforms.matrix.sas import PREFIX, Outgoing, SasError, Side, Verification
from bot.platforms.matrix.settings import MatrixSettings
from bot.platforms.matrix.translation import Event, identifier, mapping, string

log = structlog.get_logger()

MOST_AT_ONCE = 20
Send = Callable[[str, dict[str, Any]], Any]


class Verifications:
    """All verifications under way, by transaction; forgotten when the process ends, as they are within minutes."""

    def __init__(self, client: MatrixClient, settings: MatrixSettings, is_trusted: Callable[[str], bool]) -> None:
        self._client = client
        self._settings = settings
        self._is_trusted = is_trusted
        self._running: dict[str, Verification] = {}

    async def from_devices(self, events: Iterable[Any]) -> None:
        """Take the verification messages among a sync's device messages."""
        for event in events:
            if isinstance(event, dict) and string(event, "type").startswith(PREFIX):
                content = mapping(event, "content")
                await self._take(event, content, string(content, "transaction_id")[:255], room_id="")

    async def from_room(self, event: Event, room_id: str) -> bool:
        """Take a verification message written in a room; says whether it was one."""
        content = mapping(event, "content")
        if string(content, "msgtype") == f"{PREFIX}request":
            if string(content, "to") == self._client.user_id:
                event = {**event, "type": f"{PREFIX}request"}
                await self._take(event, content, identifier(event.get("event_id")), room_id=room_id)
            return True
        if not string(event, "type").startswith(PREFIX):
            return False
        relation = mapping(content, "m.relates_to")
        if string(event, "sender") != self._client.user_id:
            await self._take(event, content, identifier(relation.get("event_id")), room_id=room_id)
        return True

    async def _take(self, event: Event, content: Event, transaction: str, *, room_id: str) -> None:
        step, sender = string(event, "type").removeprefix(PREFIX), string(event, "sender")
        running = self._running.get(transaction)
        if step in ("cancel", "done") or not transaction:
            self._running.pop(transaction, None)
            return
        if running is None:
            if step not in ("request", "start") or len(self._running) >= MOST_AT_ONCE:
                return
            if not self._is_trusted(sender):
                log.info("verification refused: not staff", user=sender)
                return
            running = self._running[transaction] = await self._begin(sender, content, transaction)
        if sender != running.theirs.user:
            return
        try:
            await self._send(running, list(_step(running, step, content)), room_id)
        except SasError as error:
            log.warning("verification cancelled", user=sender, code=error.code)
            self._running.pop(transaction, None)
            await self._send(running, [("cancel", {"code": error.code, "reason": error.code})], room_id)
        self._report(running, step)

    async def _begin(self, sender: str, content: Event, transaction: str) -> Verification:
        client, device = self._client, string(content, "from_device")
        if not client.device_store[sender].get(device):
            client.olm.users_for_key_query.add(sender)
            await client.learn_devices()
        known = client.device_store[sender].get(device)
        identity = read_identity(self._settings)
        own = {f"ed25519:{client.device_id}": client.olm.account.identity_keys["ed25519"]}
        if identity:
            own[f"ed25519:{identity.public('master')}"] = identity.public("master")
        ours = Side(client.user_id, client.device_id, own)
        return Verification(
            transaction, ours, Side(sender, device, {f"ed25519:{device}": known.ed25519} if known else {})
        )

    async def _send(self, running: Verification, outgoing: list[Outgoing], room_id: str) -> None:
        for kind, content in outgoing:
            try:
                if room_id:
                    relation = {"m.relates_to": {"rel_type": "m.reference", "event_id": running.transaction}}
                    await send_event(self._client, room_id, PREFIX + kind, content | relation, str(uuid4()))
                else:
                    body = {
                        running.theirs.user: {running.theirs.device: content | {"transaction_id": running.transaction}}
                    }
                    path = f"/sendToDevice/{quoted(PREFIX + kind)}/{quoted(str(uuid4()))}"
                    await self._client.request("PUT", path, {"messages": body})
            except (*FAULTS, DeliveryError) as error:  # the other side starts again
                log.warning("verification not answered", user=running.theirs.user, error=type(error).__name__)

    def _report(self, running: Verification, step: str) -> None:
        """For the operator to compare with what the other side shows."""
        if step == "key" and running.emoji:
            emoji, numbers = " · ".join(running.emoji), " ".join(map(str, running.numbers))
            log.info("verification: compare", user=running.theirs.user, emoji=emoji, numbers=numbers)
        if running.is_done:
            log.info("verification done", user=running.theirs.user, device=running.theirs.device)


def _step(running: Verification, step: str, content: Mapping[str, Any]) -> Iterable[Outgoing]:
    steps = {
        "request": running.requested, "start": running.started, "key": running.key_came, "mac": running.mac_came,
    }  # fmt: skip
    return steps[step](content) if step in steps else ()
