"""From Telegram's updates to our messages: pure functions, no network, no store."""

from dataclasses import replace

import telegram
from telegram import ChatMember, Update

from bot.platforms.telegram.contents import content_of, is_service, text_of
from bot.platforms.telegram.speaking import meant_for_us, replied_to, speaker_of
from bot.platforms.telegram.surroundings import Surroundings
from handlers.base import Kind, Message
from knowledge.entries import LANGUAGES, Language

GONE = {ChatMember.BANNED, ChatMember.LEFT}  # "kicked" and "left", in a private chat: blocked


def message_of(update: Update, around: Surroundings) -> Message | None:
    """What the update says to us, None if nothing; raises TypeError when its parts have wrong types."""
    if update.callback_query:
        message = _press(update.callback_query, around)
    elif update.my_chat_member:
        message = _presence(update.my_chat_member, around)
    elif update.message:
        message = _message(update.message, around)
    elif update.edited_message:
        message = _edit(update.edited_message, around)
    else:
        return None
    return _checked(replace(message, id=str(_number(update.update_id)))) if message else None


def move_of(update: Update) -> tuple[int, int] | None:
    """The old and the new id of a group that became a supergroup."""
    message = update.message
    if message is None:
        return None
    if message.migrate_to_chat_id:
        return _number(message.chat.id), _number(message.migrate_to_chat_id)
    if message.migrate_from_chat_id:
        return _number(message.migrate_from_chat_id), _number(message.chat.id)
    return None


def _message(source: telegram.Message, around: Surroundings) -> Message | None:
    speaker = speaker_of(source, around)
    if speaker is None or is_service(source):
        return None
    chat = around.chat(_number(source.chat.id))
    kind, attachments = content_of(source)
    message = Message(
        chat,
        id="",
        text=text_of(source),
        kind=kind,
        language=language_of(speaker.language_code),
        staff=speaker.staff,
        ref=str(_number(source.message_id)),
        reply_to=replied_to(source),
        thread=thread_of(source),
        attachments=attachments,
    )
    return meant_for_us(message, source, around)


def _edit(source: telegram.Message, around: Surroundings) -> Message | None:
    """A new wording; a live location that moves is none."""
    message = None if source.location else _message(source, around)
    return replace(message, edits=message.ref) if message else None


def _press(query: telegram.CallbackQuery, around: Surroundings) -> Message | None:
    """A pressed button, whose message may be too old for Telegram to show us more than its id."""
    under = query.message
    if under is None or not query.data:
        return None
    chat = around.chat(_number(under.chat.id))
    staff = around.members.get(_number(query.from_user.id), "") if around.is_staff(chat) else ""
    if around.is_staff(chat) and not staff:
        return None
    thread = thread_of(under) if isinstance(under, telegram.Message) else ""
    return Message(
        chat,
        id="",
        press=query.data,
        language=language_of(query.from_user.language_code),
        staff=staff,
        ref=str(_number(under.message_id)),
        thread=thread,
    )


def _presence(change: telegram.ChatMemberUpdated, around: Surroundings) -> Message | None:
    """Somebody blocked us, threw us out, or let us in again; the staff group's own are for the log."""
    chat = around.chat(_number(change.chat.id))
    was_gone, is_gone = change.old_chat_member.status in GONE, change.new_chat_member.status in GONE
    if around.is_staff(chat) or was_gone == is_gone:
        return None
    return Message(chat, id="", kind=Kind.LEFT if is_gone else Kind.RETURNED)


def thread_of(source: telegram.Message) -> str:
    """The topic; empty in "General", where Telegram names none, and in chats without topics."""
    return str(_number(source.message_thread_id)) if source.is_topic_message and source.message_thread_id else ""


def language_of(code: object) -> Language | None:
    """The app's language if it is one of ours."""
    return next((known for known in LANGUAGES if isinstance(code, str) and code.casefold().startswith(known)), None)


def _number(value: object) -> int:
    """An id: python-telegram-bot takes whatever JSON holds."""
    if type(value) is not int:
        raise TypeError("an id that is no whole number")
    return value


def _checked(message: Message) -> Message:
    """Refuse what a broken update smuggled in; raises TypeError."""
    files = message.attachments
    texts = (message.text, message.press, *(text for file in files for text in (file.name, file.media_type)))
    if not all(isinstance(text, str) for text in texts) or not all(type(file.size) is int for file in files):
        raise TypeError("a text that is none")
    return message
