"""Who is staff: the members of the staff group, each under a name nobody else there has."""

import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog
import telegram
from telegram import ChatMember, Update
from telegram.error import BadRequest, TelegramError

from bot.platforms.telegram.client import Telegram
from bot.store.telegram import TelegramStore

log = structlog.get_logger()

MEMBER_SECONDS = 600.0  # until we look again; who leaves while we watch is struck off at once
STRANGER_SECONDS = 60.0
NAME_LIMIT = 64
_STRANGER = ("user not found", "participant_id_invalid", "user_id_invalid", "member not found", "user_not_participant")
_IN = {ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER}


@dataclass(frozen=True, slots=True)
class Presenter:
    """Somebody who wrote or pressed in the staff group; a hidden one is an administrator writing as the group."""

    number: int
    name: str
    handle: str = ""
    hidden: bool = False


class Members:
    """The members we have met, looked up when they turn up."""

    def __init__(self, client: Telegram, store: TelegramStore, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._due: dict[int, float] = {}  # when to look again
        self._names: dict[int, str] = {}

    @property
    def names(self) -> Mapping[int, str]:
        """Who is staff as far as we know, and what they are called."""
        return self._names

    async def meet(self, person: Presenter, group: int) -> None:
        """Look up who turned up in the staff group; raises telegram's errors and StoreUnavailableError."""
        if self._clock() < self._due.get(person.number, 0.0):
            return
        if not person.hidden and not await self._is_member(person.number, group):
            self._names.pop(person.number, None)
            self._due[person.number] = self._clock() + STRANGER_SECONDS
            log.warning("somebody in the staff group who is no member of it", chat=group, user=person.number)
            return
        name = await self._store.name_member(str(person.number), person.name, handle=person.handle)
        self._names[person.number] = name
        self._due[person.number] = self._clock() + MEMBER_SECONDS

    def forget(self, numbers: Sequence[int]) -> None:
        """These came or left: look again when they turn up."""
        for number in numbers:
            self._names.pop(number, None)
            self._due.pop(number, None)

    async def _is_member(self, number: int, group: int) -> bool:
        try:
            found = await self._client.call_briefly("getChatMember", chat_id=group, user_id=number)
        except BadRequest as error:
            if any(phrase in error.message.casefold() for phrase in _STRANGER):
                return False
            log.warning("members cannot be looked up, make the bot an administrator", chat=group, error=error.message)
            return True  # Telegram shows a private group's messages and buttons to nobody else
        except TelegramError:
            if number in self._names:
                return True
            raise
        return found.get("status") in _IN or (
            found.get("status") == ChatMember.RESTRICTED and found.get("is_member") is True
        )


def presenter_of(update: Update, group: int) -> Presenter | None:
    """Whoever wrote or pressed in the staff group; None for everything else."""
    if query := update.callback_query:
        under = query.message
        return _person(query.from_user) if under and under.chat.id == group else None
    message = update.message or update.edited_message
    if message is None or message.chat.id != group:
        return None
    if message.sender_chat is None:
        return _person(message.from_user) if message.from_user and not message.from_user.is_bot else None
    if message.sender_chat.id != group:
        return None
    return Presenter(group, plain_name(message.author_signature, message.chat.title, str(group)), hidden=True)


def passing_through(update: Update, group: int) -> Sequence[int]:
    """Who came into the staff group or left it."""
    message = update.message
    if message is None or message.chat.id != group:
        return []
    people = [*message.new_chat_members, *([message.left_chat_member] if message.left_chat_member else [])]
    return [person.id for person in people]


def _person(user: telegram.User) -> Presenter:
    if type(user.id) is not int or not isinstance(user.username, str | None):
        raise TypeError("a user that is none")
    name = plain_name(f"{user.first_name} {user.last_name or ''}", user.username, str(user.id))
    return Presenter(user.id, name, user.username or "")


def plain_name(*candidates: str | None) -> str:
    """The first of the names with anything to read in it, on one line, without what turns or hides text."""
    for name in candidates:
        shown = "".join(char if unicodedata.category(char)[0] not in "C" else " " for char in name or "")
        if plain := " ".join(shown.split())[:NAME_LIMIT].strip():
            return plain
    return "?"
