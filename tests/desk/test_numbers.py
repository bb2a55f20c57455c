"""The numbers: only counts, no small groups, and the same in the page, its tables, the room and the weekly digest."""

import csv
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from bot.digest import Digest, last_due
from bot.platforms.console import STAFF_ROOM
from bot.store.database import Database
from bot.store.figures import StoredFigures
from bot.store.models import OutboxRow, TallyRow
from handlers.base import Chat, Message
from handlers.speech import Speech
from handlers.times import LOCAL_ZONE
from knowledge.library import Library
from tests.desk.office import Clerk, Office
from tests.store.scenes import NOW, cases, later, open_case, rows

MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # eight o'clock in Dresden
ROOM = Chat("matrix", "!room")


async def tally(database: Database, day: date, counts: Mapping[tuple[str, str], int], *, topic: str = "") -> None:
    """What happened on a day, by channel and kind."""
    async with database.writing() as session:
        for (platform, what), count in counts.items():
            session.add(TallyRow(day=day, platform=platform, what=what, topic=topic, count=count))


async def table(clerk: Clerk, name: str) -> list[list[str]]:
    """A table as a spreadsheet reads it."""
    response = await clerk.client.get(f"/desk/numbers/{name}.csv")
    assert response.headers["content-type"].startswith("text/csv")
    return list(csv.reader(response.text.removeprefix("\ufeff").splitlines(), delimiter=";"))


async def test_questions_are_counted_by_day_channel_and_outcome(office: Office, anna: Clerk) -> None:
    today = office.clock.now.astimezone(LOCAL_ZONE).date()
    await tally(office.running.database, today, {
        ("web", "answer"): 40, ("web", "suggest"): 12, ("web", "confirmed"): 10, ("telegram", "answer"): 20,
        ("telegram", "none"): 8, ("matrix", "answer"): 7,
    })  # fmt: skip
    head, *lines = await table(anna, "questions")
    line = dict(zip(head, lines[-2], strict=True))
    assert (line["Fragen"], line["Webseite"], line["Telegram"], line["Matrix"]) == ("77", "42", "28", "7")
    assert (line["beantwortet"], line["zurückgefragt"], line["ohne Antwort"]) == ("57", "12", "8")
    assert len(lines) == 28 + 1


async def test_small_groups_show_nowhere_and_cannot_be_worked_out(office: Office, anna: Clerk) -> None:
    today = office.clock.now.astimezone(LOCAL_ZONE).date()
    await tally(office.running.database, today, {("web", "answer"): 40, ("matrix", "none"): 3})
    head, *lines = await table(anna, "questions")
    line = dict(zip(head, lines[-2], strict=True))
    assert line["Matrix"] == line["ohne Antwort"] == "<5"
    assert line["Webseite"] == "<5", "else 43 questions less 40 give the three away"
    page = await anna.sees("/desk/numbers")
    assert "unter 5" in page
    assert ">3<" not in page


async def test_the_real_conversation_is_counted(office: Office, anna: Clerk) -> None:
    for number in range(6):
        chat = Chat("web", f"{number}" * 64)
        await office.running.dispatcher.receive(
            [Message(chat, f"q{number}", "Was ist der KI-Kongress?", language="de")]
        )
    head, *lines = await table(anna, "questions")
    assert dict(zip(head, lines[-1], strict=True))["Fragen"] == "6"


async def test_the_page_says_how_long_people_waited(office: Office, anna: Clerk) -> None:
    for number in range(6):
        case = await office.asks(chat=Chat("web", f"{number}" * 64))
        office.clock.pass_by(minutes=30)
        await anna.does("reply", case, "Gern: rufen Sie an.")
    page = await anna.sees("/desk/numbers")
    assert "Die Hälfte wartete höchstens 30 Min." in page
    assert "Themen" in page


async def test_an_unknown_table_is_not_found(anna: Clerk) -> None:
    assert (await anna.client.get("/desk/numbers/nothing.csv")).status_code == 404


async def test_waiting_times_and_ends_are_the_same_on_every_database(database: Database) -> None:
    for minutes in (30, 10):
        case = await open_case(database, question=f"Was kostet Nummer {minutes}?")
        async with cases(database, now=later(minutes=minutes)) as inquiries:
            await inquiries.reply(case.number, "anna", "Nichts.")
            await inquiries.close(case.number, "anna")
    async with database.reading() as session:
        figures = await StoredFigures(session).between(NOW.date(), NOW.date())
        before = await StoredFigures(session).between(NOW.date() - timedelta(days=9), NOW.date() - timedelta(days=1))
    assert figures.waits == (600, 1800)
    assert figures.ends == {"closed-staff": 2}
    assert (before.waits, before.ends) == ((), {})


async def test_staff_ask_for_the_week_in_their_room(office: Office, anna: Clerk) -> None:
    today = office.clock.now.astimezone(LOCAL_ZONE).date()
    await tally(office.running.database, today, {("web", "answer"): 40})
    room = office.running.dispatcher
    await room.receive([Message(STAFF_ROOM, "z1", "/zahlen", staff="anna")])
    await office.running.drain()
    assert "Fragen: 40 (beantwortet: 40, zurückgefragt: 0" in office.room[-1].text


async def test_a_person_who_asks_for_the_numbers_gets_none(office: Office) -> None:
    await office.running.dispatcher.receive([Message(Chat("web", "e" * 64), "z2", "/zahlen", language="de")])
    assert not any("Fragen:" in text for text in await office.heard(Chat("web", "e" * 64)))


async def test_the_digest_comes_on_monday_at_eight_and_once(office: Office, library: Library) -> None:
    database = office.running.database
    await tally(database, MONDAY.date() - timedelta(days=3), {("web", "answer"): 50})
    await tally(database, MONDAY.date(), {("web", "answer"): 5000})
    digest = Digest(database, library, Speech.load(), [ROOM], {})
    assert await digest.run(MONDAY - timedelta(days=3)) == 0, "the first start only begins to count"
    assert await digest.run(MONDAY - timedelta(minutes=1)) == 0
    assert await digest.run(MONDAY) == 1
    assert await digest.run(MONDAY + timedelta(minutes=1)) == 0
    after_a_restart = Digest(database, library, Speech.load(), [ROOM], {})
    assert await after_a_restart.run(MONDAY + timedelta(days=2)) == 0
    told = [row.payload["text"] for row in await rows(database, OutboxRow) if row.address == ROOM.id]
    assert len(told) == 1
    assert "Zahlen vom 16.11.2026 bis 22.11.2026" in told[0]
    assert "Fragen: 50 " in told[0]


async def test_a_digest_missed_while_the_service_was_down_comes_late(office: Office, library: Library) -> None:
    digest = Digest(office.running.database, library, Speech.load(), [ROOM], {})
    await digest.run(MONDAY - timedelta(days=3))
    assert await digest.run(MONDAY + timedelta(days=2)) == 1


def test_summer_time_does_not_move_the_digest() -> None:
    before = datetime(2026, 7, 20, 5, 59, tzinfo=UTC)
    assert last_due(before) == date(2026, 7, 13)
    assert last_due(before + timedelta(minutes=1)) == date(2026, 7, 20)
