"""The staff group: one topic per case, following the case through its life."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.platforms.base import Delivery
from bot.platforms.telegram.platform import TelegramPlatform
from bot.store.database import Database
from bot.store.models import InquiryRow
from bot.store.times import utc_now
from handlers.base import Card, Chat
from tests.telegram.botapi import BotApi, Group
from tests.telegram.botapi.state import Topic
from tests.telegram.world import ACCOUNT, KARLA, STAFF, closing, platform_for

CASE = "KI-AC3D4"


@pytest.fixture
async def platform(telegram: BotApi, store: Database) -> AsyncIterator[TelegramPlatform]:
    async with store.writing() as session:
        now = utc_now()
        session.add(
            InquiryRow(
                number=CASE, state="new", language="de", question="?", consent_at=now, opened_at=now, changed_at=now
            )
        )
    async with closing(platform_for(telegram, store, staff_chat=str(STAFF.id))) as platform:
        yield platform


def about(text: str, title: str = "", *, is_open: bool = True, **more: Any) -> Delivery:
    card = Card(title, is_open) if title else None
    given: dict[str, Any] = {"id": 1, "buttons": (), "case": CASE, "in_reply_to": "", "transaction_id": text}
    return Delivery(chat=Chat("telegram", str(STAFF.id), ACCOUNT), text=text, card=card, **(given | more))


def topics(telegram: BotApi) -> list[Topic]:
    return list(telegram.state.rooms[STAFF.id].topics.values())


def places(telegram: BotApi) -> list[tuple[str, int | None]]:
    return [(sent.text, sent.message.get("message_thread_id")) for sent in telegram.sent(STAFF.id)]


async def test_a_case_gets_one_topic_and_all_its_messages_go_there(
    platform: TelegramPlatform, telegram: BotApi
) -> None:
    for text in ("neu", "mehr", "noch mehr"):
        await platform.sender.send(about(text, "🔔 KI-AC3D4 · neu"))
    await platform.sender.send(about("ohne Kopf"))
    (topic,) = topics(telegram)
    assert topic.name == "🔔 KI-AC3D4 · neu"
    assert places(telegram) == [(text, topic.id) for text in ("neu", "mehr", "noch mehr", "ohne Kopf")]
    assert telegram.violations == []


async def test_the_topic_is_renamed_closed_and_opened_with_its_case(
    platform: TelegramPlatform, telegram: BotApi
) -> None:
    await platform.sender.send(about("neu", "neu"))
    (topic,) = topics(telegram)
    await platform.sender.send(about("Anna hat es", "Anna"))
    assert (topic.name, topic.closed) == ("Anna", False)
    await platform.sender.send(about("fertig", "zu", is_open=False))
    assert (topic.name, topic.closed) == ("zu", True)
    await platform.sender.send(about("wieder da", "offen"))
    assert (topic.name, topic.closed) == ("offen", False)
    assert {thread for _, thread in places(telegram)} == {topic.id}
    assert telegram.state.refused == {}


async def test_a_long_title_is_cut_to_what_telegram_takes(platform: TelegramPlatform, telegram: BotApi) -> None:
    await platform.sender.send(about("neu", "👤 " * 100))
    (topic,) = topics(telegram)
    assert topic.name.endswith("…")
    assert telegram.violations == []


@pytest.mark.parametrize("title", ["neu", "anders"])
async def test_a_deleted_topic_is_made_anew(platform: TelegramPlatform, telegram: BotApi, title: str) -> None:
    await platform.sender.send(about("erst", "neu"))
    (lost,) = topics(telegram)
    telegram.world.delete_topic(STAFF, lost.id)
    await platform.sender.send(about("dann", title))
    (made,) = topics(telegram)
    assert made.name == title
    assert places(telegram)[-1] == ("dann", made.id)
    await platform.sender.send(about("ohne Kopf"))
    assert places(telegram)[-1] == ("ohne Kopf", made.id)


async def test_a_topic_deleted_before_a_message_without_heading_comes_back_under_its_name(
    platform: TelegramPlatform, telegram: BotApi
) -> None:
    await platform.sender.send(about("erst", "neu"))
    telegram.world.delete_topic(STAFF, topics(telegram)[0].id)
    await platform.sender.send(about("dann"))
    (made,) = topics(telegram)
    assert (made.name, places(telegram)[-1]) == ("neu", ("dann", made.id))


async def test_a_topic_somebody_closed_is_opened_to_write_into_it(platform: TelegramPlatform, telegram: BotApi) -> None:
    await platform.sender.send(about("erst", "neu"))
    (topic,) = topics(telegram)
    topic.closed = True
    telegram.faults.add("refuse", methods=["sendMessage"], times=1, code=400, description="Bad Request: TOPIC_CLOSED")
    await platform.sender.send(about("dann", "neu"))
    assert not topic.closed
    assert places(telegram)[-1] == ("dann", topic.id)


async def test_what_was_asked_in_a_topic_is_answered_there(platform: TelegramPlatform, telegram: BotApi) -> None:
    thread = telegram.world.open_topic(KARLA, STAFF, "Kaffee")
    await platform.sender.send(about("Liste", case="", thread=str(thread)))
    telegram.world.delete_topic(STAFF, thread)
    await platform.sender.send(about("Liste 2", case="", thread=str(thread)))
    assert places(telegram) == [("Liste", thread), ("Liste 2", None)]


@pytest.mark.parametrize("may_manage", [True, False])
async def test_without_topics_or_the_right_to_them_cases_stand_in_the_group(
    telegram: BotApi, store: Database, may_manage: bool
) -> None:
    group = Group(-1001900000055, "Team", topics=not may_manage)
    telegram.world.gather(group, KARLA, bot_rights=may_manage)
    async with closing(platform_for(telegram, store, staff_chat=str(group.id))) as platform:
        for text in ("eins", "zwei"):
            chat = Chat("telegram", str(group.id), ACCOUNT)
            refs = await platform.sender.send(
                Delivery(1, chat, text, (), CASE, "", text, card=Card("neu")),
            )
            assert len(refs) == 1
    assert telegram.texts(group.id) == ["eins", "zwei"]
    assert telegram.state.calls["createForumTopic"] == 1


async def test_a_topic_that_cannot_be_closed_does_not_send_the_message_again(
    platform: TelegramPlatform, telegram: BotApi
) -> None:
    telegram.faults.add("error", methods=["closeForumTopic"], times=1)
    await platform.sender.send(about("fertig", "zu", is_open=False))
    (topic,) = topics(telegram)
    assert not topic.closed
    await platform.sender.send(about("Nachtrag", "zu", is_open=False))
    assert topic.closed
    assert [text for text, _ in places(telegram)] == ["fertig", "Nachtrag"]
