"""Staff at work in their group, with the whole house behind it: what reaches the person, and what never does."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.platforms.telegram.platform import TelegramPlatform
from bot.store.database import Database
from knowledge.library import Library
from tests.telegram.botapi import BotApi, Person
from tests.telegram.offices import has, open_case, staffed
from tests.telegram.world import ANNA, BERND, KARLA, STAFF, until


@pytest.fixture
async def office(telegram: BotApi, store: Database, library: Library) -> AsyncIterator[TelegramPlatform]:
    async with staffed(telegram, store, library) as platform:
        yield platform


async def test_a_case_from_its_question_to_its_end(office: TelegramPlatform, telegram: BotApi) -> None:
    topic = await open_case(telegram)
    telegram.world.press(KARLA, "Übernehmen", group=STAFF)
    await until(lambda: "Team Muster" in topic.name)
    telegram.world.say(KARLA, "/antwort Die Kompetenzstelle hilft gern.", group=STAFF, thread=topic.id)
    await until(lambda: has(telegram, ANNA.id, "Die Kompetenzstelle hilft gern."))
    telegram.world.say(KARLA, "/schliessen", group=STAFF, thread=topic.id)
    await until(lambda: topic.closed)
    assert {sent.message.get("message_thread_id") for sent in telegram.sent(STAFF.id)} == {topic.id}
    assert telegram.violations == []


async def test_a_late_part_of_an_album_lies_on_the_case_and_the_person_hears_of_it_once(
    office: TelegramPlatform, telegram: BotApi
) -> None:
    topic = await open_case(telegram)
    heard, shown = len(telegram.sent(ANNA.id)), len(telegram.sent(STAFF.id))
    for part in (1, 2):
        telegram.world.post(ANNA, telegram.attachments.photo(album="A"))
        await until(lambda part=part: len(telegram.sent(STAFF.id)) == shown + part)  # type: ignore[misc]
    telegram.world.say(KARLA, "/zeige", group=STAFF, thread=topic.id)
    await until(lambda: sum(sent.method == "sendPhoto" for sent in telegram.sent(STAFF.id)) == 2)
    assert len(telegram.sent(ANNA.id)) == heard + 1


async def test_what_staff_say_among_themselves_stays_there(office: TelegramPlatform, telegram: BotApi) -> None:
    topic = await open_case(telegram)
    heard = len(telegram.sent(ANNA.id))
    for text in ("Kennt die jemand?", "/notitz Vorsicht", "/notiz intern", "> intern\nstimmt"):
        telegram.world.say(KARLA, text, group=STAFF, thread=topic.id)
    note = await telegram.wait_sent(3, chat_id=STAFF.id)
    telegram.world.say(KARLA, "sehe ich auch so", group=STAFF, reply_to=int(note[-1].message["message_id"]))
    await until(lambda: not telegram.updates.waiting)
    telegram.world.say(KARLA, "/liste", group=STAFF)
    await until(lambda: has(telegram, STAFF.id, topic.name[2:10]))
    assert len(telegram.sent(ANNA.id)) == heard


async def test_outsiders_have_no_say(office: TelegramPlatform, telegram: BotApi) -> None:
    topic = await open_case(telegram)
    number = next(word for word in topic.name.split() if word.startswith("KI-"))
    stranger = Person(66, "Fremd")
    telegram.state.rooms[STAFF.id].members[stranger.id] = {"user": stranger.user(), "status": "left"}
    heard, shown = len(telegram.sent(ANNA.id)), len(telegram.sent(STAFF.id))
    telegram.world.say(stranger, f"/antwort {number} gefälscht", group=STAFF)
    telegram.world.press(stranger, "Übernehmen", group=STAFF)
    telegram.world.say(BERND, f"/antwort {number} gefälscht")
    await telegram.wait_sent(1, chat_id=BERND.id)
    await until(lambda: not telegram.updates.waiting)
    assert (len(telegram.sent(ANNA.id)), len(telegram.sent(STAFF.id))) == (heard, shown)
    assert "Fremd" not in topic.name


async def test_somebody_elses_button_does_nothing(office: TelegramPlatform, telegram: BotApi) -> None:
    topic = await open_case(telegram)
    claim = telegram.sent(STAFF.id)[0].message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    query = telegram.world.press_old(BERND, claim)
    await telegram.wait_answered(query)
    await telegram.wait_sent(1, chat_id=BERND.id)
    assert "Bernd" not in topic.name
    assert not has(telegram, ANNA.id, "Bernd")


async def test_an_answer_to_somebody_who_blocked_us_goes_out_once_when_they_are_back(
    office: TelegramPlatform, telegram: BotApi
) -> None:
    topic = await open_case(telegram)
    telegram.world.block(ANNA)
    telegram.world.press(KARLA, "Übernehmen", group=STAFF)
    telegram.world.say(KARLA, "/antwort Hier ist Ihre Auskunft.", group=STAFF, thread=topic.id)
    await until(lambda: has(telegram, STAFF.id, "nicht zugestellt"))
    assert not has(telegram, ANNA.id, "Hier ist Ihre Auskunft.")
    telegram.world.unblock(ANNA)
    await until(lambda: has(telegram, ANNA.id, "Hier ist Ihre Auskunft."))
    await asyncio.sleep(1.5)
    assert sum("Hier ist Ihre Auskunft." in text for text in telegram.texts(ANNA.id)) == 1


async def test_who_unblocks_us_while_the_answer_is_being_refused_gets_it_once_and_without_writing(
    office: TelegramPlatform, telegram: BotApi
) -> None:
    topic = await open_case(telegram)
    refusal = telegram.faults.add("hang_after", methods=["sendMessage"], chat_id=ANNA.id, times=1, seconds=1.0)
    telegram.world.block(ANNA)
    telegram.world.say(KARLA, "/antwort Hier ist Ihre Auskunft.", group=STAFF, thread=topic.id)
    await until(lambda: refusal.struck == 1)
    telegram.world.unblock(ANNA)
    await until(lambda: has(telegram, STAFF.id, "zugestellt."))
    await asyncio.sleep(1.5)
    assert sum("Hier ist Ihre Auskunft." in text for text in telegram.texts(ANNA.id)) == 1
    assert not has(telegram, STAFF.id, "nicht zugestellt")
