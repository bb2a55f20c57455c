"""One topic per case in the staff group: created, renamed, closed and opened with the case, made anew when deleted."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from telegram.error import BadRequest, TelegramError

from bot.platforms.base import Delivery
from bot.platforms.telegram.client import Telegram
from bot.platforms.telegram.errors import NO_TOPICS, NOT_MODIFIED, THREAD_GONE, says
from bot.platforms.telegram.html import utf16_cut
from bot.store.database import StoreUnavailableError
from bot.store.threads import Thread, Threads
from handlers.base import Chat

log = structlog.get_logger()

TITLE_LIMIT = 128  # createForumTopic: "Topic name, 1-128 characters"
LOOK_AGAIN = timedelta(minutes=10)  # whether the group has topics meanwhile, and we the right to manage them


class Topics:
    """The topics of the staff group; its methods raise telegram's errors and StoreUnavailableError."""

    def __init__(
        self, client: Telegram, threads: Threads, staff_room: Chat | None, now: Callable[[], datetime]
    ) -> None:
        self._client = client
        self._threads = threads
        self._staff_room = staff_room
        self._now = now
        self._without_until: datetime | None = None

    async def place(self, delivery: Delivery, number: int) -> int | None:
        """The topic a delivery goes to, made ready for it; None for none, or for "General"."""
        if not self._has_topic(delivery):
            return _number(delivery.thread)
        thread = await self._threads.find(delivery.case, delivery.chat)
        if thread is None:
            return await self._created(delivery, number, title=_title(delivery)) if delivery.card else None
        try:
            await self._head(delivery, number, thread)
        except BadRequest as error:
            if not says(error, THREAD_GONE):
                raise
            return await self._created(delivery, number, title=_title(delivery) or thread.title)
        return int(thread.ref)

    async def remake(self, delivery: Delivery, number: int) -> int | None:
        """The topic was gone when we wrote into it: another one, or none where it was not a case's."""
        if not self._has_topic(delivery):
            return None
        thread = await self._threads.find(delivery.case, delivery.chat)
        title = _title(delivery) or (thread.title if thread else "")
        return await self._created(delivery, number, title=title) if title else None

    async def reopen(self, delivery: Delivery, number: int, topic: int) -> bool:
        """Somebody closed the topic we want to write into; False when we may not open it."""
        if not self._has_topic(delivery):
            return False
        await self._do("reopenForumTopic", number, str(topic))
        if thread := await self._threads.find(delivery.case, delivery.chat):
            await self._save(delivery, thread.ref, thread.title, is_open=True)
        return True

    async def settle(self, delivery: Delivery, number: int) -> None:
        """Close the topic of a closed case, once the last message stands in it. The message is through: no faults."""
        if delivery.card is None or delivery.card.open or not self._has_topic(delivery):
            return
        try:
            thread = await self._threads.find(delivery.case, delivery.chat)
            if thread and thread.open:
                await self._do("closeForumTopic", number, thread.ref)
                await self._save(delivery, thread.ref, thread.title, is_open=False)
        except (TelegramError, StoreUnavailableError) as error:
            log.warning("topic not closed", case=delivery.case, error=type(error).__name__)

    def _has_topic(self, delivery: Delivery) -> bool:
        waits = self._without_until is not None and self._now() < self._without_until
        return bool(delivery.case) and delivery.chat == self._staff_room and not waits

    async def _head(self, delivery: Delivery, number: int, thread: Thread) -> None:
        """Open and named as the case stands now. A topic is named before its case is closed: closed ones stay so."""
        if delivery.card is None:
            return
        title, is_open = _title(delivery), thread.open
        if delivery.card.open and not is_open:
            await self._do("reopenForumTopic", number, thread.ref)
            is_open = True
        if title != thread.title:
            await self._do("editForumTopic", number, thread.ref, name=title)
        if (title, is_open) != (thread.title, thread.open):
            await self._save(delivery, thread.ref, title, is_open=is_open)

    async def _created(self, delivery: Delivery, number: int, *, title: str) -> int | None:
        try:
            made = await self._client.call("createForumTopic", chat_id=number, name=title)
        except BadRequest as error:
            if not says(error, NO_TOPICS):
                raise
            log.warning("the staff group has no topics, or we may not manage them", chat=number, error=error.message)
            self._without_until = self._now() + LOOK_AGAIN
            return None
        ref = str(made["message_thread_id"])
        await self._save(delivery, ref, title, is_open=True)
        return int(ref)

    async def _save(self, delivery: Delivery, ref: str, title: str, *, is_open: bool) -> None:
        await self._threads.save(delivery.case, delivery.chat, ref=ref, title=title, is_open=is_open)

    async def _do(self, method: str, number: int, ref: str, **given: Any) -> None:
        """Change a topic; that it is so already is no fault."""
        try:
            await self._client.call(method, chat_id=number, message_thread_id=int(ref), **given)
        except BadRequest as error:
            if not says(error, NOT_MODIFIED):
                raise


def _title(delivery: Delivery) -> str:
    return utf16_cut(delivery.card.title, TITLE_LIMIT) if delivery.card else ""


def _number(thread: str) -> int | None:
    return int(thread) if thread.isdecimal() else None
