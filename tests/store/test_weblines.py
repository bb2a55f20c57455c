"""The conversation on the web page: whole after a reload, nothing twice."""

import asyncio

from sqlalchemy import delete

from bot.platforms.base import ButtonView, Delivery
from bot.store.database import Database
from bot.store.models import WebLineRow
from bot.store.weblines import WebLines
from handlers.base import Chat
from tests.store.scenes import JONAS, MARIA, NOW, turn


def _delivery(number: int, text: str = "Guten Tag", chat: Chat = MARIA) -> Delivery:
    buttons = (ButtonView("A1", "Ja"),)
    return Delivery(number, chat, text, buttons, "KI-AAAAA", "m1", transaction_id=f"t{number}")


async def test_both_sides_are_kept_in_order(database: Database) -> None:
    lines = WebLines(database)
    async with turn(database, id="m1") as stored:
        stored.record_line("Was kostet <b>das</b>?")
    await lines.record_delivery(_delivery(7, "Nichts."))
    asked, answered = await lines.after(MARIA.id, 0)
    assert (asked.author, asked.message_id, asked.payload, asked.at) == (
        "person", "m1", {"text": "Was kostet <b>das</b>?"}, NOW,
    )  # fmt: skip
    assert (answered.author, answered.message_id, answered.payload) == (
        "bot", "m1", {"text": "Nichts.", "buttons": [{"id": "A1", "label": "Ja"}], "case": "KI-AAAAA", "clear": False},
    )  # fmt: skip


async def test_a_reader_gets_only_what_came_after_the_last_line_they_saw(database: Database) -> None:
    lines = WebLines(database)
    for number in range(1, 6):
        await lines.record_delivery(_delivery(number, str(number)))
    first = await lines.after(MARIA.id, 0, limit=2)
    assert [line.payload["text"] for line in first] == ["1", "2"]
    rest = await lines.after(MARIA.id, first[-1].id)
    assert [line.payload["text"] for line in rest] == ["3", "4", "5"]
    assert await lines.after(MARIA.id, rest[-1].id) == []


async def test_nobody_reads_another_persons_lines(database: Database) -> None:
    lines = WebLines(database)
    await lines.record_delivery(_delivery(1, chat=JONAS))
    assert await lines.after(MARIA.id, 0) == []


async def test_a_delivery_recorded_again_or_at_once_is_one_line(database: Database) -> None:
    lines = WebLines(database)
    await asyncio.gather(*(lines.record_delivery(_delivery(3)) for _ in range(5)))
    await lines.record_delivery(_delivery(3))
    assert len(await lines.after(MARIA.id, 0)) == 1


async def test_a_line_that_was_deleted_never_gives_its_id_to_a_new_one(database: Database) -> None:
    lines = WebLines(database)
    await lines.record_delivery(_delivery(1))
    (old,) = await lines.after(MARIA.id, 0)
    async with database.writing() as session:
        await session.exec(delete(WebLineRow))
    await lines.record_delivery(_delivery(2))
    (new,) = await lines.after(MARIA.id, 0)
    assert new.id > old.id


async def test_other_platforms_keep_no_lines(database: Database) -> None:
    async with turn(database, Chat("telegram", MARIA.id)) as stored:
        stored.record_line("Hallo")
    assert await WebLines(database).after(MARIA.id, 0) == []
