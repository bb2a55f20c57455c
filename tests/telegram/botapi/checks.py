"""The documented limits of what a bot may send; each check raises what Telegram would answer."""

import re
from typing import Any

from tests.telegram.botapi.bodies import Params
from tests.telegram.botapi.html import parse_html, utf16_length
from tests.telegram.botapi.refusals import bad, violation
from tests.telegram.botapi.state import JsonObject, Room, State

TEXT_LIMIT = 4096  # sendMessage: 1-4096 characters after entities parsing
CAPTION_LIMIT = 1024
CALLBACK_DATA_LIMIT = 64  # bytes
CALLBACK_ANSWER_LIMIT = 200
BUTTONS_LIMIT = 100  # not documented; python-telegram-bot's InlineKeyboardMarkupLimit
ROW_LIMIT = 8
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
COMMANDS_LIMIT = 100
DESCRIPTION_LIMIT = 256
BUTTON_ACTIONS = {
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
LINK = re.compile(r"(https?|tg|ton)://\S+", re.IGNORECASE)


def read_text(params: Params, name: str, *, limit: int, too_long: str) -> tuple[str, list[JsonObject]]:
    """A text of a call and its entities; empty when it was not given."""
    source, mode = params.text(name), params.text("parse_mode")
    if mode.lower() not in ("", "html"):
        raise violation("unsupported parse_mode")  # Telegram knows more; the stand-in reads HTML only
    utf16_length(source)
    text, entities = parse_html(source) if mode else (source, [])
    if utf16_length(text.rstrip()) > limit:
        raise violation(too_long)
    given = params.data("caption_entities" if name == "caption" else "entities")
    return text.rstrip(), entities or given or []


def read_message_text(params: Params) -> tuple[str, list[JsonObject]]:
    """The text of a message, 1 to 4096 characters."""
    text, entities = read_text(params, "text", limit=TEXT_LIMIT, too_long="message is too long")
    if not text.strip():
        raise violation("message text is empty")
    return text, entities


def read_caption(params: Params) -> tuple[str, list[JsonObject]]:
    """The caption under a file, at most 1024 characters."""
    return read_text(params, "caption", limit=CAPTION_LIMIT, too_long="message caption is too long")


def read_markup(params: Params) -> JsonObject | None:
    """The keyboard of a message, every button of it checked."""
    markup = params.object("reply_markup")
    if markup is None or "inline_keyboard" not in markup:
        return markup
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise violation('can\'t parse inline keyboard: Field "inline_keyboard" must be of type Array')
    if sum(map(len, rows)) > BUTTONS_LIMIT or any(len(row) > ROW_LIMIT for row in rows):
        raise violation("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)
    return markup if any(rows) else None


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise violation('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        raise violation("inline keyboard button text must be non-empty")
    utf16_length(button["text"])
    actions = button.keys() & BUTTON_ACTIONS
    if not actions:
        raise violation("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise violation("can't parse inline keyboard button: exactly one action is allowed")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= CALLBACK_DATA_LIMIT:
        raise violation("BUTTON_DATA_INVALID")
    if "url" in button and not LINK.fullmatch(str(button["url"])):
        raise violation(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def find_room(state: State, params: Params, name: str = "chat_id") -> Room:
    """The chat a call is for."""
    if name not in params:
        raise violation("chat_id is empty")
    return state.room(params.number(name))


def find_message(room: Room, number: int, missing: str) -> JsonObject:
    """A message of a chat; raises `missing` when it is not (or no longer) there."""
    message = room.messages.get(number)
    if message is None:
        raise bad(missing)
    return message


def find_own_message(state: State, params: Params) -> tuple[Room, JsonObject]:
    """A message of the bot that is to be edited."""
    room = find_room(state, params)
    message = find_message(room, params.number("message_id"), "message to edit not found")
    if message.get("from") != state.bot:
        raise bad("message can't be edited")
    return room, message


def find_replied(room: Room, params: Params) -> JsonObject | None:
    """The message a new one replies to, None when it replies to none or may do without."""
    reply = params.object("reply_parameters") or {}
    number = reply.get("message_id") or params.number("reply_to_message_id")
    if not number:
        return None
    replied = room.messages.get(int(number))
    may_lack = reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if replied is None and not may_lack:
        raise bad("message to be replied not found")
    return replied


def find_thread(state: State, room: Room, params: Params, replied: JsonObject | None) -> int:
    """The topic a new message goes to, 0 for none; a reply goes where its message stands.

    The general topic, 1, must not be named (tdlib/telegram-bot-api issue 798); only sendChatAction wants it named.
    """
    thread = params.number("message_thread_id")
    if thread and (not room.is_forum or thread not in room.topics):
        raise bad("message thread not found")
    if not thread and replied is not None and replied.get("is_topic_message"):
        thread = int(replied["message_thread_id"])
    if thread in room.topics and room.topics[thread].closed and not may_manage_topics(state, room):
        raise bad("TOPIC_CLOSED")
    return thread


def may_manage_topics(state: State, room: Room) -> bool:
    """Whether the bot is an administrator with this right."""
    return bool(room.members.get(int(state.bot["id"]), {}).get("can_manage_topics"))


def check_commands(commands: Any) -> list[JsonObject]:
    """A command menu: names of a-z, 0-9 and _, 1 to 32; descriptions of 1 to 256 characters."""
    if not isinstance(commands, list):
        raise violation("can't parse commands list")
    if len(commands) > COMMANDS_LIMIT:
        raise violation("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise violation("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(str(command.get("description", ""))) <= DESCRIPTION_LIMIT:
            raise violation("BOT_COMMAND_DESCRIPTION_INVALID")
    return list(commands)
