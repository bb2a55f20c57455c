"""Blocked, gone, faults, an outage: exactly who is gone is struck off, everybody else hears once, or it has expired."""

from collections import Counter

from bot.store.database import Database
from knowledge.library import Library
from tests.delivery.senders import Clock
from tests.delivery.weather import address, event_on, open_office

READERS = 1_000


async def test_exactly_those_who_are_gone_lose_their_subscription_and_everybody_else_hears_once(
    database: Database, library: Library, clock: Clock
) -> None:
    office = await open_office(database, library, clock, event_on(clock, days=10), readers=READERS)
    await office.live(hours=1.5)
    everybody = {address(number) for number in range(1, READERS + 1)}
    assert office.weather.arrived == Counter(everybody - office.weather.gone.keys())
    assert await office.subscribers() == everybody - office.weather.gone.keys()
    assert await office.report() == {"sent": READERS - len(office.weather.gone), "blocked": len(office.weather.gone)}


async def test_an_outage_pauses_the_run_instead_of_trying_everybody_in_vain(
    database: Database, library: Library, clock: Clock
) -> None:
    office = await open_office(database, library, clock, event_on(clock, days=10), readers=READERS)
    await office.live(hours=1)
    assert office.weather.is_away
    heard = len(office.weather.arrived)
    assert 0 < heard < READERS
    assert office.weather.calls_while_away < 100  # about one a minute
    await office.live(hours=0.5)
    assert len(office.weather.arrived) == READERS - len(office.weather.gone)


async def test_what_expired_during_an_outage_is_not_sent_afterwards(
    database: Database, library: Library, clock: Clock
) -> None:
    office = await open_office(database, library, clock, event_on(clock, minutes=30), readers=READERS)
    await office.live(hours=1.2)
    report = await office.report()
    assert set(report) == {"sent", "blocked", "expired"}
    assert sum(report.values()) == READERS
    assert report["sent"] == len(office.weather.arrived) < READERS
    assert len(await office.subscribers()) == READERS - report["blocked"]
