"""Only one process holds a lease, and its silence lets the next one take over."""

import asyncio

from bot.store.database import Database
from bot.store.leases import LEASE_SECONDS, Leases
from tests.store.scenes import NOW, later


async def test_of_ten_processes_that_ask_at_once_one_gets_the_lease(database: Database) -> None:
    processes = [Leases(database, f"host:{number}") for number in range(10)]
    got = await asyncio.gather(*(leases.hold("clock", NOW) for leases in processes))
    assert sum(got) == 1


async def test_the_holder_renews_and_the_others_wait(database: Database) -> None:
    mine, other = Leases(database, "mine"), Leases(database, "other")
    assert await mine.hold("clock", NOW)
    assert await mine.hold("clock", later(seconds=LEASE_SECONDS - 1))
    assert not await other.hold("clock", later(seconds=LEASE_SECONDS + 1))


async def test_a_silent_holder_loses_the_lease_and_notices(database: Database) -> None:
    mine, other = Leases(database, "mine"), Leases(database, "other")
    assert await mine.hold("clock", NOW)
    assert not await other.hold("clock", later(seconds=LEASE_SECONDS))
    assert await other.hold("clock", later(seconds=LEASE_SECONDS + 0.1))
    assert not await mine.hold("clock", later(seconds=LEASE_SECONDS + 0.2))


async def test_a_lease_given_back_is_free_at_once_and_only_its_holder_can_give_it_back(database: Database) -> None:
    mine, other = Leases(database, "mine"), Leases(database, "other")
    assert await mine.hold("clock", NOW)
    await other.let_go("clock")
    assert not await other.hold("clock", NOW)
    await mine.let_go("clock")
    assert await other.hold("clock", NOW)


async def test_leases_of_different_names_do_not_meet(database: Database) -> None:
    assert await Leases(database, "mine").hold("clock", NOW)
    assert await Leases(database, "other").hold("delivery:web", NOW)
