"""Our cross-signing identity: master key → self-signing key → this device, so that others see a verified device."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

import structlog
from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bot.platforms.matrix.client import MatrixClient
from bot.platforms.matrix.errors import MatrixError
from bot.platforms.matrix.session import RESET, SessionError, write_whole
from bot.platforms.matrix.settings import MatrixSettings
from bot.platforms.matrix.translation import mapping

log = structlog.get_logger()
Signed = dict[str, Any]


class Standing(StrEnum):
    """How our device stands with the account's identity on the homeserver."""

    SOUND = "sound"  # the identity is ours, and it signed this device
    UNPUBLISHED = "unpublished"  # there is no identity on the homeserver
    UNSIGNED = "unsigned"  # the identity is ours, but has not signed this device
    FOREIGN = "foreign"  # the account has an identity whose keys we do not have


@dataclass(frozen=True, slots=True)
class Identity:
    """The three private keys, as unpadded base64 of their 32 bytes."""

    master: str
    self_signing: str
    user_signing: str

    @classmethod
    def make(cls) -> Self:
        """A new identity."""
        return cls(*(_base64(Ed25519PrivateKey.generate().private_bytes_raw()) for _ in range(3)))

    def public(self, usage: str) -> str:
        """The public half of a key, as unpadded base64; it is also the key's name."""
        return _base64(_private(getattr(self, usage)).public_key().public_bytes_raw())

    def as_published(self, user_id: str) -> dict[str, Signed]:
        """The public keys as the homeserver wants them, the lower two signed by the master key."""
        keys = {}
        for usage in ("master", "self_signing", "user_signing"):
            key = self.public(usage)
            published: Signed = {"user_id": user_id, "usage": [usage], "keys": {f"ed25519:{key}": key}}
            keys[f"{usage}_key"] = published if usage == "master" else self.sign(published, user_id, "master")
        return keys

    def sign(self, content: Mapping[str, Any], user_id: str, usage: str) -> Signed:
        """The content with our signature beside those it has."""
        signature = _base64(_private(getattr(self, usage)).sign(canonical(content)))
        mine = {**mapping(mapping(content, "signatures"), user_id), f"ed25519:{self.public(usage)}": signature}
        return {**content, "signatures": {**mapping(content, "signatures"), user_id: mine}}


def read_identity(settings: MatrixSettings) -> Identity | None:
    """The stored identity, None when there is none; raises SessionError when the secret does not open it."""
    path = settings.identity_path
    if not path.exists():
        return None
    try:
        opened = _box(settings).decrypt(json.loads(path.read_text("utf-8"))["sealed"])
    except InvalidToken as error:
        raise SessionError(
            f"LOTSE_SECRET_KEY: {path} was encrypted with another secret. Put the old secret back, "
            f"or start anew with `{RESET}`."
        ) from error
    return Identity(**json.loads(opened))


def keep_identity(settings: MatrixSettings, identity: Identity) -> None:
    """Store the private keys, encrypted, before anybody hears of the public ones."""
    write_whole(
        settings.identity_path, {"sealed": _box(settings).encrypt(json.dumps(asdict(identity)).encode()).decode()}
    )


async def published_keys(client: MatrixClient) -> dict[str, Any]:
    """What the homeserver tells everybody about our account: master, self-signing and device keys."""
    answer = await client.request("POST", "/keys/query", {"device_keys": {client.user_id: []}})
    user = client.user_id
    return {
        "master": mapping(mapping(answer, "master_keys"), user),
        "self_signing": mapping(mapping(answer, "self_signing_keys"), user),
        "device": mapping(mapping(mapping(answer, "device_keys"), user), client.device_id),
    }


def standing(identity: Identity | None, keys: Mapping[str, Any], user_id: str) -> Standing:
    """How things stand, by the published keys."""
    if not keys["master"]:
        return Standing.UNPUBLISHED
    if identity is None or set(keys["master"].get("keys", {}).values()) != {identity.public("master")}:
        return Standing.FOREIGN
    signed = is_signed(keys["device"], user_id, identity.public("self_signing"))
    return Standing.SOUND if signed else Standing.UNSIGNED


async def ensure_identity(client: MatrixClient, settings: MatrixSettings) -> Standing:
    """Make, publish and sign whatever is missing; an identity that is not ours is left alone.

    Raises MatrixError or aiohttp's errors; everything done so far is found again at the next start.
    """
    identity, keys = read_identity(settings), await published_keys(client)
    found = standing(identity, keys, client.user_id)
    if found is Standing.FOREIGN:
        log.warning("the account has a cross-signing identity of another program; see `python -m bot matrix doctor`")
        return found
    if identity is None:
        identity = Identity.make()
        keep_identity(settings, identity)
    if found is Standing.UNPUBLISHED:
        await publish(client, settings, identity)
        keys = await published_keys(client)
    if not is_signed(keys["device"], client.user_id, identity.public("self_signing")):
        await _sign_device(client, identity, keys)
        log.info("device signed", device=client.device_id)
    return Standing.SOUND


async def publish(client: MatrixClient, settings: MatrixSettings, identity: Identity) -> None:
    """Upload the public keys, with the password where the homeserver asks for it."""
    keys = identity.as_published(client.user_id)
    path = "/keys/device_signing/upload"
    try:
        await client.request("POST", path, keys)
    except MatrixError as error:
        if error.status != 401 or "flows" not in error.body:
            raise
        auth = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": client.user_id},
            "password": settings.password,
            "session": error.body.get("session"),
        }
        await client.request("POST", path, keys | {"auth": auth})


async def _sign_device(client: MatrixClient, identity: Identity, keys: Mapping[str, Any]) -> None:
    """The self-signing key vouches for the device, and the device for the master key."""
    user, device_id = client.user_id, client.device_id
    device = {name: keys["device"][name] for name in ("algorithms", "device_id", "keys", "user_id")}
    if device["keys"].get(f"ed25519:{device_id}") != client.olm.account.identity_keys["ed25519"]:
        raise SessionError(
            f"LOTSE_DATA_DIR: the homeserver knows other keys for device {device_id} than those stored here: the "
            f"folder is an old copy, or another program uses the same device. Start anew with `{RESET}`."
        )
    master = identity.as_published(user)["master_key"]
    master["signatures"] = {user: {f"ed25519:{device_id}": client.olm.sign_json(dict(master))}}
    signed = {device_id: identity.sign(device, user, "self_signing"), identity.public("master"): master}
    answer = await client.request("POST", "/keys/signatures/upload", {user: signed})
    if failures := answer.get("failures"):
        raise MatrixError(400, "M_INVALID_SIGNATURE", f"refused for {sorted(failures)}")


def is_signed(content: Mapping[str, Any], user_id: str, public_key: str) -> bool:
    """Whether `content` carries a signature of this key that holds."""
    signature = mapping(mapping(content, "signatures"), user_id).get(f"ed25519:{public_key}")
    if not isinstance(signature, str):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(public_key)).verify(_bytes(signature), canonical(content))
    except (InvalidSignature, ValueError):
        return False
    return True


def canonical(content: Mapping[str, Any]) -> bytes:
    """What is signed: canonical JSON without signatures and what servers add."""
    bare = {name: value for name, value in content.items() if name not in ("signatures", "unsigned")}
    return json.dumps(bare, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _box(settings: MatrixSettings) -> Fernet:
    key = hmac.new(settings.pickle_key.encode(), b"matrix cross-signing", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _private(key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_bytes(key))


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4))
