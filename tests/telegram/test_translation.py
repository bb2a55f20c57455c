"""Updates become messages: what people do in Telegram, and what of it is said to us."""

from typing import Any

import pytest
from telegram import Update

from bot.platforms.telegram.translation import message_of, move_of
from handlers.base import Attachment, Kind, Message
from tests.telegram.shapes import load_shape, shape_names
from tests.telegram.world import ACCOUNT, around

# Nothing is said to us in these: other people's talk, what happens in a chat, kinds of update we never asked for.
SILENT = {
    "business_connection", "business_message", "callback_query_game", "callback_query_inline", "channel_post",
    "chat_boost", "chat_join_request", "chat_member_joined", "chosen_inline_result", "deleted_business_messages",
    "direct_messages_topic", "edited_business_message", "edited_channel_post", "edited_message_live_location",
    "group_anonymous_admin", "group_as_channel", "group_text_mention", "message_giveaway", "suggested_post",
    "group_bot_added", "group_command_for_another", "group_created", "group_from_bot", "group_left_member",
    "group_linked_channel_post", "group_migrated_from", "group_migrated_to", "group_new_members", "group_text",
    "group_title_changed", "group_video_chat_started", "guest_message", "inline_query", "managed_bot",
    "message_auto_delete_timer", "message_pinned_inaccessible", "message_reaction", "message_reaction_count",
    "message_reaction_future", "message_successful_payment", "message_users_shared", "message_web_app_data",
    "message_write_access", "my_chat_member_promoted", "poll", "poll_answer",
    "pre_checkout_query", "purchased_paid_media", "removed_chat_boost", "shipping_query", "topic_closed",
    "topic_created_by_staff", "topic_edited", "topic_general_hidden", "topic_reopened", "unknown_empty",
    "unknown_kind",
}  # fmt: skip


def translated(name: str, **changes: object) -> Message | None:
    return message_of(Update.de_json(load_shape(name), None), around(**changes))


def heard(name: str, **changes: object) -> Message:
    message = translated(name, **changes)
    assert message is not None
    return message


@pytest.mark.parametrize("name", shape_names())
def test_each_shape_is_heard_or_passed_over(name: str) -> None:
    assert (translated(name) is None) == (name in SILENT)


def test_a_text_is_a_message_with_the_ids_of_telegram() -> None:
    shape = load_shape("message_text")
    message = heard("message_text")
    assert message.id == str(shape["update_id"])
    assert message.ref == str(shape["message"]["message_id"])
    assert message.text == shape["message"]["text"]
    assert (message.chat.platform, message.chat.account) == ("telegram", ACCOUNT)
    assert message.chat.id == str(shape["message"]["chat"]["id"])
    assert (message.language, message.kind, message.staff) == ("de", Kind.TEXT, "")


def test_a_command_loses_nothing_of_its_payload() -> None:
    assert heard("message_start_payload").text == load_shape("message_start_payload")["message"]["text"]


def test_a_quote_is_never_taken_for_the_persons_words() -> None:
    for name in ("message_quote", "message_external_reply", "message_reply"):
        assert heard(name).text == load_shape(name)["message"]["text"]


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        ("message_photo_caption", Kind.PHOTO, "photo"),
        ("message_voice", Kind.VOICE, "voice"),
        ("message_audio", Kind.VOICE, "audio"),
        ("message_animation", Kind.DOCUMENT, "animation"),
        ("message_video", Kind.DOCUMENT, "video"),
        ("message_video_note", Kind.DOCUMENT, "video_note"),
        ("message_document", Kind.DOCUMENT, "document"),
        ("message_sticker", Kind.STICKER, "sticker"),
    ],
)
def test_a_file_is_an_attachment_that_can_be_fetched_again(name: str, kind: Kind, form: str) -> None:
    message, source = heard(name), load_shape(name)["message"][form]
    largest = source[-1] if isinstance(source, list) else source
    (attachment,) = message.attachments
    assert message.kind is attachment.kind is kind
    assert attachment.ref == f"{form}:{largest['file_id']}"
    assert attachment.size == largest.get("file_size", 0)
    assert message.text == load_shape(name)["message"].get("caption", "")


def test_places_and_contacts_can_be_sent_on_without_a_file() -> None:
    place, venue, card = heard("message_location"), heard("message_venue"), heard("message_contact")
    assert place.kind is venue.kind is Kind.LOCATION
    assert place.attachments[0].ref.startswith("location:5")
    assert venue.attachments[0].ref.startswith("location:")
    phone = load_shape("message_contact")["message"]["contact"]["phone_number"]
    assert card.attachments == (
        Attachment(Kind.CONTACT, "telegram", f"contact:{phone}", name=card.attachments[0].name),
    )


@pytest.mark.parametrize("name", ["message_poll", "message_dice", "message_story", "message_unknown_content"])
def test_what_we_cannot_read_still_gets_an_answer(name: str) -> None:
    assert heard(name).kind is Kind.OTHER


def test_an_edit_names_the_message_it_changes() -> None:
    message, shape = heard("edited_message_text"), load_shape("edited_message_text")
    assert message.edits == message.ref == str(shape["edited_message"]["message_id"])
    assert message.text == shape["edited_message"]["text"]


def test_a_press_carries_the_id_of_the_button_also_under_a_message_too_old_to_be_shown() -> None:
    for name in ("callback_query", "callback_query_inaccessible"):
        query = load_shape(name)["callback_query"]
        message = heard(name)
        assert (message.press, message.ref) == (query["data"], str(query["message"]["message_id"]))
        assert message.text == ""


def test_blocking_and_unblocking_say_nothing_but_are_known() -> None:
    assert heard("my_chat_member_blocked").kind is Kind.LEFT
    assert heard("my_chat_member_unblocked").kind is Kind.RETURNED
    assert heard("my_chat_member_removed").kind is Kind.LEFT


def test_in_groups_our_name_is_left_out_of_what_was_asked() -> None:
    assert heard("group_mention").text == "wann ist der nächste Termin?"
    assert heard("group_reply_to_bot").reply_to


def test_in_a_group_a_command_is_ours_by_its_name_or_ours() -> None:
    assert heard("group_command_for_us").text.startswith("/")
    bare = group_says("/hilfe")
    assert bare is not None
    assert group_says("/roll 20") is None
    assert group_says(f"/roll@{around().username}") is not None


def group_says(text: str) -> Message | None:
    shape = load_shape("group_text")
    shape["message"] |= {"text": text, "entities": []}
    return message_of(Update.de_json(shape, None), around())


def test_staff_speak_under_their_name_in_the_topic_of_a_case() -> None:
    message = heard("topic_command")
    assert (message.staff, message.thread, message.reply_to) == ("Team Muster", "40", "")
    assert message.addressed
    assert not heard("topic_message").addressed
    answer = heard("topic_reply_to_question")
    assert answer.reply_to
    assert answer.addressed


def test_general_is_no_topic_of_its_own() -> None:
    assert heard("topic_general_message").thread == ""
    general = heard("topic_general_reply")
    assert (general.thread, general.reply_to) == ("", "35")


def test_who_is_no_member_of_the_staff_group_is_not_heard_there() -> None:
    for name in ("topic_command", "topic_message", "callback_query_in_topic"):
        assert translated(name, members={}) is None


def test_staff_exist_only_in_the_staff_group() -> None:
    assert heard("group_mention").staff == ""
    assert heard("message_text").staff == ""
    assert heard("topic_command", staff_chat="-1", commands=frozenset({"antwort"})).staff == ""


def test_an_administrator_who_writes_as_the_group_is_staff_there_and_nobody_elsewhere() -> None:
    group = load_shape("group_anonymous_admin")["message"]["chat"]["id"]
    message = heard("group_anonymous_admin", staff_chat=str(group), members={group: "Leitung"})
    assert message.staff == "Leitung"
    assert translated("group_as_channel", staff_chat=str(group), members={group: "Leitung"}) is None


def test_a_group_keeps_its_address_when_telegram_gives_it_another_id() -> None:
    before, after = load_shape("group_migrated_to")["message"], load_shape("group_migrated_from")["message"]
    moved = (before["chat"]["id"], before["migrate_to_chat_id"])
    for name in ("group_migrated_to", "group_migrated_from"):
        assert move_of(Update.de_json(load_shape(name), None)) == moved
    assert after["migrate_from_chat_id"] == moved[0]
    assert heard("group_mention", moves={"-1001900000001": "-77"}).chat.id == "-77"


@pytest.mark.parametrize(("code", "language"), [("de", "de"), ("de-AT", "de"), ("en-GB", "en"), ("fr", None)])
def test_the_app_says_which_language_it_is_in(code: str, language: str | None) -> None:
    assert changed_from(language_code=code).language == language


def changed_from(**user: Any) -> Message:
    shape = load_shape("message_text")
    shape["message"]["from"] |= user
    message = message_of(Update.de_json(shape, None), around())
    assert message is not None
    return message


@pytest.mark.parametrize(
    ("field", "value"), [("message_id", "7"), ("chat", {"id": "x", "type": "private"}), ("text", 7), ("text", ["a"])]
)
def test_wrong_types_are_refused_before_they_come_any_further(field: str, value: Any) -> None:
    shape = load_shape("message_text")
    shape["message"][field] = value
    update = Update.de_json(shape, None)
    with pytest.raises(TypeError):
        message_of(update, around())


def test_bots_are_not_heard() -> None:
    shape = load_shape("message_text")
    shape["message"]["from"]["is_bot"] = True
    assert message_of(Update.de_json(shape, None), around()) is None
