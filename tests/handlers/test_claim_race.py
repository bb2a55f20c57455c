"""A hundred claims at once by room button, command and desk: one owner, and ninety-nine are told who."""

import asyncio
from uuid import uuid4

from sqlmodel import select

from bot.platforms.console import STAFF_ROOM
from bot.store.database import Database
from bot.store.models import OutboxRow
from handlers.base import DESK, Chat, Message
from knowledge.library import Library
from tests.handlers.offices import MARIA, open_small_office


async def test_of_a_hundred_claims_by_room_desk_and_command_one_wins(database: Database, library: Library) -> None:
    office = await open_small_office(database, library)
    await office.says(MARIA, "/mensch Mein Dackel mag kein Trockenfutter.")
    alert = next(one for one in await office.says(MARIA, "ja") if one.chat == STAFF_ROOM)
    claim = next(button.id for button in alert.buttons if button.label == "Übernehmen")
    before = len(office.sent)

    def message(number: int) -> Message:
        name, key, command = f"staff{number:02}", uuid4().hex, f"/uebernehmen {alert.case}"
        if number % 3 == 0:
            return Message(STAFF_ROOM, key, press=claim, staff=name)
        return Message(STAFF_ROOM if number % 3 == 1 else Chat(DESK, name), key, command, staff=name)

    await asyncio.gather(*(office.running.dispatcher.receive([message(number)]) for number in range(100)))
    async with database.reading() as session:
        rows = (await session.exec(select(OutboxRow).where(OutboxRow.platform == DESK))).all()
    await office.running.drain()
    sent = office.sent[before:]
    told = [one.text for one in sent if one.chat == STAFF_ROOM] + [row.payload["text"] for row in rows]
    won = [text for text in told if "kümmert sich" in text]
    assert len(told) == 100
    assert len(won) == 1
    winner = won[0].split(": ")[1].split()[0]
    assert [text for text in told if text == f"{alert.case} hat schon {winner}."] == sorted(set(told) - set(won)) * 99
    assert len([one for one in sent if one.chat == MARIA]) == 1
