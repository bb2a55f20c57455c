"""Sending on the stand-in: what arrives, what Telegram refuses, and what becomes of it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.platforms.base import (
    BlockedError,
    ButtonView,
    Delivery,
    FileSource,
    RefusedError,
    SlowDownError,
    UncertainError,
    UnreachableError,
)
from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.telegram.wording import keyboard
from bot.store.database import Database
from handlers.base import Attachment, Chat, Kind, Message
from tests.telegram.botapi import BotApi, Group
from tests.telegram.botapi.refusals import CHAT_TROUBLES
from tests.telegram.world import ACCOUNT, ANNA, BERND, closing, platform_for

ODD = "5 < 6 & <b>fett</b> &amp; https://example.org/?a=1&b=2 😀 _x_ *y* [z](tg://user?id=1)"
GROUP = Group(-1001900000077, "KI-Stammtisch")


@pytest.fixture
async def platform(telegram: BotApi, store: Database) -> AsyncIterator[TelegramPlatform]:
    telegram.world.gather(GROUP, ANNA)
    async with closing(platform_for(telegram, store)) as platform:
        yield platform


def delivery(text: str = "Hallo", *, to: int = ANNA.id, **more: Any) -> Delivery:
    given: dict[str, Any] = {"id": 1, "buttons": (), "case": "", "in_reply_to": "", "transaction_id": f"t-{text[:20]}"}
    return Delivery(chat=Chat("telegram", str(to), ACCOUNT), text=text, **(given | more))


async def test_a_text_arrives_letter_by_letter_and_its_id_comes_back(
    platform: TelegramPlatform, telegram: BotApi
) -> None:
    refs = await platform.sender.send(delivery(ODD))
    (sent,) = telegram.sent(ANNA.id)
    assert sent.text == ODD
    assert "entities" not in sent.message
    assert refs == [str(sent.message["message_id"])]
    assert telegram.violations == []


async def test_buttons_stand_below_with_our_ids(platform: TelegramPlatform, telegram: BotApi) -> None:
    await platform.sender.send(delivery(buttons=(ButtonView("A1", "Ja"), ButtonView("B2", "Nein"))))
    (row,) = telegram.sent(ANNA.id)[0].message["reply_markup"]["inline_keyboard"]
    assert [(button["text"], button["callback_data"]) for button in row] == [("Ja", "A1"), ("Nein", "B2")]


def test_long_labels_get_a_row_of_their_own() -> None:
    labels = ["Ja", "Nein", "An einen Menschen weitergeben", "Ja", "a", "b", "c"]
    rows = keyboard([ButtonView(str(n), label) for n, label in enumerate(labels)])["inline_keyboard"]
    assert [[button["text"] for button in row] for row in rows] == [
        ["Ja", "Nein"], [labels[2]], ["Ja", "a", "b"], ["c"]
    ]  # fmt: skip


async def test_in_a_group_it_says_which_message_it_answers(platform: TelegramPlatform, telegram: BotApi) -> None:
    asked = telegram.world.say(ANNA, "@ki_lotse_test_bot Frage", group=GROUP)
    await platform.sender.send(delivery(to=GROUP.id, answers=str(asked["message_id"])))
    assert telegram.sent(GROUP.id)[0].message["reply_to_message"]["message_id"] == asked["message_id"]


async def test_with_a_person_only_an_older_message_is_pointed_at(platform: TelegramPlatform, telegram: BotApi) -> None:
    first, second = (telegram.world.say(ANNA, text)["message_id"] for text in ("eins", "zwei"))
    chat = Chat("telegram", str(ANNA.id), ACCOUNT)
    platform.intake._newest.note([Message(chat, "1", ref=str(first)), Message(chat, "2", ref=str(second))])
    await platform.sender.send(delivery("zu eins", answers=str(first)))
    await platform.sender.send(delivery("zu zwei", answers=str(second)))
    older, newest = telegram.sent(ANNA.id)
    assert older.message["reply_to_message"]["message_id"] == first
    assert "reply_to_message" not in newest.message


async def test_the_message_it_answers_may_be_gone(platform: TelegramPlatform, telegram: BotApi) -> None:
    await platform.sender.send(delivery("eins", to=GROUP.id, answers="99999"))
    telegram.faults.add("refuse", times=1, code=400, description="Bad Request: message to be replied not found")
    await platform.sender.send(delivery("zwei", to=GROUP.id, answers="99999"))
    assert telegram.texts(GROUP.id) == ["eins", "zwei"]


async def test_text_that_telegram_cannot_read_as_html_goes_out_plain(
    platform: TelegramPlatform, telegram: BotApi
) -> None:
    telegram.faults.add("refuse", times=1, code=400, description="Bad Request: can't parse entities: no end tag")
    await platform.sender.send(delivery(ODD))
    assert telegram.texts(ANNA.id) == [ODD]


@pytest.mark.parametrize("trouble", [name for name, (code, _) in CHAT_TROUBLES.items() if code == 403] + ["not_found"])
async def test_who_cannot_be_written_to_any_more_has_blocked_us(
    platform: TelegramPlatform, telegram: BotApi, trouble: str
) -> None:
    telegram.state.rooms[ANNA.id].trouble = trouble
    with pytest.raises(BlockedError):
        await platform.sender.send(delivery())


async def test_what_is_wrong_with_the_message_itself_is_refused(platform: TelegramPlatform, telegram: BotApi) -> None:
    telegram.state.rooms[ANNA.id].trouble = "no_rights"
    with pytest.raises(RefusedError, match=r"(?i)not enough rights"):
        await platform.sender.send(delivery())


@pytest.mark.parametrize("code", [500, 502, 503])
async def test_an_error_of_the_server_was_surely_not_sent(
    platform: TelegramPlatform, telegram: BotApi, code: int
) -> None:
    telegram.faults.add("error", times=1, code=code, description="Bad Gateway")
    with pytest.raises(UnreachableError):
        await platform.sender.send(delivery())


async def test_without_a_connection_nothing_was_sent(telegram: BotApi, store: Database) -> None:
    async with closing(platform_for(telegram, store, api_url="http://127.0.0.1:9")) as platform:
        with pytest.raises(UnreachableError):
            await platform.sender.send(delivery())


@pytest.mark.parametrize("fault", ["cut", "cut_after"])
async def test_a_connection_cut_after_sending_leaves_it_in_doubt(
    platform: TelegramPlatform, telegram: BotApi, fault: str
) -> None:
    telegram.faults.add(fault, times=1)
    with pytest.raises(UncertainError):
        await platform.sender.send(delivery())


async def test_an_answer_that_does_not_come_leaves_it_in_doubt(platform: TelegramPlatform, telegram: BotApi) -> None:
    telegram.faults.add("hang_after", times=1, seconds=2)
    platform.client._http._read_seconds = 0.2
    with pytest.raises(UncertainError):
        await platform.sender.send(delivery())
    assert telegram.texts(ANNA.id) == ["Hallo"]


async def test_a_429_says_how_long_to_wait_and_is_believed(platform: TelegramPlatform, telegram: BotApi) -> None:
    telegram.faults.add("flood", times=1, retry_after=3)
    with pytest.raises(SlowDownError) as first:
        await platform.sender.send(delivery())
    with pytest.raises(SlowDownError):
        await platform.sender.send(delivery())
    assert first.value.seconds == 3
    assert telegram.limits.impatient == 0
    await platform.sender.send(delivery(to=BERND.id))


async def test_within_the_limits_telegram_never_says_429(platform: TelegramPlatform, telegram: BotApi) -> None:
    telegram.limits.enforce(overall=1000)
    for number in range(6):
        try:
            await platform.sender.send(delivery(f"nr {number}"))
        except SlowDownError:
            break
    assert telegram.limits.refused == 0
    assert len(telegram.sent(ANNA.id)) == 5


async def test_a_group_that_became_a_supergroup_gets_its_mail_and_keeps_its_address(
    telegram: BotApi, store: Database
) -> None:
    group = Group(-4900000005, "Klein", super=False)
    telegram.world.gather(group, ANNA)
    grown = telegram.world.migrate(ANNA, group)
    for text in ("eins", "zwei"):  # the second time another process knows it from the store
        async with closing(platform_for(telegram, store)) as platform:
            await platform.addresses.load()
            await platform.sender.send(delivery(text, to=group.id))
    assert telegram.texts(grown.id) == ["eins", "zwei"]
    assert sum(telegram.state.refused.values()) == 1


async def test_an_earlier_message_is_changed_in_place(platform: TelegramPlatform, telegram: BotApi) -> None:
    (ref,) = await platform.sender.send(delivery("alt"))
    again = delivery("neu", replaces=ref)
    assert await platform.sender.send(again) == [ref]
    assert await platform.sender.send(again) == [ref]
    assert telegram.state.rooms[ANNA.id].messages[int(ref)]["text"] == "neu"


async def test_what_cannot_be_changed_makes_way_for_the_new_message(
    platform: TelegramPlatform, telegram: BotApi
) -> None:
    photo = Attachment(Kind.PHOTO, "telegram", stored_file(telegram, "photo"))
    (ref,) = await platform.sender.send(delivery("Bild", attachments=(photo,)))
    (fresh,) = await platform.sender.send(delivery("Text gelöscht", replaces=ref))
    assert telegram.state.deleted == [(ANNA.id, int(ref))]
    assert telegram.state.rooms[ANNA.id].messages[int(fresh)]["text"] == "Text gelöscht"


def stored_file(telegram: BotApi, form: str, content: bytes = b"12345") -> str:
    return f"{form}:{telegram.state.store_file(content, name='datei.bin').id}"


async def test_a_file_goes_on_by_its_id_under_its_text(platform: TelegramPlatform, telegram: BotApi) -> None:
    file = Attachment(Kind.DOCUMENT, "telegram", stored_file(telegram, "document"), name="Antrag.pdf")
    refs = await platform.sender.send(delivery("<Antrag>", attachments=(file,)))
    (sent,) = telegram.sent(ANNA.id)
    assert (sent.method, sent.text, len(refs)) == ("sendDocument", "<Antrag>", 1)


async def test_several_files_follow_their_text_in_order(platform: TelegramPlatform, telegram: BotApi) -> None:
    files = tuple(Attachment(Kind.PHOTO, "telegram", stored_file(telegram, "photo")) for _ in range(2))
    refs = await platform.sender.send(delivery("Zwei Bilder", attachments=files))
    assert [sent.method for sent in telegram.sent(ANNA.id)] == ["sendMessage", "sendPhoto", "sendPhoto"]
    assert len(refs) == 3


async def test_a_second_try_goes_on_where_the_first_left_off(platform: TelegramPlatform, telegram: BotApi) -> None:
    files = tuple(Attachment(Kind.PHOTO, "telegram", stored_file(telegram, "photo")) for _ in range(2))
    telegram.faults.add("error", methods=["sendPhoto"], times=1)
    both = delivery("Zwei Bilder", to=GROUP.id, attachments=files)
    with pytest.raises(UnreachableError):
        await platform.sender.send(both)
    refs = await platform.sender.send(both)
    assert [sent.method for sent in telegram.sent(GROUP.id)] == ["sendMessage", "sendPhoto", "sendPhoto"]
    assert len(refs) == 3


class Elsewhere:
    """Another platform's files."""

    async def fetch(self, attachment: Attachment) -> bytes:
        if attachment.ref == "gone":
            raise RefusedError("gone")
        return b"from elsewhere"


async def test_a_file_from_another_platform_is_uploaded(telegram: BotApi, store: Database) -> None:
    files: dict[str, FileSource] = {"matrix": Elsewhere()}
    async with closing(platform_for(telegram, store, files=files)) as platform:
        scan = Attachment(Kind.DOCUMENT, "matrix", "mxc://x", name="Scan.pdf", media_type="application/pdf")
        await platform.sender.send(delivery("Scan", attachments=(scan,)))
        with pytest.raises(RefusedError):
            await platform.sender.send(delivery("weg", attachments=(Attachment(Kind.PHOTO, "matrix", "gone"),)))
    assert [sent.method for sent in telegram.sent(ANNA.id)] == ["sendMessage", "sendDocument", "sendMessage"]
    document = telegram.sent(ANNA.id)[1].message["document"]
    assert document["file_name"] == "Scan.pdf"
    assert b"from elsewhere" in [file.content for file in telegram.state.files.values()]


async def test_no_error_text_holds_the_token(telegram: BotApi, store: Database) -> None:
    async with closing(platform_for(telegram, store, token="7000000001:wrong-token-here")) as platform:
        with pytest.raises(UnreachableError) as refused:
            await platform.sender.send(delivery())
    async with closing(platform_for(telegram, store, api_url="http://127.0.0.1:9")) as platform:
        with pytest.raises(UnreachableError) as unreached:
            await platform.sender.send(delivery())
    for error in (refused.value, unreached.value):
        chain: BaseException | None = error
        while chain is not None:
            assert "wrong-token" not in str(chain)
            assert telegram.token.partition(":")[2] not in str(chain)
            chain = chain.__cause__ or chain.__context__
