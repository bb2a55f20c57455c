"""One case seen from Telegram: what the person reads, and what staff see of the person's words."""

from collections.abc import AsyncIterator

import pytest

from bot.platforms.telegram.platform import TelegramPlatform
from bot.store.database import Database
from knowledge.library import Library
from tests.telegram.botapi import BotApi, Group
from tests.telegram.offices import QUESTION, hand_over, has, open_case, staffed
from tests.telegram.world import ANNA, KARLA, STAFF, until

PLAIN = Group(-1001900000056, "Team ohne Themen")
SENTENCE = "Die Förderung <b>läuft</b> & endet bald 👩‍👩‍👧, siehe https://example.org/antrag?a=1&b=2#teil. "
LONG = SENTENCE * 70  # more than one message holds


@pytest.fixture
async def office(telegram: BotApi, store: Database, library: Library) -> AsyncIterator[TelegramPlatform]:
    async with staffed(telegram, store, library) as platform:
        yield platform


@pytest.fixture
async def plain_office(telegram: BotApi, store: Database, library: Library) -> AsyncIterator[TelegramPlatform]:
    telegram.world.gather(PLAIN, KARLA)
    async with staffed(telegram, store, library, group=PLAIN) as platform:
        yield platform


def shown_with(telegram: BotApi, group: Group, part: str) -> int:
    """The id of the newest message in a group with this in it."""
    return int([sent for sent in telegram.sent(group.id) if part in sent.text][-1].message["message_id"])


async def test_a_long_reply_comes_whole_and_in_order_though_a_part_fails_and_counts_only_then(
    office: TelegramPlatform, telegram: BotApi
) -> None:
    topic = await open_case(telegram)
    heard = len(telegram.sent(ANNA.id))
    telegram.faults.add("error", methods=["sendMessage"], chat_id=ANNA.id, every=2, times=1)
    telegram.world.say(KARLA, f"/antwort {LONG}", group=STAFF, thread=topic.id)
    await telegram.wait_sent(heard + 1, chat_id=ANNA.id)
    assert not has(telegram, STAFF.id, "zugestellt")
    await until(lambda: has(telegram, STAFF.id, "zugestellt."))
    parts = telegram.texts(ANNA.id)[heard:]
    assert len(parts) > 1
    assert sum(part.count(SENTENCE.strip()) for part in parts) == 70  # no sentence, link or emoji is cut
    assert sum("zugestellt." in text for text in telegram.texts(STAFF.id)) == 1
    assert telegram.violations == []


async def test_the_persons_new_wording_takes_the_place_of_the_old_one_where_staff_see_it(
    office: TelegramPlatform, telegram: BotApi
) -> None:
    topic = await open_case(telegram)
    more = telegram.world.say(ANNA, "Es geht um unseren Dackel.")
    await until(lambda: len(telegram.sent(STAFF.id)) == 2)
    telegram.world.say(KARLA, "/zeige", group=STAFF, thread=topic.id)
    await until(lambda: has(telegram, STAFF.id, "Dackel"))
    shown = telegram.state.rooms[STAFF.id].messages[shown_with(telegram, STAFF, "Dackel")]
    telegram.world.edit(more, "Es geht um unsere Katze.")
    await until(lambda: "Katze" in shown["text"])
    assert "Dackel" not in shown["text"]


async def test_in_a_group_without_topics_a_case_is_answered_by_replies(
    plain_office: TelegramPlatform, telegram: BotApi
) -> None:
    await hand_over(telegram, group=PLAIN)
    alert = shown_with(telegram, PLAIN, "KI-")
    telegram.world.say(KARLA, "Kennt die jemand?", group=PLAIN, reply_to=alert)
    telegram.world.press(KARLA, "Zeigen", group=PLAIN)
    await until(lambda: has(telegram, PLAIN.id, QUESTION))
    words = shown_with(telegram, PLAIN, QUESTION)
    telegram.world.say(KARLA, "Die Kompetenzstelle hilft gern.", group=PLAIN, reply_to=words)
    await until(lambda: has(telegram, ANNA.id, "Die Kompetenzstelle hilft gern."))
    assert not has(telegram, ANNA.id, "Kennt die jemand?")
    assert telegram.violations == []


async def test_a_file_stands_on_its_case_for_staff_to_open(office: TelegramPlatform, telegram: BotApi) -> None:
    topic = await open_case(telegram)
    telegram.world.post(ANNA, telegram.attachments.document(b"%PDF", name="Antrag.pdf"))
    await until(lambda: len(telegram.sent(STAFF.id)) == 2)
    telegram.world.say(KARLA, "/zeige", group=STAFF, thread=topic.id)
    await until(lambda: any(sent.method == "sendDocument" for sent in telegram.sent(STAFF.id)))
    (file,) = [sent.message["document"] for sent in telegram.sent(STAFF.id) if sent.method == "sendDocument"]
    assert telegram.state.files[file["file_id"]].content == b"%PDF"
    assert telegram.violations == []
