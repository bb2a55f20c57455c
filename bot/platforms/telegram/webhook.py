"""Receiving by webhook: what Telegram posts is gathered into batches, and answered once its batch is committed."""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.platforms.base import Receiver
from bot.platforms.telegram.albums import SETTLE_SECONDS, is_part
from bot.platforms.telegram.client import BATCH, Raw
from bot.platforms.telegram.intake import Intake
from bot.platforms.telegram.settings import WEBHOOK_PATH
from bot.store.database import StoreUnavailableError

log = structlog.get_logger()

MAX_BODY = 1024 * 1024  # bytes; the largest updates have some 50 KB
SECRET_HEADER = b"x-telegram-bot-api-secret-token"
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Webhook:
    """An ASGI application for one path, and the work behind it."""

    path = WEBHOOK_PATH

    def __init__(self, intake: Intake, *, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()
        self._waiting: asyncio.Queue[tuple[Raw, asyncio.Future[bool]]] = asyncio.Queue()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """200 only after the commit; everything else makes Telegram offer the update again."""
        status = await self._status(scope, receive)
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    async def run(self, receiver: Receiver) -> None:
        """Take what was posted, batch after batch, until cancelled."""
        while True:
            batch = [await self._waiting.get(), *self._gathered()]
            if any(is_part(raw) for raw, _ in batch):
                await asyncio.sleep(SETTLE_SECONDS)
                batch += self._gathered()
            await self._take(batch, receiver)

    async def _status(self, scope: Scope, receive: Receive) -> int:
        shown = next((value for name, value in scope["headers"] if name == SECRET_HEADER), b"")
        if not hmac.compare_digest(shown, self._secret):
            log.warning("a call to the webhook without its secret", client=(scope.get("client") or ("?",))[0])
            return 403
        body = await read_body(receive, MAX_BODY)
        if body is None:
            return 413
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            raw = None
        if not isinstance(raw, dict):
            log.warning("the webhook got something that is no update")
            return 200  # refused, it would come again and again
        taken: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.put_nowait((raw, taken))
        return 200 if await taken else 503

    def _gathered(self) -> Sequence[tuple[Raw, asyncio.Future[bool]]]:
        size = min(self._waiting.qsize(), BATCH)
        return [self._waiting.get_nowait() for _ in range(size)]

    async def _take(self, batch: Sequence[tuple[Raw, asyncio.Future[bool]]], receiver: Receiver) -> None:
        taken = False
        try:
            await self._intake.take([raw for raw, _ in batch], receiver)
            taken = True
        except (StoreUnavailableError, TelegramError) as error:
            log.warning("not taken, Telegram will offer it again", updates=len(batch), error=type(error).__name__)
        finally:
            for _, answer in batch:
                if not answer.done():
                    answer.set_result(taken)


async def read_body(receive: Receive, limit: int) -> bytes | None:
    """The body of a request; None when it is longer than `limit` bytes."""
    body = bytearray()
    more = True
    while more:
        part = await receive()
        if part["type"] != "http.request":
            return None  # whoever called has gone
        body += part.get("body", b"")
        if len(body) > limit:
            return None
        more = part.get("more_body", False)
    return bytes(body)
