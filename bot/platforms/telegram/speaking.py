"""Who speaks, and whether to us: in groups the bot hears only what is meant for it."""

import re
from dataclasses import dataclass, replace

import telegram
from telegram.constants import ChatType

from bot.platforms.telegram.surroundings import Surroundings
from handlers.base import Message

_COMMAND = re.compile(r"/([^\s@]+)(?:@(\w+))?")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person; `staff` is the name of a member of the staff group writing there."""

    staff: str = ""
    language_code: str | None = None


def speaker_of(source: telegram.Message, around: Surroundings) -> Speaker | None:
    """Whoever wrote a message; None for bots, channels, and strangers in the staff group."""
    if source.sender_chat is not None:  # somebody hides behind a chat, as only this group's administrators may
        hidden = source.sender_chat.id == source.chat.id and source.chat.type != ChatType.CHANNEL
        return _known(source.chat.id, None, source, around) if hidden else None
    person = source.from_user
    if person is None or person.is_bot:
        return None
    return _known(person.id, person.language_code, source, around)


def _known(number: int, language: str | None, source: telegram.Message, around: Surroundings) -> Speaker | None:
    """Anybody anywhere, but in the staff group only its members."""
    if not around.is_staff(around.chat(source.chat.id)):
        return Speaker(language_code=language)
    staff = around.members.get(number, "")
    return Speaker(staff, language) if staff else None


def replied_to(source: telegram.Message) -> str:
    """The message this one answers; in a topic every message seems to answer the one that opened it."""
    earlier = source.reply_to_message
    opens_topic = source.is_topic_message and earlier is not None and earlier.message_id == source.message_thread_id
    if earlier is None or earlier.forum_topic_created or opens_topic:
        return ""
    return str(earlier.message_id)


def meant_for_us(message: Message, source: telegram.Message, around: Surroundings) -> Message | None:
    """The message without our name in it; None when it is for others. Staff's talk among themselves is marked."""
    if source.chat.type == ChatType.PRIVATE:
        return message
    command = _COMMAND.match(message.text)
    if command and command[2] and command[2].casefold() != around.username.casefold():
        return None
    text = _without_mention(message.text, around.username)
    addressed = _is_reply_to_us(source, around) or text != message.text
    if around.is_staff(message.chat):
        return replace(message, text=text, addressed=addressed or command is not None)
    if command and (command[2] or command[1].casefold() in around.commands):
        addressed = True
    return replace(message, text=text) if addressed else None


def _without_mention(text: str, username: str) -> str:
    if not username:
        return text
    return re.sub(rf"(?<!\w)@{re.escape(username)}(?!\w) ?", "", text, flags=re.IGNORECASE).strip()


def _is_reply_to_us(source: telegram.Message, around: Surroundings) -> bool:
    earlier = source.reply_to_message
    return bool(replied_to(source) and earlier and earlier.from_user and earlier.from_user.id == around.bot_id)
