"""The way in: a batch of updates becomes messages, taken together; what cannot be read is left out and logged."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import structlog
from telegram import Update
from telegram.constants import ChatType

from bot.platforms.base import Receiver
from bot.platforms.telegram.addresses import Addresses
from bot.platforms.telegram.albums import Part, album_of, events_of, joined
from bot.platforms.telegram.chores import Chores
from bot.platforms.telegram.client import Raw, Telegram
from bot.platforms.telegram.members import Members, Presenter, passing_through, presenter_of
from bot.platforms.telegram.newest import Newest
from bot.platforms.telegram.settings import TelegramSettings
from bot.platforms.telegram.surroundings import Surroundings
from bot.platforms.telegram.translation import message_of, move_of
from bot.store.telegram import TelegramStore
from handlers.base import Message

log = structlog.get_logger()
Found = TypeVar("Found")

TYPING_AFTER = 0.7  # seconds; an answer that comes sooner needs no "typing"
TYPING_MOST = 20  # chats that are shown it in one batch


@dataclass(frozen=True, slots=True)
class Lesson:
    """What an update teaches about the world before it can be translated."""

    move: tuple[int, int] | None
    presenter: Presenter | None
    passing: Sequence[int]


class Intake:
    """Takes batches of updates, however they came."""

    def __init__(
        self,
        client: Telegram,
        settings: TelegramSettings,
        *,
        store: TelegramStore,
        addresses: Addresses,
        members: Members,
        newest: Newest,
        chores: Chores,
        commands: frozenset[str],
    ) -> None:
        self._client = client
        self._settings = settings
        self._store = store
        self._addresses = addresses
        self._members = members
        self._newest = newest
        self._chores = chores
        self._commands = commands
        self.username = ""

    async def take(self, batch: Sequence[Raw], receiver: Receiver) -> None:
        """Returns once everything is committed; raises StoreUnavailableError or telegram's errors if nothing was."""
        updates = [update for raw in batch if (update := self._read(raw))]
        self._acknowledge(updates)
        await self._learn(updates)
        messages = await self._joined(self._translated(updates))
        if not messages:
            return
        self._newest.note(messages)
        async with self._typing(messages):
            await receiver.receive(messages)

    def _read(self, raw: Raw) -> Update | None:
        return _readable(raw.get("update_id"), partial(self._client.read, raw))

    def _acknowledge(self, updates: Sequence[Update]) -> None:
        """Stop the clock on every pressed button, whatever becomes of it."""
        for update in updates:
            if update.callback_query:
                self._chores.start("answerCallbackQuery", callback_query_id=str(update.callback_query.id))

    async def _learn(self, updates: Sequence[Update]) -> None:
        for update in updates:
            group = self._staff_group()
            lesson = _readable(update.update_id, partial(_lesson, update, group))
            if lesson is None:
                continue
            if lesson.move:
                await self._addresses.move(*lesson.move)
            self._members.forget(lesson.passing)
            if lesson.presenter and group:
                await self._members.meet(lesson.presenter, group)

    def _translated(self, updates: Sequence[Update]) -> Sequence[Part]:
        around = self._surroundings()
        parts = [_readable(update.update_id, partial(_part, update, around)) for update in updates]
        return [part for part in parts if part]

    async def _joined(self, parts: Sequence[Part]) -> Sequence[Message]:
        """Albums as one message each; the store knows which of their parts were taken, also by a process that died."""
        events = events_of(parts)
        return joined(parts, await self._store.taken(events) if events else ())

    def _surroundings(self) -> Surroundings:
        return Surroundings(
            self._settings.account,
            self.username,
            self._settings.staff_chat,
            self._commands,
            self._addresses.moves,
            self._members.names,
        )

    def _staff_group(self) -> int:
        return self._addresses.current(self._settings.staff_chat) if self._settings.staff_chat else 0

    @asynccontextmanager
    async def _typing(self, messages: Sequence[Message]) -> AsyncIterator[None]:
        showing = asyncio.create_task(self._show_typing(messages))
        try:
            yield
        finally:
            showing.cancel()

    async def _show_typing(self, messages: Sequence[Message]) -> None:
        await asyncio.sleep(TYPING_AFTER)
        chats = {message.chat.id for message in messages if message.ref}
        for chat_id in sorted(chats)[:TYPING_MOST]:
            self._chores.start("sendChatAction", chat_id=self._addresses.current(chat_id), action="typing")


def _lesson(update: Update, group: int) -> Lesson:
    return Lesson(
        move_of(update),
        presenter_of(update, group) if group else None,
        passing_through(update, group) if group else (),
    )


def _part(update: Update, around: Surroundings) -> Part | None:
    """The message and the album it belongs to."""
    if (change := update.my_chat_member) and change.chat.type != ChatType.PRIVATE:
        # How operators learn the number of their staff group: see docs/telegram.md.
        log.info("our place in a group", chat=change.chat.id, status=str(change.new_chat_member.status))
    message = message_of(update, around)
    return (album_of(update), message) if message else None


def _readable(update_id: object, read: Callable[[], Found]) -> Found | None:
    """The result; None when an update is broken, which python-telegram-bot says with whatever error comes of it."""
    try:
        return read()
    except Exception as error:  # foreign data in a foreign library: its neighbours must be taken all the same
        log.warning("update not understood", update=update_id, error=type(error).__name__)
        return None
