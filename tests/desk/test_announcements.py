"""Announcements at the desk: written, looked at, approved by a second person, scheduled, stopped, reported on."""

import csv
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import insert, select, update

from bot.platforms.console import STAFF_ROOM
from bot.store.announcements import StoredAnnouncements
from bot.store.database import Database
from bot.store.desk_models import DeskAuditRow
from bot.store.models import OutboxState
from bot.store.subscriptions import SUBSCRIPTION, TOLD
from bot.store.tables import CHAT, OUTBOX
from handlers.base import Message
from handlers.events_stored import Announcement
from knowledge.library import Library
from knowledge.search import Searcher
from tests.conftest import SqliteFiles
from tests.desk.office import Clerk, Clock, Office, open_office
from tests.invented_events import changed_event, invented_events
from tests.store.scenes import rows

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # ten o'clock on a Monday in Saxony
EVENT = "testtag-leipzig"
WORDS = {"event": EVENT, "words_de": "Kommen Sie <b>alle</b>!", "words_en": "Come along, all of you!"}


@pytest.fixture
async def office(sqlite_files: SqliteFiles, library: Library, searcher: Searcher) -> AsyncIterator[Office]:
    """An office on a Monday in November that knows some invented events."""
    database = Database(sqlite_files.migrated(), busy_seconds=2.0)
    known = replace(library, events=dict(invented_events()))
    yield await open_office(database, known, searcher, clock=Clock(NOW))
    await database.dispose()


async def subscribe(office: Office, count: int, *, first: int = 1, platform: str = "telegram") -> None:
    """So many readers, every second of them in English."""
    chats = [
        {"id": at, "platform": platform, "account": "bot", "address": str(at), "state": {}, "first_seen": NOW,
         "last_seen": NOW}
        for at in range(first, first + count)
    ]  # fmt: skip
    wishes = [
        {"chat_id": at, "rhythm": "at-once", "quiet_from": 0, "quiet_to": 0, "agreed_at": NOW, "changed_at": NOW,
         "language": "en" if at % 2 else "de"}
        for at in range(first, first + count)
    ]  # fmt: skip
    async with office.running.database.writing() as session:
        connection = await session.connection()
        await connection.execute(insert(CHAT), chats)
        await connection.execute(insert(SUBSCRIPTION), wishes)


async def drafts(clerk: Clerk, **fields: str) -> int:
    """Somebody writes an announcement; returns its number."""
    response = await clerk.posts("/desk/announcements", **(WORDS | fields))
    assert response.status_code == 303, response.text
    return int(response.headers["location"].rsplit("/", 1)[1])


async def does(clerk: Clerk, number: int, action: str, **fields: str) -> httpx.Response:
    """Act on an announcement as its page stands now."""
    page = await clerk.sees(f"/desk/announcements/{number}")
    version = re.search(r'name="version" value="(\d+)"', page)
    form = {"version": version[1] if version else "1"} | fields
    return await clerk.posts(f"/desk/announcements/{number}/{action}", **form)


async def found(office: Office, number: int) -> Announcement:
    async with office.running.database.reading() as session:
        one = await StoredAnnouncements(session, office.clock.now).find(number)
    assert one
    return one


async def written(office: Office) -> list[str]:
    """The addresses of all readers that have a message in the outbox."""
    async with office.running.database.reading() as session:
        query = select(OUTBOX.c.address).where(OUTBOX.c.platform == "telegram").order_by(OUTBOX.c.id)
        return list((await (await session.connection()).execute(query)).scalars())


async def deliver(office: Office, state: OutboxState = OutboxState.SENT, *, addresses: list[str] | None = None) -> None:
    """Readers' messages come to an end."""
    statement = update(OUTBOX).where(OUTBOX.c.platform == "telegram").values(state=state, error="")
    if addresses is not None:
        statement = statement.where(OUTBOX.c.address.in_(addresses))
    async with office.running.database.writing() as session:
        await (await session.connection()).execute(statement)


async def tick(office: Office, **later: float) -> None:
    """Time passes and the clock looks after things."""
    office.clock.pass_by(**(later or {"seconds": 20}))
    await office.running.clock.tick()
    await office.running.drain()


async def said_in_the_room(office: Office) -> str:
    await office.running.drain()
    return "\n".join(delivery.text for delivery in office.room)


async def presses(office: Office, label: str, *, staff: str) -> str:
    """Somebody presses the newest button of that name in the staff room; returns what the room hears."""
    await office.running.drain()
    button = next(b for delivery in reversed(office.room) for b in delivery.buttons if b.label == label)
    before = len(office.room)
    await office.running.dispatcher.receive([Message(STAFF_ROOM, uuid4().hex, press=button.id, staff=staff)])
    await office.running.drain()
    return "\n".join(delivery.text for delivery in office.room[before:])


async def says(office: Office, text: str, *, staff: str) -> str:
    """Somebody writes in the staff room; returns what the room hears."""
    await office.running.drain()
    before = len(office.room)
    await office.running.dispatcher.receive([Message(STAFF_ROOM, uuid4().hex, text, staff=staff, language="de")])
    await office.running.drain()
    return "\n".join(delivery.text for delivery in office.room[before:])


async def test_the_preview_shows_every_platform_in_both_languages_and_who_would_get_it(
    office: Office, anna: Clerk
) -> None:
    await subscribe(office, 3)
    await subscribe(office, 2, first=10, platform="matrix")
    number = await drafts(anna)
    raw = (await anna.client.get(f"/desk/announcements/{number}")).text
    assert raw.count("Kommen Sie &lt;b&gt;alle&lt;/b&gt;!") == 3 + 1  # Telegram, Matrix, web; and the form
    assert raw.count("Come along, all of you!") == 3 + 1
    assert raw.count('<a href="https://www.example.org/anmeldung"') == 6
    assert "<b>alle" not in raw
    assert "Leser jetzt: 5" in raw
    assert "Telegram 3" in raw
    assert "Matrix 2" in raw
    assert await written(office) == []


async def test_an_approved_announcement_reaches_every_reader_once_and_is_reported(office: Office, anna: Clerk) -> None:
    await subscribe(office, 4)
    number = await drafts(anna)
    assert (await does(anna, number, "approve")).status_code == 303
    assert "läuft: Testtag Robotik. 4 von 4" in await said_in_the_room(office)
    await tick(office)
    assert sorted(await written(office)) == ["1", "2", "3", "4"]
    await deliver(office, addresses=["1", "2"])
    page = await anna.sees(f"/desk/announcements/{number}")
    assert "50 % (2 von 4)" in page
    assert 'max="100" value="50"' in page
    await deliver(office, OutboxState.BLOCKED, addresses=["3"])
    await deliver(office, OutboxState.UNCERTAIN, addresses=["4"])
    await tick(office)
    assert "Gesendet: 2, blockiert: 1, gescheitert: 0, ungewiss: 1" in await said_in_the_room(office)
    assert "Zu Ende" in await anna.sees(f"/desk/announcements/{number}")
    response = await anna.client.get(f"/desk/announcements/{number}/report.csv")
    table = list(csv.reader(response.text.removeprefix("\ufeff").splitlines(), delimiter=";"))
    assert table[0][:5] == ["Kanal", "gesendet", "blockiert", "gescheitert", "ungewiss"]
    assert table[1] == ["Telegram", "2", "1", "0", "1", "0", "0", "0", "4"]
    assert table[2] == ["Alle", *table[1][1:]]


async def test_the_report_outlives_the_rows_it_was_counted_from(office: Office, anna: Clerk) -> None:
    await subscribe(office, 2)
    number = await drafts(anna)
    await does(anna, number, "approve")
    await deliver(office)
    await tick(office)
    await tick(office, days=120)
    assert await written(office) == []
    table = (await anna.client.get("/desk/sessions")).status_code
    assert table == 401, "the session is over; a new one"
    again = await office.signs_in("anna")
    assert "Telegram;2;0" in (await again.client.get(f"/desk/announcements/{number}/report.csv")).text
    await again.client.aclose()


async def test_above_fifty_readers_the_author_is_refused_and_a_second_person_is_not(
    office: Office, anna: Clerk, bernd: Clerk
) -> None:
    await subscribe(office, 51)
    number = await drafts(anna)
    assert "wartet auf eine zweite Person" in await said_in_the_room(office)
    assert 'id="do-approve"' not in await anna.sees(f"/desk/announcements/{number}")
    refused = await does(anna, number, "approve")
    assert refused.status_code == 409
    assert "muss ihn jemand anderes freigeben" in refused.text
    assert await written(office) == []
    assert (await does(bernd, number, "approve")).status_code == 303
    assert len(await written(office)) == 51


async def test_fifty_readers_need_no_second_person(office: Office, anna: Clerk) -> None:
    await subscribe(office, 50)
    number = await drafts(anna)
    assert (await does(anna, number, "approve")).status_code == 303
    assert len(await written(office)) == 50


async def test_readers_who_came_since_it_was_written_count_too(office: Office, anna: Clerk) -> None:
    await subscribe(office, 50)
    number = await drafts(anna)
    await subscribe(office, 1, first=100)
    assert (await does(anna, number, "approve")).status_code == 409
    assert await written(office) == []


async def test_the_author_is_the_same_person_in_the_room_and_at_the_desk(
    office: Office, anna: Clerk, bernd: Clerk
) -> None:
    await subscribe(office, 51)
    assert "Leser: 51" in await says(office, f"/ankuendigen {EVENT}", staff="Anna")
    assert (await does(anna, 1, "approve")).status_code == 409
    number = await drafts(bernd)
    await says(office, f"/ankuendigen {number}", staff="bernd")
    assert "muss ihn jemand anderes" in await presses(office, "Freigeben und senden", staff="bernd")
    assert "51 von 51" in await presses(office, "Freigeben und senden", staff="cora")


async def test_who_changed_it_last_may_not_approve_it_either(office: Office, anna: Clerk, bernd: Clerk) -> None:
    await subscribe(office, 51)
    number = await drafts(anna)
    assert (await does(bernd, number, "edit", words_de="Ganz anders.")).status_code == 303
    assert (await does(bernd, number, "approve")).status_code == 409
    assert (await does(anna, number, "approve")).status_code == 409
    cora = await office.signs_in("cora")
    assert (await does(cora, number, "approve")).status_code == 303
    await cora.client.aclose()


async def test_what_was_changed_meanwhile_is_not_approved_unseen(office: Office, anna: Clerk, bernd: Clerk) -> None:
    await subscribe(office, 2)
    number = await drafts(anna)
    await says(office, f"/ankuendigen {number}", staff="bernd")
    await does(anna, number, "edit", words_de="Ganz anders.", words_en="Quite different.")
    stale = await bernd.posts(f"/desk/announcements/{number}/approve", version="1")
    assert stale.status_code == 409
    assert "inzwischen geändert" in stale.text
    assert "inzwischen geändert" in await presses(office, "Freigeben und senden", staff="bernd")
    assert await written(office) == []
    typed = await bernd.posts(f"/desk/announcements/{number}/edit", version="1", words_de="Bernds Text", words_en="")
    assert typed.status_code == 409
    assert "Bernds Text" in typed.text


async def test_of_two_who_approve_at_once_one_wins(office: Office, anna: Clerk, bernd: Clerk) -> None:
    await subscribe(office, 3)
    number = await drafts(anna)
    form = {"version": "1", "token": await bernd.token()}
    first = await bernd.client.post(f"/desk/announcements/{number}/approve", data=form)
    second = await bernd.client.post(f"/desk/announcements/{number}/approve", data=form)
    assert (first.status_code, second.status_code) == (303, 409)
    assert sorted(await written(office)) == ["1", "2", "3"]


async def test_a_test_goes_to_the_staff_room_and_to_nobody_else(office: Office, anna: Clerk) -> None:
    await subscribe(office, 2)
    number = await drafts(anna)
    assert (await does(anna, number, "test")).status_code == 303
    room = await said_in_the_room(office)
    assert "Probe der Ankündigung 1 vom Schreibtisch, von anna" in room
    assert "Kommen Sie <b>alle</b>!" in room
    assert "Come along, all of you!" in room
    assert await written(office) == []


async def test_a_scheduled_one_begins_at_its_time_and_not_before(office: Office, anna: Clerk) -> None:
    await subscribe(office, 2)
    number = await drafts(anna, day="2026-11-30", clock="09:30")
    assert "Freigeben für 30.11.2026, 09:30 Uhr" in await anna.sees(f"/desk/announcements/{number}")
    await does(anna, number, "approve")
    assert "ist geplant: Testtag Robotik, 30.11.2026, 09:30 Uhr" in await said_in_the_room(office)
    office.clock.now = datetime(2026, 11, 30, 8, 29, tzinfo=UTC)
    await subscribe(office, 1, first=9)  # who subscribes meanwhile hears of it too
    await tick(office)
    assert await written(office) == []
    await tick(office, minutes=1)
    assert sorted(await written(office)) == ["1", "2", "9"]
    assert "beginnt jetzt, wie geplant" in await said_in_the_room(office)


async def test_a_scheduled_one_can_be_moved_and_called_off(office: Office, anna: Clerk) -> None:
    await subscribe(office, 2)
    number = await drafts(anna, day="2026-11-30", clock="09:30")
    await does(anna, number, "approve")
    assert (await does(anna, number, "time", day="2026-12-01", clock="08:00")).status_code == 303
    assert "Beginn: 01.12.2026, 08:00 Uhr" in await anna.sees(f"/desk/announcements/{number}")
    assert (await does(anna, number, "discard")).status_code == 303
    assert "wurde von anna abgesagt" in await said_in_the_room(office)
    await tick(office, days=9)
    assert await written(office) == []


@pytest.mark.parametrize(
    ("day", "clock", "says_"),
    [
        ("2026-11-23", "09:59", "schon vorbei"), ("2026-12-03", "17:00", "schon begonnen"),
        ("2026-12-01", "", "verstehe ich nicht als Zeit"), ("31.12.", "8", "verstehe ich nicht als Zeit"),
    ],
)  # fmt: skip
async def test_no_time_that_is_past_or_too_late_or_half_a_time(
    office: Office, anna: Clerk, day: str, clock: str, says_: str
) -> None:
    await subscribe(office, 1)
    response = await anna.posts("/desk/announcements", **WORDS, day=day, clock=clock)
    assert response.status_code == 409
    assert says_ in response.text
    assert "Come along, all of you!" in response.text, "what was typed stays"


async def test_a_stop_spares_the_rest_who_hear_of_it_the_next_time(office: Office, anna: Clerk) -> None:
    await subscribe(office, 4)
    number = await drafts(anna)
    await does(anna, number, "approve")
    await deliver(office, addresses=["1"])
    assert (await does(anna, number, "stop")).status_code == 303
    assert "von anna angehalten. 3 Nachrichten" in await said_in_the_room(office)
    await tick(office)
    assert "Gesendet: 1" in await said_in_the_room(office)
    assert (await does(anna, number, "stop")).status_code == 409
    again = await drafts(anna)
    page = await anna.sees(f"/desk/announcements/{again}")
    assert "Leser jetzt: 3" in page
    assert f"Ankündigung {number} ging am 23.11.2026, 10:00 Uhr hinaus, geschrieben von anna" in page
    await does(anna, again, "approve")
    assert (await written(office)).count("1") == 1


async def test_who_was_spared_or_not_reached_does_not_hear_that_it_is_cancelled(office: Office, anna: Clerk) -> None:
    await subscribe(office, 4)
    number = await drafts(anna)
    await does(anna, number, "approve")
    await deliver(office, addresses=["1"])
    await deliver(office, OutboxState.FAILED, addresses=["2"])
    await does(anna, number, "stop")
    await tick(office)
    change(office, status="cancelled", sequence=1)
    await tick(office, minutes=6)
    async with office.running.database.reading() as session:
        query = select(OUTBOX.c.address).where(OUTBOX.c.transaction_id.startswith("e."))
        assert list((await (await session.connection()).execute(query)).scalars()) == ["1"]


def change(office: Office, **fields: object) -> None:
    """A curator publishes another state of the event."""
    events = office.running.knowing.now.library.events
    assert isinstance(events, dict)
    events[EVENT] = changed_event(events[EVENT], fields)


async def test_moved_in_mid_run_nobody_gets_the_old_date_any_more(office: Office, anna: Clerk) -> None:
    await subscribe(office, 4)
    number = await drafts(anna)
    await does(anna, number, "approve")
    await deliver(office, addresses=["1", "2"])
    change(office, status="moved", sequence=1, starts="2026-12-10")
    await tick(office, minutes=6)
    async with office.running.database.reading() as session:
        query = select(OUTBOX.c.address, OUTBOX.c.payload, OUTBOX.c.transaction_id, OUTBOX.c.state)
        found = (await (await session.connection()).execute(query.where(OUTBOX.c.platform == "telegram"))).all()
    sent = {(row.address, row.transaction_id.split(".")[0]): row.payload["text"] for row in found}
    assert set(sent) == {("1", "a"), ("2", "a"), ("1", "e"), ("2", "e"), ("3", "a"), ("4", "a")}
    assert "10.12.2026" in sent["4", "a"]
    assert "wurde verschoben" in sent["4", "a"]
    assert "verschoben" in sent["2", "e"].casefold()
    assert not [text for text in sent.values() if "03.12.2026" in text and text not in (sent["2", "a"],)]


async def test_a_scheduled_one_whose_event_moved_has_to_be_approved_anew(office: Office, anna: Clerk) -> None:
    await subscribe(office, 2)
    number = await drafts(anna, day="2026-11-30", clock="09:30")
    await does(anna, number, "approve")
    change(office, status="moved", sequence=1, starts="2026-12-10")
    await tick(office)
    assert "ist wieder ein Entwurf" in await said_in_the_room(office)
    assert "10.12.2026" in await anna.sees(f"/desk/announcements/{number}")
    await tick(office, days=8)
    assert await written(office) == []


async def test_a_scheduled_one_of_a_cancelled_event_is_dropped(office: Office, anna: Clerk) -> None:
    await subscribe(office, 2)
    number = await drafts(anna, day="2026-11-30", clock="09:30")
    await does(anna, number, "approve")
    change(office, status="cancelled", sequence=1)
    await tick(office)
    assert "entfällt" in await said_in_the_room(office)
    await tick(office, days=8)
    assert await written(office) == []


async def test_a_draft_whose_event_changed_is_not_approved_as_it_was(office: Office, anna: Clerk) -> None:
    await subscribe(office, 2)
    number = await drafts(anna)
    change(office, status="moved", sequence=1, starts="2026-12-10")
    assert "hat sich seit dieser Vorschau geändert" in await anna.sees(f"/desk/announcements/{number}")
    assert (await does(anna, number, "approve")).status_code == 409
    await does(anna, number, "edit", words_de="Neu", words_en="New")
    assert (await does(anna, number, "approve")).status_code == 303


async def test_nothing_goes_out_after_the_event_began(office: Office, anna: Clerk) -> None:
    await subscribe(office, 2)
    number = await drafts(anna)
    await does(anna, number, "approve")
    office.clock.now = datetime(2026, 12, 3, 16, 0, tzinfo=UTC)
    await tick(office)
    assert "abgelaufen: 2" in await said_in_the_room(office)
    response = await anna.client.post("/desk/announcements", data=WORDS)
    assert response.status_code in (401, 403)
    again = await office.signs_in("anna")
    refused = await again.posts("/desk/announcements", **WORDS)
    assert refused.status_code == 409
    assert "kein künftiger, bestätigter Termin" in refused.text
    await again.client.aclose()


async def test_the_room_hears_how_a_long_run_goes_but_is_not_flooded(office: Office, anna: Clerk, bernd: Clerk) -> None:
    await subscribe(office, 100)
    await does(bernd, await drafts(anna), "approve")
    for _ in range(3):
        await tick(office, seconds=70)
    assert "%" not in await said_in_the_room(office)
    for part in (30, 40, 60, 80):
        await deliver(office, addresses=[str(at) for at in range(1, part + 1)])
        for _ in range(3):
            await tick(office, seconds=70)
    told = [line for line in (await said_in_the_room(office)).split("\n") if "%" in line]
    assert [line.rsplit(": ", 1)[1] for line in told] == [
        "30 % (30 von 100).", "60 % (60 von 100).", "80 % (80 von 100).",
    ]  # fmt: skip


async def test_every_step_stands_in_the_log_and_in_the_history(office: Office, chief: Clerk, anna: Clerk) -> None:
    await subscribe(office, 2)
    number = await drafts(anna)
    await does(anna, number, "edit", words_de="Anders", words_en="Else")
    await does(anna, number, "approve")
    await does(anna, number, "stop")
    log = {(row.name, row.what, row.about) for row in await rows(office.running.database, DeskAuditRow)}
    for what in ("written", "edit", "approve", "stop"):
        assert ("anna", f"announcement-{what}", str(number)) in log
    page = await anna.sees(f"/desk/announcements/{number}")
    history = page.split('class="steps"')[1]
    assert [word for word in ("geschrieben", "geändert", "freigegeben", "angehalten") if word not in history] == []


async def test_old_announcements_are_forgotten_with_their_names(office: Office, anna: Clerk) -> None:
    number = await drafts(anna)
    await tick(office, days=366)
    async with office.running.database.reading() as session:
        assert await StoredAnnouncements(session, office.clock.now).find(number) is None


async def test_nothing_that_is_not_there_is_acted_on(anna: Clerk) -> None:
    for address in ("/desk/announcements/99", "/desk/announcements/99/live", "/desk/announcements/99/report.csv"):
        assert (await anna.client.get(address)).status_code == 404
    assert (await anna.client.get("/desk/announcements/99999999999999999999")).status_code == 404
    assert (await anna.posts("/desk/announcements/99/stop")).status_code == 404


async def test_an_unknown_step_changes_nothing(office: Office, anna: Clerk) -> None:
    number = await drafts(anna)
    assert (await anna.posts(f"/desk/announcements/{number}/explode")).status_code == 404
    assert (await anna.posts(f"/desk/announcements/{number}/approve")).status_code == 422


async def test_the_live_part_loads_the_whole_page_when_it_is_another(office: Office, anna: Clerk) -> None:
    await subscribe(office, 2)
    number = await drafts(anna)
    address = f"/desk/announcements/{number}/live"
    same = await anna.client.get(address, params={"kind": "draft", "version": "1"})
    assert "hx-refresh" not in same.headers
    await does(anna, number, "edit", words_de="Anders", words_en="Else")
    changed = await anna.client.get(address, params={"kind": "draft", "version": "1"})
    assert "hx-refresh" not in changed.headers, "what somebody types must not be lost"
    assert "inzwischen von anna geändert" in changed.text
    await does(anna, number, "approve")
    assert (await anna.client.get(address, params={"kind": "draft", "version": "2"})).headers["hx-refresh"] == "true"


async def test_told_counts_as_told_only_by_its_own_announcement(office: Office, anna: Clerk) -> None:
    """Who knows of the event from the digest keeps knowing it, whatever becomes of an announcement."""
    await subscribe(office, 2)
    earlier = NOW - timedelta(days=1)
    async with office.running.database.writing() as session:
        known = {"chat_id": 1, "event": EVENT, "what": "news", "at": earlier}
        await (await session.connection()).execute(insert(TOLD).values(**known))
    number = await drafts(anna)
    await does(anna, number, "approve")
    await does(anna, number, "stop")
    async with office.running.database.reading() as session:
        left = (await (await session.connection()).execute(select(TOLD.c.chat_id))).scalars().all()
    assert left == [1]
