"""The stand-in for the Bot API as the real python-telegram-bot sees it: methods, checks, files, topics, profile."""

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    ChatMemberAdministrator,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, EndPointNotFound, Forbidden

from tests.telegram.botapi import BotApi, Group, Person, running_botapi
from tests.telegram.botapi.client import connected_bot
from tests.telegram.botapi.refusals import CHAT_TROUBLES

ANNA = Person(1, "Anna", username="anna_dd")
BERND = Person(2, "Bernd")
STAFF = Group(-1001, "Team", topics=True)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with running_botapi() as api:
        api.world.start(ANNA)
        yield api


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with connected_bot(api) as bot:
        yield bot


def keyboard(label: str = "Ja", data: str = "x1") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup.from_button(InlineKeyboardButton(label, callback_data=data))


async def test_a_sent_message_comes_back_as_the_documentation_says(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(1, "<b>Hä</b> 😀 <i>x</i>", parse_mode="HTML", reply_parameters=ReplyParameters(1))
    assert (sent.message_id, sent.text, sent.chat.first_name) == (2, "Hä 😀 x", "Anna")
    assert [(entity.type, entity.offset, entity.length) for entity in sent.entities] == [
        ("bold", 0, 2),
        ("italic", 6, 1),
    ]
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "/start"
    assert api.texts(1) == ["Hä 😀 x"]
    assert api.violations == []


async def test_message_ids_count_per_chat(api: BotApi, bot: Bot) -> None:
    api.world.start(BERND)
    ids = [(await bot.send_message(chat, "Hallo")).message_id for chat in (1, 1, 2)]
    assert ids == [2, 3, 2]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("", "Message text is empty"),
        (" \n", "Message text is empty"),
        ("x" * 4097, "Message is too long"),
        ("😀" * 2049, "Message is too long"),
        ("<b>x", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("ä<q>x</q>", 'Can\'t parse entities: unsupported start tag "q" at byte offset 2'),
        ("<b>x</i>", 'Can\'t parse entities: unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Can't parse entities: unexpected end tag at byte offset 1"),
        ("1 <", "Can't parse entities: unclosed start tag at byte offset 2"),
    ],
)
async def test_a_text_beyond_the_limits_is_refused_and_noted(api: BotApi, bot: Bot, text: str, refused: str) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(1, text, parse_mode="HTML")
    assert caught.value.message == refused
    assert len(api.violations) == 1
    assert api.sent() == []


async def test_the_limit_counts_characters_after_parsing(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(1, f"<b>{'&lt;' * 4096}</b>", parse_mode="HTML")
    assert sent.text == "<" * 4096


@pytest.mark.parametrize(
    ("label", "data", "refused"),
    [
        ("Ja", "x" * 65, "Button_data_invalid"),
        ("Ja", "ä" * 33, "Button_data_invalid"),
        (" ", "x", "Inline keyboard button text must be non-empty"),
    ],
)
async def test_a_button_beyond_the_limits_is_refused(bot: Bot, label: str, data: str, refused: str) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(1, "Hallo", reply_markup=keyboard(label, data))
    assert caught.value.message == refused


async def test_more_than_a_hundred_buttons_are_refused(bot: Bot) -> None:
    rows = [[InlineKeyboardButton("Ja", callback_data=f"{number}")] for number in range(101)]
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(1, "Hallo", reply_markup=InlineKeyboardMarkup(rows))


@pytest.mark.parametrize("kind", [kind for kind, (code, _) in CHAT_TROUBLES.items() if code == 403])
async def test_a_forbidden_chat_raises_forbidden_and_is_nobodys_fault(api: BotApi, bot: Bot, kind: str) -> None:
    api.state.rooms[1].trouble = kind
    with pytest.raises(Forbidden) as caught:
        await bot.send_message(1, "Hallo")
    assert caught.value.message == CHAT_TROUBLES[kind][1]
    assert api.violations == []


async def test_an_unknown_chat_message_or_topic_is_refused_by_name(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(999, "Hallo")
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(1, "Hallo", reply_parameters=ReplyParameters(99))
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(1, "Hallo", message_thread_id=5)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("Hallo", 1, 99)
    sent = await bot.send_message(1, "Hallo", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True))
    assert sent.reply_to_message is None


async def test_a_group_that_became_a_supergroup_says_where_it_went(api: BotApi, bot: Bot) -> None:
    group = api.world.gather(Group(-77, super=False), ANNA)
    grown = api.world.migrate(ANNA, group)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.id, "Hallo")
    assert caught.value.new_chat_id == grown.id
    assert (await bot.send_message(grown.id, "Hallo")).chat.type == "supergroup"


async def test_a_wrong_token_and_an_unknown_method_are_refused(api: BotApi, bot: Bot) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendTelepathy")
    async with Bot("1:wrong", base_url=f"{api.url}/bot").request as request:
        code, body = await request.do_request(f"{api.url}/bot1:wrong/getMe", "POST")
    assert (code, body) == (401, b'{"ok": false, "error_code": 401, "description": "Unauthorized"}')


async def test_an_edit_changes_the_message_once(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(1, "Hallo", reply_markup=keyboard())
    edited = await bot.edit_message_text("Guten Tag", 1, sent.message_id)
    assert isinstance(edited, Message)
    assert (edited.text, edited.reply_markup) == ("Guten Tag", None)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("Guten Tag", 1, sent.message_id)
    await bot.edit_message_reply_markup(1, sent.message_id, reply_markup=keyboard("Nein"))
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("Hallo", 1, 1)
    assert api.texts(1) == ["Hallo"]


async def test_a_press_is_answered_once(api: BotApi, bot: Bot) -> None:
    await bot.send_message(1, "Weiter?", reply_markup=keyboard())
    query = api.world.press(ANNA, "Ja")
    assert await bot.answer_callback_query(query, "gut")
    assert await api.wait_answered(query) == {"text": "gut", "show_alert": False}
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(query)
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(api.world.press(ANNA, "Ja"), "x" * 201)


async def test_copies_forwards_deletions_and_reactions(api: BotApi, bot: Bot) -> None:
    api.world.start(BERND)
    asked = api.world.say(ANNA, "Meine Frage")
    copied = await bot.copy_message(2, 1, asked["message_id"])
    forwarded = await bot.forward_message(2, 1, asked["message_id"])
    assert forwarded.forward_origin is not None
    assert api.texts(2) == ["Meine Frage"] * 2
    assert api.copies() == {(2, "Meine Frage"): 2}
    assert await bot.set_message_reaction(1, asked["message_id"], "👍")
    assert await bot.delete_message(2, copied.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(2, copied.message_id)
    assert await bot.send_chat_action(1, "typing")
    assert api.state.actions == [(1, "typing")]


async def test_files_go_both_ways(api: BotApi, bot: Bot) -> None:
    got = api.world.post(ANNA, api.attachments.document(b"%PDF-1.7", caption="Antrag"))
    file = await bot.get_file(got["document"]["file_id"])
    assert await file.download_as_bytearray() == b"%PDF-1.7"
    sent = await bot.send_document(1, b"Termin", filename="termin.ics", caption="<b>Ihr</b> Termin", parse_mode="HTML")
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption) == ("termin.ics", "Ihr Termin")
    again = await bot.send_document(1, sent.document.file_id)
    assert again.document is not None
    assert (await bot.send_photo(1, b"PNG")).photo[-1].width == 1280
    assert (await bot.send_voice(1, b"OggS", duration=3)).voice is not None
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(1, sent.document.file_id, caption="x" * 1025)


async def test_a_file_over_20_megabytes_cannot_be_fetched(api: BotApi, bot: Bot) -> None:
    got = api.world.post(ANNA, api.attachments.document(b"", size=20_000_001))
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(got["document"]["file_id"])
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("nowhere")


async def test_a_topic_lives_from_opening_to_deletion(api: BotApi, bot: Bot) -> None:
    api.world.gather(STAFF, ANNA)
    topic = await bot.create_forum_topic(STAFF.id, "KI-AB23C neu")
    thread = topic.message_thread_id
    sent = await bot.send_message(STAFF.id, "Frage", message_thread_id=thread)
    assert (sent.message_thread_id, sent.is_topic_message) == (thread, True)
    assert await bot.edit_forum_topic(STAFF.id, thread, name="KI-AB23C vergeben")
    with pytest.raises(BadRequest, match="Topic_not_modified"):
        await bot.edit_forum_topic(STAFF.id, thread, name="KI-AB23C vergeben")
    assert await bot.close_forum_topic(STAFF.id, thread)
    with pytest.raises(BadRequest, match="Topic_not_modified"):
        await bot.close_forum_topic(STAFF.id, thread)
    assert await bot.reopen_forum_topic(STAFF.id, thread)
    api.world.delete_topic(STAFF, thread)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(STAFF.id, "Frage", message_thread_id=thread)
    with pytest.raises(BadRequest, match="Topic_id_invalid"):
        await bot.edit_forum_topic(STAFF.id, thread, name="x")
    with pytest.raises(BadRequest, match="Topic name must be"):
        await bot.create_forum_topic(STAFF.id, "x" * 129)


async def test_the_general_topic_is_where_no_topic_is_named(api: BotApi, bot: Bot) -> None:
    api.world.gather(STAFF, ANNA)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(STAFF.id, "Hallo", message_thread_id=1)
    assert await bot.send_chat_action(STAFF.id, "typing", message_thread_id=1)
    sent = await bot.send_message(STAFF.id, "Hallo")
    said = api.world.say(ANNA, "Guten Tag", group=STAFF, reply_to=sent.message_id)
    assert said["message_thread_id"] == sent.message_id
    assert "is_topic_message" not in said


async def test_a_closed_topic_is_closed_to_a_bot_without_the_right(api: BotApi, bot: Bot) -> None:
    api.world.gather(STAFF, ANNA)
    thread = api.world.open_topic(ANNA, STAFF, "Absprachen")
    api.world.close_topic(ANNA, STAFF, thread)
    assert await bot.send_message(STAFF.id, "Hallo", message_thread_id=thread)
    api.world.gather(STAFF, ANNA, bot_rights=False)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(STAFF.id, "Hallo", message_thread_id=thread)


async def test_topics_need_a_forum_and_the_right(api: BotApi, bot: Bot) -> None:
    plain = api.world.gather(Group(-1002), ANNA)
    with pytest.raises(BadRequest, match="The chat is not a forum"):
        await bot.create_forum_topic(plain.id, "x")
    api.world.gather(STAFF, ANNA, bot_rights=False)
    with pytest.raises(BadRequest, match="Not enough rights"):
        await bot.create_forum_topic(STAFF.id, "x")


async def test_members_are_known_and_strangers_are_not(api: BotApi, bot: Bot) -> None:
    api.world.gather(STAFF, ANNA)
    assert (await bot.get_chat_member(STAFF.id, 1)).status == "member"
    api.world.start(BERND)
    assert (await bot.get_chat_member(STAFF.id, 2)).status == "left"
    with pytest.raises(BadRequest, match="Participant_id_invalid"):
        await bot.get_chat_member(STAFF.id, 3)
    (administrator,) = await bot.get_chat_administrators(STAFF.id)
    assert isinstance(administrator, ChatMemberAdministrator)
    assert (await bot.get_chat(STAFF.id)).is_forum
    assert await bot.leave_chat(STAFF.id)
    with pytest.raises(Forbidden):
        await bot.send_message(STAFF.id, "Hallo")


async def test_command_menus_are_kept_per_scope_and_language(api: BotApi, bot: Bot) -> None:
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("hilfe", "Was ich kann")], scope=scope)
    await bot.set_my_commands([BotCommand("help", "What I can do")], scope=scope, language_code="en")
    assert [one.command for one in await bot.get_my_commands(scope=scope)] == ["hilfe"]
    assert [one.command for one in await bot.get_my_commands(scope=scope, language_code="en")] == ["help"]
    assert await bot.get_my_commands() == ()
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([BotCommand("Löschen", "x")])
    with pytest.raises(BadRequest, match="Bot_command_description_invalid"):
        await bot.set_my_commands([BotCommand("daten", "x" * 257)])


async def test_descriptions_are_kept_per_language(api: BotApi, bot: Bot) -> None:
    assert await bot.set_my_description("Fragen zur KI", language_code="de")
    assert await bot.set_my_short_description("KI-Lotse")
    assert (await bot.get_my_description("de")).description == "Fragen zur KI"
    assert (await bot.get_my_short_description("de")).short_description == "KI-Lotse"
    with pytest.raises(BadRequest, match="too long"):
        await bot.set_my_short_description("x" * 121)
