"""Sending, editing, copying, forwarding, deleting; and the answers to pressed buttons."""

import time
from typing import Any

from tests.telegram.botapi.bodies import Params
from tests.telegram.botapi.checks import (
    CALLBACK_ANSWER_LIMIT,
    find_message,
    find_own_message,
    find_replied,
    find_room,
    find_thread,
    read_markup,
    read_message_text,
)
from tests.telegram.botapi.html import utf16_length
from tests.telegram.botapi.refusals import bad, violation
from tests.telegram.botapi.state import GENERAL, JsonObject, Room, State

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
NOT_COPIED = {
    "message_id",
    "from",
    "chat",
    "date",
    "reply_to_message",
    "message_thread_id",
    "is_topic_message",
    "edit_date",
}


def place_message(state: State, params: Params, room: Room, content: JsonObject) -> JsonObject:
    """A new message of the bot with this content, where the call wants it."""
    markup = read_markup(params)
    replied = find_replied(room, params)
    thread = find_thread(state, room, params, replied)
    message = state.new_message(room, thread=thread)
    message |= content
    if replied is not None:
        message["reply_to_message"] = {name: value for name, value in replied.items() if name != "reply_to_message"}
    if markup is not None and "inline_keyboard" in markup:
        message["reply_markup"] = markup
    return message


def send_message(state: State, params: Params) -> JsonObject:
    """sendMessage."""
    room = find_room(state, params)
    text, entities = read_message_text(params)
    content: JsonObject = {"text": text}
    if entities:
        content["entities"] = entities
    message = place_message(state, params, room, content)
    state.note("sendMessage", message)
    return message


def edit_message_text(state: State, params: Params) -> JsonObject:
    """editMessageText; a keyboard that is not given again goes away."""
    text, entities = read_message_text(params)
    markup = read_markup(params)
    _, message = find_own_message(state, params)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    return _edit(state, "editMessageText", message, {"text": text, "entities": entities, "reply_markup": markup})


def edit_message_reply_markup(state: State, params: Params) -> JsonObject:
    """editMessageReplyMarkup."""
    markup = read_markup(params)
    _, message = find_own_message(state, params)
    return _edit(state, "editMessageReplyMarkup", message, {"reply_markup": markup})


def _edit(state: State, method: str, message: JsonObject, changes: JsonObject) -> JsonObject:
    if all((message.get(name) or None) == (value or None) for name, value in changes.items()):
        raise bad(NOT_MODIFIED)
    for name, value in changes.items():
        if value:
            message[name] = value
        else:
            message.pop(name, None)
    message["edit_date"] = int(time.time())
    state.note(method, message)
    return message


def copy_message(state: State, params: Params) -> JsonObject:
    """copyMessage: the content without where it comes from."""
    source = find_room(state, params, "from_chat_id")
    original = find_message(source, params.number("message_id"), "message to copy not found")
    room = find_room(state, params)
    content = {name: value for name, value in original.items() if name not in NOT_COPIED | {"reply_markup"}}
    message = place_message(state, params, room, content)
    state.note("copyMessage", message)
    return {"message_id": message["message_id"]}


def forward_message(state: State, params: Params) -> JsonObject:
    """forwardMessage: the content and who wrote it."""
    source = find_room(state, params, "from_chat_id")
    original = find_message(source, params.number("message_id"), "message to forward not found")
    room = find_room(state, params)
    content = {name: value for name, value in original.items() if name not in NOT_COPIED | {"reply_markup"}}
    content["forward_origin"] = {"type": "user", "sender_user": original["from"], "date": original["date"]}
    message = place_message(state, params, room, content)
    state.note("forwardMessage", message)
    return message


def delete_message(state: State, params: Params) -> bool:
    """deleteMessage."""
    room = find_room(state, params)
    message = find_message(room, params.number("message_id"), "message to delete not found")
    del room.messages[message["message_id"]]
    state.deleted.append((room.id, message["message_id"]))
    return True


def set_message_reaction(state: State, params: Params) -> bool:
    """setMessageReaction: a bot may set one."""
    room = find_room(state, params)
    message = find_message(room, params.number("message_id"), "message to react not found")
    reactions: Any = params.data("reaction") or []
    if len(reactions) > 1:
        raise violation("REACTIONS_TOO_MANY")
    state.reactions[room.id, message["message_id"]] = reactions
    return True


def send_chat_action(state: State, params: Params) -> bool:
    """sendChatAction."""
    room = find_room(state, params)
    if params.text("action") not in ACTIONS:
        raise violation("wrong parameter action in request")
    if params.number("message_thread_id") != GENERAL:
        find_thread(state, room, params, None)
    state.actions.append((room.id, params.text("action")))
    return True


def answer_callback_query(state: State, params: Params) -> bool:
    """answerCallbackQuery: each press once, and not too late."""
    query = params.text("callback_query_id")
    if utf16_length(params.text("text")) > CALLBACK_ANSWER_LIMIT:
        raise violation("MESSAGE_TOO_LONG")
    if state.callbacks.get(query, {}) is not None:
        raise bad(QUERY_TOO_OLD)
    state.callbacks[query] = {"text": params.text("text"), "show_alert": params.flag("show_alert")}
    state.changed.set()
    return True


METHODS = {
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
    "deleteMessage": delete_message,
    "setMessageReaction": set_message_reaction,
    "sendChatAction": send_chat_action,
    "answerCallbackQuery": answer_callback_query,
}
