"""The device is cross-signed, as another client computes it; a start does not change it; staff can verify it."""

import base64
import json
from typing import Any

import pytest
from vodozemac import Ed25519PublicKey, Ed25519Signature, SignatureException

from bot.platforms.matrix.identity import Identity, is_signed
from tests.matrix.office import Office

USER, DEVICE = "@lotse:example.org", "ABC"


def check_signature(content: dict[str, Any], user: str, key: str) -> None:
    """As another client does it, with the library of most of them; raises unless the signature holds."""
    bare = {name: value for name, value in content.items() if name not in ("signatures", "unsigned")}
    canonical = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    signature = Ed25519Signature.from_base64(content["signatures"][user][f"ed25519:{key}"])
    Ed25519PublicKey.from_base64(key).verify_signature(canonical, signature)


def only_key(content: dict[str, Any]) -> str:
    [key] = content["keys"].values()
    return str(key)


async def _published(office: Office) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Master key, self-signing key and the bot's one device, once the device is signed."""
    async with office.citizen() as citizen:  # who talks with the bot has waited long enough
        await citizen.says("Hallo")
        await citizen.hears()
    found = office.head.published_keys(office.bot)
    [device] = found["device_keys"][office.bot].values()
    return found["master_keys"][office.bot], found["self_signing_keys"][office.bot], device


async def test_the_chain_from_master_key_to_device_holds_and_a_restart_does_not_change_it(office: Office) -> None:
    master, self_signing, device = await _published(office)
    check_signature(self_signing, office.bot, only_key(master))
    check_signature(device, office.bot, only_key(self_signing))
    with pytest.raises(SignatureException):
        check_signature(device | {"device_id": "OTHER"}, office.bot, only_key(self_signing))
    office.restart()
    assert await _published(office) == (master, self_signing, device)


async def test_a_colleague_who_starts_a_verification_sees_the_same_numbers_and_trusts_the_device(
    office: Office,
) -> None:
    async with office.colleague("vera") as vera:
        client = vera.client
        await vera.until(lambda: bool(list(client.device_store.active_user_devices(office.bot))))
        [device] = client.device_store.active_user_devices(office.bot)
        await client.start_key_verification(device)
        [sas] = client.key_verifications.values()
        await vera.until(lambda: sas.established_sas is not None)
        await client.send_to_device_messages()
        await client.confirm_short_auth_string(sas.transaction_id)
        await vera.until(lambda: client.device_store[office.bot][device.id].verified)
        await vera.until(lambda: "verification done" in office.log())
        numbers = " ".join(map(str, sas.get_decimals()))  # nio computes its emoji wrongly, its numbers rightly
        assert f"numbers='{numbers}'" in office.log()


async def test_a_stranger_cannot_verify_the_bot(office: Office) -> None:
    async with office.citizen() as citizen:
        client = citizen.client
        [device] = client.device_store.active_user_devices(office.bot)
        await client.start_key_verification(device)
        await citizen.says("Hallo")
        await citizen.hears()
        [sas] = client.key_verifications.values()
        assert sas.established_sas is None
        assert "verification refused" in office.log()


def test_a_new_identity_signs_its_lower_keys_with_its_master_key() -> None:
    identity = Identity.make()
    keys = identity.as_published(USER)
    master = identity.public("master")
    assert keys["master_key"]["keys"] == {f"ed25519:{master}": master}
    assert len(base64.b64decode(master + "=")) == 32
    for name in ("self_signing_key", "user_signing_key"):
        check_signature(keys[name], USER, master)
        assert is_signed(keys[name], USER, master)


def test_a_signature_of_another_key_or_of_other_content_does_not_hold() -> None:
    identity, other = Identity.make(), Identity.make()
    signed = identity.sign({"device_id": DEVICE}, USER, "self_signing")
    assert is_signed(signed, USER, identity.public("self_signing"))
    assert not is_signed(signed, USER, other.public("self_signing"))
    assert not is_signed(signed | {"device_id": "X"}, USER, identity.public("self_signing"))
    assert not is_signed(
        {"signatures": {USER: {f"ed25519:{other.public('master')}": "?"}}}, USER, other.public("master")
    )
