"""Staff at work in their group, with the whole house behind it: what reaches the person, and what never does."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from bot.house import open_house
from bot.platforms.telegram.platform import TelegramPlatform
from bot.store.database import Database
from bot.store.leases import Leases
from knowledge.library import Library
from knowledge.search import Finding
from tests.telegram.botapi import BotApi, Person
from tests.telegram.botapi.state import Topic
from tests.telegram.world import ANNA, BERND, KARLA, STAFF, closing, platform_for, until


class Clueless:
    """An engine that knows nothing, so that everything ends with staff."""

    def ask_all(
        self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None
    ) -> list[tuple[Finding, ...]]:
        return [() for _ in texts]


@pytest.fixture
async def office(telegram: BotApi, store: Database, library: Library) -> AsyncIterator[TelegramPlatform]:
    async with closing(platform_for(telegram, store, staff_chat=str(STAFF.id))) as platform:
        house = await open_house(
            store,
            library=library,
            searcher=Clueless(),
            staff_rooms=platform.staff_rooms,
            senders=[(platform.sender, None)],
        )
        leases = Leases(store, "one")
        jobs = [deliverer.run(leases) for deliverer in house.deliverers] + [platform.run(house.dispatcher, leases)]
        tasks = [asyncio.create_task(job) for job in jobs]
        yield platform
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def open_case(telegram: BotApi, person: Person = ANNA) -> Topic:
    """The person hands a question over; returns the topic of the case."""
    before = len(telegram.sent(STAFF.id))
    said = len(telegram.sent(person.id))
    telegram.world.say(person, "/mensch")
    await telegram.wait_sent(said + 1, chat_id=person.id)
    telegram.world.say(person, "Wer hilft unserem Verein?")
    await telegram.wait_sent(said + 2, chat_id=person.id)
    telegram.world.press(person, "Ja, weitergeben")
    await telegram.wait_sent(said + 3, chat_id=person.id)
    await telegram.wait_sent(before + 1, chat_id=STAFF.id)
    return list(telegram.state.rooms[STAFF.id].topics.values())[-1]


def has(telegram: BotApi, chat_id: int, part: str) -> bool:
    return any(part in text for text in telegram.texts(chat_id))


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
