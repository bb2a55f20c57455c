"""Counts add up per day, platform and topic, and name nobody."""

import asyncio
from collections import Counter

from bot.store.database import Database
from bot.store.models import TallyRow
from bot.store.tally import DayTally, TallyKey, add_counts
from tests.store.scenes import NOW, later, rows


async def test_counts_add_up_even_at_the_same_time(database: Database) -> None:
    async def count(what: str, topic: str, days: int) -> None:
        async with database.writing() as session:
            counts: Counter[TallyKey] = Counter()
            await DayTally(counts, "web", later(days=days)).count(what, topic)
            await add_counts(session, counts)

    happened = [("answered", "was-ist-ki", 0)] * 10 + [("answered", "ki-agenten", 0), ("none", "", 0), ("none", "", 1)]
    await asyncio.gather(*(count(*each) for each in happened))
    counted = {(row.what, row.topic, (row.day - NOW.date()).days): row.count for row in await rows(database, TallyRow)}
    assert counted == Counter(happened)


async def test_platforms_are_counted_apart_and_one_turn_may_count_more_than_once(database: Database) -> None:
    counts: Counter[TallyKey] = Counter()
    async with database.writing() as session:
        for platform in ("web", "telegram", "web"):
            await DayTally(counts, platform, NOW).count("question")
        await add_counts(session, counts)
    assert {row.platform: row.count for row in await rows(database, TallyRow)} == {"web": 2, "telegram": 1}
