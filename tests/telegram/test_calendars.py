"""Calendar files and what subscribers are told of events, as they arrive on Telegram."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.calendars import CalendarFiles
from bot.house import open_house
from bot.platforms.base import FileSource
from bot.reminding import Reminding
from bot.store.database import Database
from bot.store.leases import Leases
from handlers.events_shown import CALENDAR
from handlers.speech import Speech
from knowledge.library import Library
from tests.invented_events import invented_events
from tests.telegram.botapi import BotApi
from tests.telegram.offices import Clueless
from tests.telegram.world import ANNA, closing, platform_for

EVENT = "testtag-leipzig"
THE_DAY_BEFORE = datetime(2026, 12, 2, 12, 0, tzinfo=UTC)
PAGE = "https://lotse.example.org"


@pytest.fixture
def known(library: Library) -> Library:
    return replace(library, events={EVENT: invented_events()[EVENT]})


@asynccontextmanager
async def open_office(telegram: BotApi, store: Database, library: Library, *, files: Library) -> AsyncIterator[None]:
    """The house with Telegram, where calendar files come from the events of `files`."""
    sources: dict[str, FileSource] = {CALENDAR: CalendarFiles(lambda: files, PAGE)}
    async with closing(platform_for(telegram, store, files=sources)) as platform:
        house = await open_house(
            store, library=library, searcher=Clueless(), senders=[(platform.sender, None)], public_url=PAGE,
            now=lambda: THE_DAY_BEFORE,
        )  # fmt: skip
        leases = Leases(store, "one")
        jobs = [deliverer.run(leases) for deliverer in house.deliverers] + [platform.run(house.dispatcher, leases)]
        tasks = [asyncio.create_task(job) for job in jobs]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def ask_for_it(telegram: BotApi) -> None:
    """The list first, then the event itself."""
    telegram.world.say(ANNA, "/termine Testtag Robotik")
    await telegram.wait_sent(1, chat_id=ANNA.id)
    telegram.world.press(ANNA, "Testtag Robotik")


async def test_an_event_comes_with_its_file_for_the_calendar(telegram: BotApi, store: Database, known: Library) -> None:
    async with open_office(telegram, store, known, files=known):
        await ask_for_it(telegram)
        await telegram.wait_sent(3, chat_id=ANNA.id)
    _, text, file = telegram.sent(ANNA.id)
    assert "Testtag Robotik" in text.text
    assert file.method == "sendDocument"
    document = file.message["document"]
    assert (document["file_name"], document["mime_type"]) == (f"{EVENT}.ics", "text/calendar")
    assert telegram.state.files[document["file_id"]].content.startswith(b"BEGIN:VCALENDAR")
    assert telegram.violations == []


async def test_an_event_that_is_gone_meanwhile_is_told_without_its_file(
    telegram: BotApi, store: Database, known: Library
) -> None:
    async with open_office(telegram, store, known, files=replace(known, events={})):
        await ask_for_it(telegram)
        await telegram.wait_sent(2, chat_id=ANNA.id)
        telegram.world.say(ANNA, "/hilfe")
        await telegram.wait_sent(3, chat_id=ANNA.id)
    assert {sent.method for sent in telegram.sent(ANNA.id)} == {"sendMessage"}
    assert "Testtag Robotik" in telegram.texts(ANNA.id)[1]


async def test_who_asked_for_it_is_reminded_with_a_link_to_the_calendar_file(
    telegram: BotApi, store: Database, known: Library
) -> None:
    async with open_office(telegram, store, known, files=known):
        await ask_for_it(telegram)
        await telegram.wait_sent(3, chat_id=ANNA.id)
        telegram.world.press(ANNA, "Erinnern")
        await telegram.wait_sent(4, chat_id=ANNA.id)
        await Reminding(store, lambda: known, Speech.load(), PAGE).run(THE_DAY_BEFORE)
        await telegram.wait_sent(5, chat_id=ANNA.id)
    assert f"{PAGE}/termine/{EVENT}.ics" in telegram.texts(ANNA.id)[4]
    assert telegram.violations == []
