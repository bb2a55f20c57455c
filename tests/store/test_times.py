"""A moment goes in with its zone and comes out in UTC, on every database."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError
from sqlmodel import select

from bot.store.database import Database
from bot.store.models import ChatRow, LeaseRow

SUMMER_NIGHT = datetime(2026, 7, 1, 0, 30, 0, 123456, tzinfo=ZoneInfo("Europe/Berlin"))


async def _round_trip(database: Database, moment: datetime) -> datetime:
    async with database.writing() as session:
        session.add(LeaseRow(name="clock", holder="me", until=moment))
    async with database.reading() as session:
        return (await session.exec(select(LeaseRow.until))).one()


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        SUMMER_NIGHT,
        datetime(2024, 2, 29, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-11))),
    ],
)
async def test_a_moment_comes_back_as_the_same_moment_in_utc(database: Database, moment: datetime) -> None:
    found = await _round_trip(database, moment)
    assert found == moment
    assert found.utcoffset() == timedelta(0)


async def test_a_naive_time_is_refused_and_nothing_is_stored(database: Database) -> None:
    with pytest.raises(StatementError, match="naive time"):
        await _round_trip(database, datetime(2026, 3, 2, 9, 0))
    async with database.reading() as session:
        assert (await session.exec(select(LeaseRow))).all() == []


async def test_no_time_stays_no_time_and_later_is_more_than_earlier(database: Database) -> None:
    early, late = SUMMER_NIGHT.astimezone(UTC), SUMMER_NIGHT + timedelta(microseconds=1)
    async with database.writing() as session:
        session.add(ChatRow(platform="web", address="a", first_seen=early, last_seen=early))
        session.add(ChatRow(platform="web", address="b", first_seen=early, last_seen=late))
    async with database.reading() as session:
        after = await session.exec(select(ChatRow.address).where(ChatRow.last_seen > SUMMER_NIGHT))
        assert after.all() == ["b"]
