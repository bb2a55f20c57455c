"""The public room is a reader by the operator's setting: told once, in both languages, and gone with the setting."""

from dataclasses import replace

from sqlalchemy import select

from bot.platforms.console import CONSOLE
from bot.reminding import Reminding
from bot.store.announcements import StoredAnnouncements
from bot.store.database import Database
from bot.store.public_room import keep_public_room
from bot.store.retention import forget_old
from bot.store.subscriptions import SUBSCRIPTION
from bot.store.tables import OUTBOX
from handlers.announce_steps import audience_of
from handlers.base import Chat
from handlers.speech import Speech
from knowledge.library import Library
from tests.delivery.campaign import approved, subscribe
from tests.handlers.offices import open_small_office
from tests.invented_events import changed_event, invented_events
from tests.store.scenes import NOW, later

ROOM = Chat("matrix", "!termine:example.org", "@lotse:example.org")
EVENT = invented_events()["testkonferenz-dresden"]


async def readers(database: Database) -> int:
    async with database.reading() as session:
        return len((await (await session.connection()).execute(select(SUBSCRIPTION.c.chat_id))).all())


async def announce(database: Database, library: Library) -> list[tuple[str, str]]:
    """The addresses written to, and what is written."""
    known = replace(library, events={EVENT.id: EVENT})
    number = await approved(database, EVENT, 1, NOW)
    async with database.writing() as session:
        stored = StoredAnnouncements(session, NOW)
        one = await stored.find(number)
        assert one
        await stored.write(one, audience_of(known, EVENT.id))
    async with database.reading() as session:
        rows = await (await session.connection()).execute(select(OUTBOX.c.address, OUTBOX.c.payload))
        return [(row.address, row.payload["text"]) for row in rows]


async def test_the_room_reads_both_languages_and_nothing_about_ending_a_subscription(
    database: Database, library: Library
) -> None:
    await keep_public_room(database, ROOM, NOW)
    ((address, text),) = await announce(database, library)
    assert address == ROOM.id
    assert EVENT.title.de in text
    assert EVENT.title.en in text
    assert "/abo" not in text
    assert "/subscribe" not in text


async def changes(database: Database, library: Library) -> list[str]:
    """What is told of the announced event, once it was moved."""
    moved = changed_event(EVENT, {"status": "moved", "sequence": 1, "starts": "2027-04-14", "ends": "2027-04-15"})
    await Reminding(database, lambda: replace(library, events={EVENT.id: moved}), Speech.load()).run(NOW)
    news = OUTBOX.c.transaction_id.startswith("e.")
    async with database.reading() as session:
        rows = await (await session.connection()).execute(select(OUTBOX.c.payload).where(news))
        return [row.payload["text"] for row in rows]


async def test_the_room_hears_of_a_new_date_in_both_languages(database: Database, library: Library) -> None:
    await keep_public_room(database, ROOM, NOW)
    await announce(database, library)
    (text,) = await changes(database, library)
    assert f"Ein Termin wurde verschoben: {EVENT.title.de}" in text
    assert f"An event was moved: {EVENT.title.en}" in text
    assert "abo aus" not in text
    assert "unsubscribe" not in text


async def test_a_room_that_is_no_reader_any_more_hears_of_no_change(database: Database, library: Library) -> None:
    await keep_public_room(database, ROOM, NOW)
    await announce(database, library)
    await keep_public_room(database, None, NOW)
    assert await changes(database, library) == []


async def test_who_asks_about_subscriptions_beside_the_room_is_told_of_it(database: Database, library: Library) -> None:
    room = replace(ROOM, platform=CONSOLE)
    await keep_public_room(database, room, NOW)
    office = await open_small_office(database, library)
    link = f"https://matrix.to/#/{ROOM.id}?via=example.org"
    for person, told in ((replace(room, id="!maria:example.org"), True), (Chat(CONSOLE, "jonas"), False)):
        replies = await office.says(person, "/abo")
        assert [link in reply.text for reply in replies] == [told]


async def test_each_start_keeps_the_one_room_and_no_other(database: Database) -> None:
    await subscribe(database, 2, account="bot", now=NOW)
    for _ in range(2):
        await keep_public_room(database, ROOM, NOW)
    assert await readers(database) == 3
    await keep_public_room(database, replace(ROOM, id="!neu:example.org"), NOW)
    assert await readers(database) == 3
    await keep_public_room(database, None, NOW)
    assert await readers(database) == 2


async def test_the_room_is_told_once_however_often_the_service_starts(database: Database, library: Library) -> None:
    for _ in range(2):
        await keep_public_room(database, ROOM, NOW)
        told = await announce(database, library)
    assert len(told) == 1


async def test_a_room_that_is_silent_for_long_stays(database: Database) -> None:
    await keep_public_room(database, ROOM, NOW)
    await forget_old(database, retention_days=90, now=later(days=400))
    assert await readers(database) == 1
