"""The webhook: updates are POSTed until the bot answers 2xx, in order per chat, over several connections at once."""

import asyncio
import re
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.telegram.botapi.refusals import violation
from tests.telegram.botapi.updates import OTHER_WEBHOOK, Queued, UpdateQueue

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LOCAL = ("http://127.0.0.1", "http://localhost", "http://[::1]")  # a self-hosted Bot API server takes plain HTTP
CONNECTIONS = 40
MOST_CONNECTIONS = 100
FIRST_PAUSE = 0.05  # seconds; doubles after every failure
LONGEST_PAUSE = 1.0
ANSWER_TIMEOUT = 60.0


@dataclass
class Webhook:
    """Where updates go, when the bot asked for it."""

    queue: UpdateQueue
    url: str = ""
    secret: str = ""
    connections: int = CONNECTIONS
    last_error: tuple[int, str] = (0, "")
    delivered: int = 0
    failed: int = 0
    _worker: asyncio.Task[None] | None = None
    _lines: dict[int, deque[Queued]] = field(default_factory=dict)
    _known: set[int] = field(default_factory=set)

    async def set(self, url: str, *, secret: str = "", connections: int = CONNECTIONS, drop: bool = False) -> None:
        """Deliver there from now on; an empty URL stops it."""
        if url and not url.startswith(("https://", *LOCAL)):
            raise violation("bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not SECRET.fullmatch(secret):
            raise violation("secret token contains unallowed characters")
        await self.stop()
        if drop:
            self.queue.drop_all()
        self.url, self.secret = url, secret
        self.connections = min(max(connections, 1), MOST_CONNECTIONS)
        self.queue.webhook_active = bool(url)
        if url:
            self.queue.end_poll(OTHER_WEBHOOK)
            self._worker = asyncio.create_task(self._deliver_all())

    async def stop(self) -> None:
        """Deliver no more; what waits stays in the queue."""
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
        self._worker = None
        self._lines.clear()
        self._known.clear()

    def info(self) -> dict[str, Any]:
        """What getWebhookInfo says."""
        shown: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.queue.waiting),
        }
        if self.url:
            shown["max_connections"] = self.connections
        if self.queue.allowed:
            shown["allowed_updates"] = self.queue.allowed
        if self.last_error[0]:
            shown |= {"last_error_date": self.last_error[0], "last_error_message": self.last_error[1]}
        return shown

    async def _deliver_all(self) -> None:
        slots = asyncio.Semaphore(self.connections)
        connector = aiohttp.TCPConnector(limit=self.connections)
        timeout = aiohttp.ClientTimeout(total=ANSWER_TIMEOUT)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session, asyncio.TaskGroup() as group:
            while True:
                self.queue.arrived.clear()
                for queued in self.queue.waiting:
                    if queued.id not in self._known:
                        self._line_up(queued, group, session, slots)
                await self.queue.arrived.wait()

    def _line_up(
        self, queued: Queued, group: asyncio.TaskGroup, session: aiohttp.ClientSession, slots: asyncio.Semaphore
    ) -> None:
        """Behind the others of its chat; a chat's first one starts a task."""
        self._known.add(queued.id)
        chat = chat_of(queued.body)
        if line := self._lines.get(chat):
            line.append(queued)
            return
        self._lines[chat] = deque([queued])
        group.create_task(self._deliver_line(chat, session, slots))

    async def _deliver_line(self, chat: int, session: aiohttp.ClientSession, slots: asyncio.Semaphore) -> None:
        line, pause = self._lines[chat], FIRST_PAUSE
        while line:
            async with slots:
                error = await self._deliver(line[0], session)
            if not error:
                self.queue.drop(line.popleft())
                self.delivered += 1
                pause = FIRST_PAUSE
                continue
            self.failed += 1
            self.last_error = (int(time.time()), error)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        del self._lines[chat]

    async def _deliver(self, queued: Queued, session: aiohttp.ClientSession) -> str:
        """What went wrong, empty when the bot took it."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            async with session.post(self.url, json=queued.body, headers=headers) as answer:
                ok = 200 <= answer.status < 300
                return "" if ok else f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError, OSError) as failure:
            return f"Connection failed: {type(failure).__name__}"


def chat_of(update: dict[str, Any]) -> int:
    """The chat (or person) an update belongs to, 0 when it names none."""
    for content in update.values():
        if isinstance(content, dict):
            message = content.get("message")
            inner = message if isinstance(message, dict) else content
            for holder in (inner.get("chat"), content.get("from"), content.get("user")):
                if isinstance(holder, dict) and isinstance(holder.get("id"), int):
                    return int(holder["id"])
    return 0
