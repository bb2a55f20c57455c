"""Verification in a room, as Element does it, against an initiator written from the specification."""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from vodozemac import Curve25519PublicKey, EstablishedSas, Sas

from bot.platforms.matrix.sas import SasError, Side, Verification
from tests.matrix.office import Office

METHODS = {
    "method": "m.sas.v1",
    "key_agreement_protocols": ["curve25519-hkdf-sha256"],
    "hashes": ["sha256"],
    "message_authentication_codes": ["hkdf-hmac-sha256.v2", "hkdf-hmac-sha256"],
    "short_authentication_string": ["emoji", "decimal"],
}
BOT = Side("@bot:x", "BOT", {"ed25519:BOT": "device key", "ed25519:MASTER": "master key"})
VERA = Side("@vera:x", "VERA", {"ed25519:VERA": "her key"})


@dataclass(slots=True)
class Initiator:
    """The side that starts; its steps return what is sent next."""

    us: Side
    them: Side
    transaction: str
    sas: Sas = field(default_factory=Sas)
    established: EstablishedSas | None = None
    accepted: dict[str, Any] = field(default_factory=dict)

    def start(self, extra: dict[str, Any] | None = None) -> dict[str, Any]:
        return METHODS | {"from_device": self.us.device} | (extra or {})

    def key(self) -> dict[str, Any]:
        return {"key": self.sas.public_key.to_base64()}

    def take_key(self, content: dict[str, Any], start: dict[str, Any]) -> tuple[int, ...]:
        """Check their promise and compute the numbers to compare."""
        canonical = json.dumps(start, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        promised = hashlib.sha256((content["key"] + canonical).encode()).digest()
        assert self.accepted["commitment"] == base64.b64encode(promised).decode().rstrip("=")
        self.established = self.sas.diffie_hellman(Curve25519PublicKey.from_base64(content["key"]))
        ours = f"{self.us.user}|{self.us.device}|{self.sas.public_key.to_base64()}"
        theirs = f"{self.them.user}|{self.them.device}|{content['key']}"
        code = self.established.bytes(f"MATRIX_KEY_VERIFICATION_SAS|{ours}|{theirs}|{self.transaction}")
        return tuple(code.decimals)

    def mac(self) -> dict[str, Any]:
        return self._macs(self.us, self.them, self.us.keys)

    def check_mac(self, content: dict[str, Any]) -> None:
        assert {"mac": content["mac"], "keys": content["keys"]} == self._macs(self.them, self.us, self.them.keys)

    def _macs(self, sender: Side, receiver: Side, keys: Any) -> dict[str, Any]:
        assert self.established is not None
        parties = f"{sender.user}{sender.device}{receiver.user}{receiver.device}"
        info = f"MATRIX_KEY_VERIFICATION_MAC{parties}{self.transaction}"
        mac = {key: self.established.calculate_mac(value, info + key) for key, value in keys.items()}
        return {"mac": mac, "keys": self.established.calculate_mac(",".join(sorted(mac)), info + "KEY_IDS")}


def pair() -> tuple[Initiator, Verification]:
    return Initiator(VERA, BOT, "$t"), Verification("$t", BOT, VERA)


def up_to_keys(vera: Initiator, bot: Verification) -> None:
    start = vera.start()
    [(_, vera.accepted)] = list(bot.started(start))
    (_, key), (_, mac) = list(bot.key_came(vera.key()))
    assert vera.take_key(key, start) == bot.numbers
    vera.check_mac(mac)
    assert len(bot.emoji) == 7


def test_both_sides_see_the_same_and_prove_their_keys() -> None:
    vera, bot = pair()
    assert next(iter(bot.requested({"methods": ["m.qr_code.scan.v1", "m.sas.v1"]})))[0] == "ready"
    up_to_keys(vera, bot)
    assert list(bot.mac_came(vera.mac())) == [("done", {})]
    assert bot.is_done


def without(content: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key != name}


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (lambda vera, bot: bot.requested({"methods": ["m.other"]}), "m.unknown_method"),
        (lambda vera, bot: bot.started(without(vera.start(), "hashes")), "m.unknown_method"),
        (lambda vera, bot: bot.started(vera.start() | {"message_authentication_codes": 1}), "m.unknown_method"),
        (lambda vera, bot: bot.key_came({"key": "no key"}), "m.invalid_message"),
        (lambda vera, bot: bot.mac_came({"mac": {"ed25519:VERA": "x"}, "keys": "x"}), "m.unexpected_message"),
    ],
)
def test_what_cannot_go_on_is_cancelled_with_its_code(step: Callable[..., Any], code: str) -> None:
    with pytest.raises(SasError) as refused:
        list(step(*pair()))
    assert refused.value.code == code


@pytest.mark.parametrize("spoilt", ["mac", "keys"])
def test_keys_that_are_not_proved_are_not_trusted(spoilt: str) -> None:
    vera, bot = pair()
    up_to_keys(vera, bot)
    content = vera.mac()
    content[spoilt] = {"ed25519:VERA": "AAAA"} if spoilt == "mac" else "AAAA"
    with pytest.raises(SasError, match="key_mismatch"):
        list(bot.mac_came(content))
    assert not bot.is_done


async def test_a_colleague_verifies_the_identity_in_the_encrypted_staff_room(office: Office) -> None:
    async with office.colleague("vera") as vera:
        client, keys = vera.client, office.head.published_keys(office.bot)
        [device] = keys["device_keys"][office.bot].values()
        [master] = keys["master_keys"][office.bot]["keys"].values()
        own = f"ed25519:{device['device_id']}"
        theirs = {own: device["keys"][own], f"ed25519:{master}": master}
        request = {"from_device": client.device_id, "methods": ["m.sas.v1"], "to": office.bot, "body": "?"}
        asked = await vera.sends({"msgtype": "m.key.verification.request"} | request)
        ours = {f"ed25519:{client.device_id}": client.olm.account.identity_keys["ed25519"]}
        us = Side(client.user_id, client.device_id, ours)
        initiator = Initiator(us, Side(office.bot, device["device_id"], theirs), asked)
        relation = {"m.relates_to": {"rel_type": "m.reference", "event_id": asked}}
        await vera.hears_step("ready")
        start = initiator.start(relation)
        await vera.sends(start, "m.key.verification.start")
        initiator.accepted = await vera.hears_step("accept")
        await vera.sends(initiator.key() | relation, "m.key.verification.key")
        numbers = initiator.take_key(await vera.hears_step("key"), start)
        initiator.check_mac(await vera.hears_step("mac"))
        await vera.sends(initiator.mac() | relation, "m.key.verification.mac")
        await vera.hears_step("done")
        assert f"numbers='{' '.join(map(str, numbers))}'" in office.log()
        await vera.sends(relation, "m.key.verification.done")
