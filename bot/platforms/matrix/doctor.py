"""Whether account, keys, identity and staff room are sound, in plain words; changes nothing."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from bot.platforms.matrix.client import MatrixClient, quoted
from bot.platforms.matrix.errors import FAULTS, MatrixError
from bot.platforms.matrix.identity import Standing, published_keys, read_identity, standing
from bot.platforms.matrix.session import RESET, Session, SessionError, open_client, read_session
from bot.platforms.matrix.settings import MatrixSettings
from bot.platforms.matrix.translation import mapping, string

STANDINGS = {
    Standing.SOUND: "the device is signed by the account's own identity",
    Standing.UNPUBLISHED: "no identity is published yet; the service does it when it runs",
    Standing.UNSIGNED: "the identity is ours, but has not signed this device; the service does it when it runs",
    Standing.FOREIGN: (
        "the account has an identity made elsewhere (say, in Element). Others will see this device as unverified. "
        f"Verify it from there, or replace that identity with `{RESET} --identity`"
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    is_sound: bool
    words: str


async def examine(settings: MatrixSettings) -> AsyncIterator[Finding]:
    """Each finding as soon as it is known; later ones are left out when an earlier one makes them pointless."""
    session = _session(settings)
    if isinstance(session, Finding):
        yield session
        return
    yield Finding("session", True, f"{session.user_id} on device {session.device_id}")
    try:
        client, _ = await open_client(settings, ran_before=True)
    except (SessionError, *FAULTS) as error:
        yield Finding("homeserver", False, str(error) or type(error).__name__)
        return
    try:
        async for finding in _with_client(client, session, settings):
            yield finding
    except FAULTS as error:
        yield Finding("homeserver", False, str(error) or type(error).__name__)
    finally:
        await client.close()
        client.store.database.close()


def _session(settings: MatrixSettings) -> Session | Finding:
    try:
        session = read_session(settings, ran_before=False)
    except SessionError as error:
        return Finding("session", False, str(error))
    return session or Finding("session", False, "not logged in yet; the service does it when it runs")


async def _with_client(client: MatrixClient, session: Session, settings: MatrixSettings) -> AsyncIterator[Finding]:
    yield Finding("homeserver", True, f"{session.homeserver} knows us")
    keys = await published_keys(client)
    yield _device(client, keys)
    found = standing(read_identity(settings), keys, client.user_id)
    yield Finding("identity", found is Standing.SOUND, STANDINGS[found])
    if settings.staff_room:
        yield await _staff_room(client, settings.staff_room)


def _device(client: MatrixClient, keys: dict[str, Any]) -> Finding:
    """Whether the homeserver tells others the same keys that are stored here."""
    told = mapping(keys["device"], "keys").get(f"ed25519:{client.device_id}")
    if told is None:
        return Finding("keys", False, "not published yet; the service does it when it runs")
    if told != client.olm.account.identity_keys["ed25519"]:
        return Finding("keys", False, f"the homeserver knows other keys than those stored here; `{RESET}`")
    return Finding("keys", True, "the stored keys are those the homeserver tells others")


async def _staff_room(client: MatrixClient, room_id: str) -> Finding:
    path = f"/rooms/{quoted(room_id)}"
    try:
        members = await client.request("GET", f"{path}/joined_members")
    except MatrixError as error:
        return Finding("staff room", False, f"we are not in {room_id} ({error}); invite the bot there")
    try:
        encryption = await client.request("GET", f"{path}/state/m.room.encryption/")
    except MatrixError:
        return Finding("staff room", False, f"{room_id} is not encrypted; turn encryption on in its settings")
    count = len(mapping(members, "joined")) - 1
    return Finding("staff room", True, f"{room_id}, {string(encryption, 'algorithm')}, {count} members besides us")
