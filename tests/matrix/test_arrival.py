"""When messages come at the wrong time: before our first start, before their key, or never readable at all."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bot.house import open_house, open_searcher
from bot.platforms.matrix.platform import open_matrix
from bot.platforms.matrix.settings import MatrixSettings
from bot.store.database import Database
from bot.store.leases import Leases
from bot.store.times import utc_now
from knowledge.loading import load
from tests.fixtures_knowledge import learn
from tests.matrix.office import Office, open_office
from tests.matrix.people import PASSWORD, Person, body
from tests.matrix.synapse import Synapse

SECRET = "k" * 32
OLM = "m.olm.v1.curve25519-aes-sha2"


@pytest.fixture
def quiet_office(synapse: Synapse, tmp_path: Path) -> Office:
    """An office whose service was never started."""
    return open_office(synapse, tmp_path)


@asynccontextmanager
async def running(office: Office, **settings: Any) -> AsyncIterator[None]:
    """The platform in this process, with settings of our own."""
    database = Database(f"sqlite:///{office.data / 'lotse.db'}")
    ours = MatrixSettings(
        office.synapse.url, office.bot, PASSWORD, office.data / "matrix", SECRET, office.room, **settings
    )
    matrix = open_matrix(ours, database=database, files={}, now=utc_now)
    library = load()
    searcher = open_searcher(library, cache_dir=learn(library, meaning=False), background=True, meaning=False)
    house = await open_house(
        database,
        library=library,
        searcher=searcher,
        staff_rooms=matrix.staff_rooms,
        senders=[(matrix.sender, None)],
    )
    leases = Leases(database, "test")
    jobs = [deliverer.run(leases) for deliverer in house.deliverers] + [matrix.run(house.dispatcher, leases)]
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        await database.dispose()
        assert all(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes), outcomes


def joins(office: Office, room: str) -> None:
    """The bot's account comes into a room by another client, before the service exists."""
    address = f"{office.synapse.url}/_matrix/client/v3"
    login = {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": office.bot}, "password": PASSWORD}
    token = httpx.post(f"{address}/login", json=login).json()["access_token"]
    answer = httpx.post(f"{address}/join/{room}", json={}, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == httpx.codes.OK, answer.text


async def test_what_was_written_before_the_first_start_is_never_answered(quiet_office: Office) -> None:
    async with quiet_office.newcomer() as old, quiet_office.newcomer() as invited:
        for one in (old, invited):
            made = await one.client.room_create(is_direct=True, invite=[quiet_office.bot])
            one.room = made.room_id
            await one.says("/status KI-N1111")
        joins(quiet_office, old.room)
        await old.says("/status KI-N2222")
        async with running(quiet_office):
            for one in (invited, old):  # who was only invited sees the service arrive
                await one.until(lambda one=one: quiet_office.bot in one.members())  # type: ignore[misc]
                await one.says("/status KI-N3333")
                [answer] = await one.hears()
                assert "N3333" in body(answer)
        async with running(quiet_office):
            await old.says("/status KI-N4444")
            [answer] = await old.hears()
            assert "N4444" in body(answer)


async def test_a_message_before_its_key_is_answered_when_the_key_comes(quiet_office: Office) -> None:
    async with running(quiet_office), quiet_office.citizen() as citizen:
        await citizen.says("Hallo")
        await citizen.hears()
        withheld = withhold_key(citizen)
        await citizen.says("/status KI-N1234")
        await asyncio.sleep(1)
        assert citizen.heard == []
        await hand_over(citizen, withheld)
        await citizen.hears_text("N1234")


async def test_a_kept_message_survives_a_restart(quiet_office: Office) -> None:
    async with quiet_office.newcomer() as citizen:
        async with running(quiet_office):
            await citizen.opens_chat()
            await citizen.says("Hallo")
            await citizen.hears()
            withheld = withhold_key(citizen)
            await citizen.says("/status KI-N1234")
            await asyncio.sleep(1)
        await hand_over(citizen, withheld)
        async with running(quiet_office):
            await citizen.hears_text("N1234")


async def test_rubbish_from_one_device_does_not_cost_others_their_keys(quiet_office: Office) -> None:
    async with quiet_office.newcomer() as citizen:
        async with running(quiet_office):
            await citizen.opens_chat()
            await citizen.says("Hallo")
            await citizen.hears()
        withheld = withhold_key(citizen)
        [bot_device] = citizen.client.device_store.active_user_devices(quiet_office.bot)
        for body_of_it in ("", "?", "AAAA", "A" * 60):
            for kind in (0, 1, 7):
                ciphertext = {bot_device.curve25519: {"type": kind, "body": body_of_it}}
                rubbish = {"algorithm": OLM, "sender_key": bot_device.curve25519, "ciphertext": ciphertext}
                await hand_over(citizen, [{"messages": {quiet_office.bot: {bot_device.id: rubbish}}}])
        await hand_over(citizen, withheld)
        await citizen.says("/status KI-N1234")
        async with running(quiet_office):
            await citizen.hears_text("N1234")


async def test_who_cannot_be_read_is_told_once_and_only_after_a_while(quiet_office: Office) -> None:
    async with running(quiet_office, hint_after=timedelta(seconds=1)), quiet_office.citizen() as citizen:
        await citizen.says("Hallo")
        await citizen.hears()
        withhold_key(citizen)
        await citizen.says("/status KI-N1234")
        await citizen.says("/status KI-N1235")
        hint = await citizen.hears()
        assert body(hint[0])
        await asyncio.sleep(1.5)
        assert citizen.heard == []


async def test_only_people_of_welcome_servers_are_joined(quiet_office: Office) -> None:
    async with running(quiet_office, servers=("example.org",)), quiet_office.newcomer() as stranger:
        await stranger.client.room_create(is_direct=True, invite=[quiet_office.bot])
        made = await stranger.client.room_create(is_direct=True, invite=[quiet_office.bot])
        stranger.room = made.room_id
        await stranger.until(lambda: quiet_office.bot not in stranger.members_and_invited())
        assert quiet_office.bot not in stranger.members()


async def test_no_more_rooms_in_an_hour_than_allowed(quiet_office: Office) -> None:
    async with running(quiet_office, invites_per_hour=2), quiet_office.newcomer() as eager:
        await eager.opens_chat()  # the staff room was the first
        made = await eager.client.room_create(is_direct=True, invite=[quiet_office.bot])
        eager.room = made.room_id
        await asyncio.sleep(2)
        assert quiet_office.bot not in eager.members()


def withhold_key(person: Person) -> list[dict[str, Any]]:
    """Make the person's client use a new key without telling it; returns what would have told it."""
    client, room = person.client, person.client.rooms[person.room]
    client.invalidate_outbound_session(person.room)
    told = client.olm.share_group_session_parallel(person.room, list(room.users), ignore_unverified_devices=True)
    messages = [message for _, message in told]
    client.olm.outbound_group_sessions[person.room].shared = True
    return messages


async def hand_over(person: Person, withheld: list[dict[str, Any]]) -> None:
    """Tell the key at last."""
    for message in withheld:
        path = f"/_matrix/client/v3/sendToDevice/m.room.encrypted/{uuid4()}"
        headers = {"Authorization": f"Bearer {person.client.access_token}"}
        (await person.client.send("PUT", path, json.dumps(message), headers)).close()
