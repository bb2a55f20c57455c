"""Interactive verification by emoji, the answering side, as a state machine: what comes in → what goes out.

Matrix client-server API, "Short Authentication String (SAS) verification", method m.sas.v1.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nio.crypto import Sas as NioSas
from vodozemac import Curve25519PublicKey, EstablishedSas, Sas

from bot.platforms.matrix.identity import canonical
from bot.platforms.matrix.translation import mapping, string

METHOD, AGREEMENT, HASH = "m.sas.v1", "curve25519-hkdf-sha256", "sha256"
# The older name is offered alone by nio only, which computes what the newer one means, and writes hashes in hex.
MACS = ("hkdf-hmac-sha256.v2", NIO_MAC := "hkdf-hmac-sha256")
PREFIX = "m.key.verification."
Outgoing = tuple[str, dict[str, Any]]  # what follows the prefix, and the content without transaction id or relation


class SasError(Exception):
    """The verification cannot go on; `code` is Matrix' own."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: user, device, and the public keys that shall be trusted, by their ids (`ed25519:…`)."""

    user: str
    device: str
    keys: Mapping[str, str]


@dataclass(slots=True)
class Verification:
    """One verification; `emoji` are there once both keys are, `is_done` once the other side's keys are proved."""

    transaction: str
    ours: Side
    theirs: Side
    emoji: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    is_done: bool = False
    _sas: Sas = field(default_factory=Sas)
    _established: EstablishedSas | None = None

    def requested(self, content: Mapping[str, Any]) -> Iterator[Outgoing]:
        """They ask whether we can."""
        if METHOD not in _strings(content, "methods"):
            raise SasError("m.unknown_method")
        yield "ready", {"from_device": self.ours.device, "methods": [METHOD]}

    def started(self, content: Mapping[str, Any]) -> Iterator[Outgoing]:
        """They propose how; we commit to our key before we see theirs."""
        mac = next((mac for mac in MACS if mac in _strings(content, "message_authentication_codes")), None)
        known = AGREEMENT in _strings(content, "key_agreement_protocols") and HASH in _strings(content, "hashes")
        if string(content, "method") != METHOD or mac is None or not known:
            raise SasError("m.unknown_method")
        promised = hashlib.sha256(self._sas.public_key.to_base64().encode() + canonical(content))
        unpadded = base64.b64encode(promised.digest()).decode().rstrip("=")
        yield (
            "accept",
            {
                "method": METHOD,
                "key_agreement_protocol": AGREEMENT,
                "hash": HASH,
                "message_authentication_code": mac,
                "short_authentication_string": ["emoji", "decimal"],
                "commitment": promised.hexdigest() if mac == NIO_MAC else unpadded,
            },
        )

    def key_came(self, content: Mapping[str, Any]) -> Iterator[Outgoing]:
        """Both keys are known now: the emoji follow from them. We are no person, so we vouch for our keys at once."""
        their_key = string(content, "key")
        if self._established is not None:
            raise SasError("m.unexpected_message")
        try:
            self._established = self._sas.diffie_hellman(Curve25519PublicKey.from_base64(their_key))
        except ValueError as error:
            raise SasError("m.invalid_message") from error
        our_key = self._sas.public_key.to_base64()
        parties = (self.theirs.user, self.theirs.device, their_key, self.ours.user, self.ours.device, our_key)
        code = self._established.bytes("|".join(("MATRIX_KEY_VERIFICATION_SAS", *parties, self.transaction)))
        self.emoji = tuple(" ".join(NioSas.emoji[index]) for index in code.emoji_indices)
        self.numbers = tuple(code.decimals)
        yield "key", {"key": our_key}
        yield "mac", self._our_macs(self._established)

    def mac_came(self, content: Mapping[str, Any]) -> Iterator[Outgoing]:
        """They vouch for their keys: only after a person there saw the same emoji."""
        macs = {key: value for key, value in mapping(content, "mac").items() if isinstance(value, str)}
        if self._established is None or f"ed25519:{self.theirs.device}" not in macs:
            raise SasError("m.unexpected_message")
        info = self._mac_info(self.theirs, self.ours)
        expected = {key: self._established.calculate_mac(self.theirs.keys.get(key, ""), info + key) for key in macs}
        all_keys = self._established.calculate_mac(",".join(sorted(macs)), info + "KEY_IDS")
        known = {key: mac for key, mac in macs.items() if key in self.theirs.keys}
        if string(content, "keys") != all_keys or any(expected[key] != mac for key, mac in known.items()):
            raise SasError("m.key_mismatch")
        self.is_done = True
        yield "done", {}

    def _our_macs(self, established: EstablishedSas) -> dict[str, Any]:
        info, keys = self._mac_info(self.ours, self.theirs), self.ours.keys
        macs = {key: established.calculate_mac(value, info + key) for key, value in keys.items()}
        return {"mac": macs, "keys": established.calculate_mac(",".join(sorted(keys)), info + "KEY_IDS")}

    def _mac_info(self, sender: Side, receiver: Side) -> str:
        parties = (sender.user, sender.device, receiver.user, receiver.device)
        return "".join(("MATRIX_KEY_VERIFICATION_MAC", *parties, self.transaction))


def _strings(content: Mapping[str, Any], key: str) -> list[str]:
    found = content.get(key)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
