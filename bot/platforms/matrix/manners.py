"""Read receipts once a message is taken, and a typing notice when an answer takes noticeable time."""

import asyncio
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager

import structlog

from bot.platforms.matrix.client import MatrixClient, quoted
from bot.platforms.matrix.errors import FAULTS
from bot.platforms.matrix.link import Link
from handlers.base import Message

log = structlog.get_logger()

NOTICEABLE_SECONDS = 0.5
TYPING_SECONDS = 30
AT_ONCE = 4  # requests of this kind side by side: answers must not wait for them


class Manners:
    """Courtesies: nobody waits for them, and a refused one is only noted."""

    def __init__(self, client: MatrixClient, link: Link) -> None:
        self._client = client
        self._link = link
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Semaphore(AT_ONCE)

    def have_read(self, messages: Sequence[Message]) -> None:
        """Tell each chat up to where we have read."""
        newest = {message.chat.id: message.ref for message in messages if message.ref}
        for chat_id, event_id in newest.items():
            room = quoted(self._link.room_of(chat_id))
            self._later(self._request("POST", f"/rooms/{room}/receipt/m.read/{quoted(event_id)}", {}))

    @contextmanager
    def typing(self, messages: Sequence[Message]) -> Iterator[None]:
        """While the block takes longer than a person would call at once, the chats see that we write."""
        chats = {message.chat.id for message in messages if not message.staff}
        started = [self._later(self._typing(chat_id)) for chat_id in chats]
        try:
            yield
        finally:
            for task in started:
                task.cancel()

    async def _typing(self, chat_id: str) -> None:
        await asyncio.sleep(NOTICEABLE_SECONDS)
        path = f"/rooms/{quoted(self._link.room_of(chat_id))}/typing/{quoted(self._client.user_id)}"
        try:
            await self._request("PUT", path, {"typing": True, "timeout": TYPING_SECONDS * 1000})
            await asyncio.sleep(TYPING_SECONDS)
        finally:
            self._later(self._request("PUT", path, {"typing": False}))

    async def _request(self, method: str, path: str, body: dict[str, object]) -> None:
        async with self._turn:
            try:
                await self._client.request(method, path, body)
            except FAULTS as error:
                log.debug("courtesy refused", error=type(error).__name__)

    def _later(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def close(self) -> None:
        """Leave off."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
