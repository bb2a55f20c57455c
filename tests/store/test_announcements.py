"""Announcements and reminders in the store, on both databases: each reader once, whatever is broken off in between."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from bot.reminding import Reminding
from bot.store.announcements import STEP, StoredAnnouncements
from bot.store.database import Database
from bot.store.models import OutboxState
from bot.store.outbox import Outbox
from bot.store.outgoing import ANNOUNCEMENT_PRIORITY, LATER_PRIORITY
from bot.store.retention import forget_old
from bot.store.subscriptions import CHOICE, REMINDER, SUBSCRIPTION, TOLD
from bot.store.tables import CHAT, OUTBOX
from handlers.announce_steps import audience_of
from handlers.events_stored import Announcement, Audience, Stage, Wording
from handlers.speech import Speech
from knowledge.library import Library
from tests.invented_events import changed_event, invented_events

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # ten o'clock on a Monday in Saxony
EVENT = "testtag-leipzig"


@pytest.fixture
def known(library: Library) -> Library:
    return replace(library, events=dict(invented_events()))


@pytest.fixture
def audience(known: Library) -> Audience:
    return audience_of(known, EVENT)


async def subscribe(database: Database, count: int, *, first: int = 1, rhythm: str = "at-once", **more: object) -> None:
    """So many readers on Telegram, every second of them in English."""
    chats = [
        {"id": at, "platform": "telegram", "account": "bot", "address": str(at), "state": {}, "first_seen": NOW,
         "last_seen": NOW}
        for at in range(first, first + count)
    ]  # fmt: skip
    rows = [
        {"chat_id": chat["id"], "rhythm": rhythm, "quiet_from": 0, "quiet_to": 0, "agreed_at": NOW, "changed_at": NOW,
         "language": "en" if int(str(chat["id"])) % 2 else "de"} | more
        for chat in chats
    ]  # fmt: skip
    async with database.writing() as session:
        connection = await session.connection()
        await connection.execute(insert(CHAT), chats)
        await connection.execute(insert(SUBSCRIPTION), rows)


async def choose(database: Database, chat_id: int, kind: str, slug: str) -> None:
    async with database.writing() as session:
        row = {"chat_id": chat_id, "kind": kind, "slug": slug}
        await (await session.connection()).execute(insert(CHOICE).values(**row))


async def draft(database: Database, audience: Audience) -> Announcement:
    async with database.writing() as session:
        stored = StoredAnnouncements(session, NOW)
        readers = sum((await stored.readers(audience)).values())
        wording = Wording("Deutsch", "English", NOW + timedelta(days=10))
        return await stored.draft(audience.event, wording, author="anna", readers=readers)


async def approve(database: Database, one: Announcement, by: str = "ben") -> bool:
    async with database.writing() as session:
        return await StoredAnnouncements(session, NOW).approve(one, by=by, readers=one.readers) is not None


async def write(database: Database, one: Announcement, audience: Audience) -> int:
    async with database.writing() as session:
        return await StoredAnnouncements(session, NOW).write(one, audience)


async def write_and_die(database: Database, one: Announcement, audience: Audience) -> None:
    """A step whose process is killed before its commit."""
    async with database.writing() as session:
        await StoredAnnouncements(session, NOW).write(one, audience)
        raise RuntimeError("killed")


async def outbox(database: Database) -> Counter[str]:
    """How many messages each address has."""
    async with database.reading() as session:
        rows = await (await session.connection()).execute(select(OUTBOX.c.address))
        return Counter(row.address for row in rows)


async def count(database: Database, table: Any) -> int:
    async with database.reading() as session:
        query = select(func.count()).select_from(table)
        return int((await (await session.connection()).execute(query)).scalar() or 0)


async def test_every_reader_gets_one_row_in_their_language(database: Database, audience: Audience) -> None:
    await subscribe(database, 5)
    one = await draft(database, audience)
    assert one.readers == 5
    assert await approve(database, one)
    assert [await write(database, one, audience) for _ in range(3)] == [5, 0, 0]
    async with database.reading() as session:
        rows = (await (await session.connection()).execute(select(OUTBOX).order_by(OUTBOX.c.id))).all()
    assert [row.payload["text"] for row in rows] == ["English", "Deutsch", "English", "Deutsch", "English"]
    assert {row.priority for row in rows} == {10}


async def test_only_those_who_asked_for_such_events_are_readers(database: Database, audience: Audience) -> None:
    await subscribe(database, 6)
    await choose(database, 1, "topics", "robotics")
    await choose(database, 2, "topics", "energy")
    await choose(database, 3, "regions", "Leipzig")
    await choose(database, 4, "regions", "Dresden")
    await choose(database, 5, "formats", "conference")
    one = await draft(database, audience)
    await approve(database, one)
    await write(database, one, audience)
    assert sorted(await outbox(database)) == ["1", "3", "6"]


async def test_a_run_broken_off_goes_on_at_the_exact_place(database: Database, audience: Audience) -> None:
    await subscribe(database, 2 * STEP + 7)
    one = await draft(database, audience)
    await approve(database, one)
    assert await write(database, one, audience) == STEP
    with pytest.raises(RuntimeError, match="killed"):
        await write_and_die(database, one, audience)
    assert [await write(database, one, audience) for _ in range(3)] == [STEP, 7, 0]
    found = await outbox(database)
    assert len(found) == 2 * STEP + 7
    assert set(found.values()) == {1}


async def test_two_processes_writing_at_once_repeat_nobody(database: Database, audience: Audience) -> None:
    await subscribe(database, STEP + 50)
    one = await draft(database, audience)
    await approve(database, one)
    await asyncio.gather(*(write(database, one, audience) for _ in range(4)))
    assert set((await outbox(database)).values()) == {1}
    assert len(await outbox(database)) == STEP + 50


async def test_of_two_approvals_one_wins(database: Database, audience: Audience) -> None:
    await subscribe(database, 1)
    one = await draft(database, audience)
    assert sorted(await asyncio.gather(approve(database, one, "ben"), approve(database, one, "cora"))) == [False, True]


async def test_who_knows_already_is_not_told_again(database: Database, audience: Audience) -> None:
    await subscribe(database, 3)
    first = await draft(database, audience)
    await approve(database, first)
    await write(database, first, audience)
    await subscribe(database, 2, first=4)
    second = await draft(database, audience)
    assert second.readers == 2
    await approve(database, second)
    await write(database, second, audience)
    assert set((await outbox(database)).values()) == {1}


async def test_a_stop_spares_those_who_were_not_written_to(database: Database, audience: Audience) -> None:
    await subscribe(database, 4)
    one = await draft(database, audience)
    await approve(database, one)
    await write(database, one, audience)
    async with database.writing() as session:
        connection = await session.connection()
        await connection.execute(update(OUTBOX).where(OUTBOX.c.address == "1").values(state=OutboxState.SENT))
    async with database.writing() as session:
        stored = StoredAnnouncements(session, NOW)
        assert await stored.stop(one.id, by="cora") == 3
        assert await stored.stop(one.id, by="cora") is None
        assert await stored.report(one.id) == {"telegram": {"sent": 1, "stopped": 3}}
    assert await write(database, one, audience) == 0


async def test_who_is_quiet_gets_it_when_the_quiet_hours_are_over(database: Database, audience: Audience) -> None:
    await subscribe(database, 1, quiet_from=9, quiet_to=13)
    await subscribe(database, 1, first=2, quiet_from=20, quiet_to=8)
    one = await draft(database, audience)
    await approve(database, one)
    await write(database, one, audience)
    async with database.reading() as session:
        query = select(OUTBOX.c.not_before, OUTBOX.c.priority).order_by(OUTBOX.c.id)
        waits = [tuple(row) for row in await (await session.connection()).execute(query)]
    assert waits == [(NOW + timedelta(hours=3), LATER_PRIORITY), (NOW, ANNOUNCEMENT_PRIORITY)]


async def test_exactly_the_blocked_lose_their_subscription(database: Database, known: Library) -> None:
    await subscribe(database, 4)
    states = {1: OutboxState.BLOCKED, 2: OutboxState.FAILED, 3: OutboxState.UNCERTAIN}
    row = {
        "platform": "telegram", "account": "bot", "payload": {}, "priority": 10, "attempts": 1, "doubts": 0,
        "not_before": NOW, "created": NOW, "changed": NOW, "error": "",
    }  # fmt: skip
    async with database.writing() as session:
        rows = [row | {"address": str(at), "state": state, "transaction_id": f"t{at}"} for at, state in states.items()]
        await (await session.connection()).execute(insert(OUTBOX), rows)
    await Reminding(database, lambda: known, Speech.load()).run(NOW)
    async with database.reading() as session:
        left = (await (await session.connection()).execute(select(SUBSCRIPTION.c.chat_id))).scalars().all()
    assert sorted(left) == [2, 3, 4]


async def test_who_comes_back_after_a_block_stays_subscribed(database: Database, known: Library) -> None:
    await subscribe(database, 1, agreed_at=NOW)
    row = {
        "platform": "telegram", "account": "bot", "address": "1", "payload": {}, "priority": 10, "attempts": 1,
        "doubts": 0, "not_before": NOW, "created": NOW, "changed": NOW - timedelta(minutes=5), "error": "",
        "state": OutboxState.BLOCKED, "transaction_id": "t1",
    }  # fmt: skip
    async with database.writing() as session:
        await (await session.connection()).execute(insert(OUTBOX).values(**row))
    await Reminding(database, lambda: known, Speech.load()).run(NOW)
    assert await count(database, SUBSCRIPTION) == 1


async def test_a_reminder_that_waits_is_not_sent_after_the_beginning(database: Database, known: Library) -> None:
    await subscribe(database, 1, rhythm="reminders")
    chore = Reminding(database, lambda: known, Speech.load())
    assert await chore.run(datetime(2026, 12, 2, 9, 0, tzinfo=UTC)) == 1
    assert await chore.run(datetime(2026, 12, 2, 9, 5, tzinfo=UTC)) == 0
    await chore.run(datetime(2026, 12, 3, 16, 1, tzinfo=UTC))
    async with database.reading() as session:
        found = (await (await session.connection()).execute(select(OUTBOX.c.state, OUTBOX.c.error))).one()
    assert tuple(found) == (OutboxState.FAILED, "expired")


async def test_a_process_that_starts_after_the_beginning_sends_no_reminder(database: Database, known: Library) -> None:
    await subscribe(database, 1, rhythm="reminders")
    chore = Reminding(database, lambda: known, Speech.load())
    assert await chore.run(datetime(2026, 12, 2, 9, 0, tzinfo=UTC)) == 1
    begins = known.events[EVENT].begins
    assert begins
    assert await Outbox(database, "telegram").take(10, begins) == []
    assert len(await Outbox(database, "telegram").take(10, begins - timedelta(seconds=1))) == 1


async def test_a_process_that_starts_too_late_announces_nothing(database: Database, audience: Audience) -> None:
    await subscribe(database, 1)
    one = await draft(database, audience)
    await approve(database, one)
    await write(database, one, audience)
    assert await Outbox(database, "telegram").take(10, one.expires_at) == []
    assert len(await Outbox(database, "telegram").take(10, one.expires_at - timedelta(seconds=1))) == 1


async def test_what_came_too_late_is_withdrawn_even_if_its_event_is_gone(database: Database, known: Library) -> None:
    await subscribe(database, 1, rhythm="reminders")
    await Reminding(database, lambda: known, Speech.load()).run(datetime(2026, 12, 2, 9, 0, tzinfo=UTC))
    nothing_left = Reminding(database, lambda: replace(known, events={}), Speech.load())
    assert await nothing_left.run(datetime(2026, 12, 24, 9, 0, tzinfo=UTC)) == 1
    async with database.reading() as session:
        found = (await (await session.connection()).execute(select(OUTBOX.c.state, OUTBOX.c.error))).one()
    assert tuple(found) == (OutboxState.FAILED, "expired")


async def test_a_change_goes_to_those_who_were_told_and_to_nobody_else(database: Database, known: Library) -> None:
    await subscribe(database, 3)
    async with database.writing() as session:
        connection = await session.connection()
        await connection.execute(insert(TOLD).values(chat_id=1, event=EVENT, what="news", at=NOW))
        await connection.execute(insert(REMINDER).values(chat_id=2, event=EVENT, language="de", agreed_at=NOW))
    moved = {"status": "moved", "sequence": 1, "starts": "2026-12-10"}
    events = {**known.events, EVENT: changed_event(known.events[EVENT], moved)}
    chore = Reminding(database, lambda: replace(known, events=events), Speech.load())
    assert [await chore.run(NOW), await chore.run(NOW + timedelta(minutes=5))] == [2, 0]
    assert sorted(await outbox(database)) == ["1", "2"]


async def test_silent_subscribers_are_not_forgotten(database: Database) -> None:
    await subscribe(database, 1)
    await forget_old(database, retention_days=90, now=NOW + timedelta(days=400))
    assert await count(database, SUBSCRIPTION) == 1


async def told(database: Database) -> list[int]:
    """Who counts as having heard of an event."""
    async with database.reading() as session:
        query = select(TOLD.c.chat_id).where(TOLD.c.what == "news").order_by(TOLD.c.chat_id)
        return list((await (await session.connection()).execute(query)).scalars())


async def ends_as(database: Database, address: str, state: OutboxState) -> None:
    """A message came to an end."""
    async with database.writing() as session:
        connection = await session.connection()
        await connection.execute(update(OUTBOX).where(OUTBOX.c.address == address).values(state=state))


async def test_whom_it_did_not_reach_does_not_count_as_told(database: Database, audience: Audience) -> None:
    await subscribe(database, 5)
    one = await draft(database, audience)
    await approve(database, one)
    assert await write(database, one, audience) == 5
    assert await told(database) == [1, 2, 3, 4, 5]
    ends = (OutboxState.SENT, OutboxState.BLOCKED, OutboxState.FAILED, OutboxState.UNCERTAIN)
    for address, state in zip("1234", ends, strict=True):
        await ends_as(database, address, state)
    async with database.writing() as session:
        stored = StoredAnnouncements(session, NOW)
        assert not await stored.finish(one.id), "one is still on its way"
        assert await stored.stop(one.id, by="cora") == 1
        assert await stored.finish(one.id)
        assert not await stored.finish(one.id)
    assert await told(database) == [1, 4]


async def test_what_is_taken_back_is_written_anew_for_the_same_readers(database: Database, audience: Audience) -> None:
    await subscribe(database, 4)
    one = await draft(database, audience)
    await approve(database, one)
    await write(database, one, audience)
    await ends_as(database, "2", OutboxState.SENT)
    async with database.writing() as session:
        moved = replace(one.wording, text_de="Neu", text_en="New", sequence=1)
        assert await StoredAnnouncements(session, NOW).take_back(one, moved) == 3
    assert await told(database) == [2]
    async with database.reading() as session:
        anew = await StoredAnnouncements(session, NOW).find(one.id)
    assert anew
    assert (anew.stage, anew.written, anew.text_de) == (Stage.RUNNING, 1, "Neu")
    assert await write(database, anew, replace(audience, sequence=1)) == 3
    async with database.reading() as session:
        rows = (await (await session.connection()).execute(select(OUTBOX).order_by(OUTBOX.c.address))).all()
    assert [row.payload["text"] for row in rows] == ["New", "Deutsch", "New", "Neu"]
    assert set((await outbox(database)).values()) == {1}


async def test_an_edit_of_what_was_changed_meanwhile_does_nothing(database: Database, audience: Audience) -> None:
    await subscribe(database, 1)
    one = await draft(database, audience)
    words = replace(one.wording, text_de="Anders")
    async with database.writing() as session:
        stored = StoredAnnouncements(session, NOW)
        assert await stored.rewrite(one, words, by="ben", readers=1)
        assert await stored.rewrite(one, words, by="cora", readers=1) is None
        assert await stored.approve(one, by="cora", readers=1) is None
        assert [step.what for step in await stored.history(one.id)] == ["written", "edited"]


async def test_one_that_waits_begins_once(database: Database, audience: Audience) -> None:
    await subscribe(database, 1)
    one = await draft(database, audience)
    async with database.writing() as session:
        stored = StoredAnnouncements(session, NOW)
        timed = await stored.rewrite(
            one, replace(one.wording, starts_at=NOW + timedelta(hours=1)), by="anna", readers=1
        )  # fmt: skip
        assert timed
        waiting = await stored.approve(timed, by="ben", readers=1)
        assert waiting
        assert waiting.stage is Stage.SCHEDULED
        assert [other.id for other in await stored.scheduled()] == [one.id]
        assert await stored.begin(one.id)
        assert not await stored.begin(one.id)
    assert await write(database, waiting, audience) == 1
