"""Small calls beside the work: pressed buttons are answered, "typing" is shown; nobody waits for them."""

import asyncio
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.platforms.telegram.client import Telegram

log = structlog.get_logger()

MOST = 500  # under way at once; beyond that Telegram is not answering, and these can be spared


class Chores:
    """Calls under way. One that fails is forgotten: a button's clock stops by itself in the end."""

    def __init__(self, client: Telegram) -> None:
        self._client = client
        self._under_way: set[asyncio.Task[None]] = set()

    def start(self, method: str, **given: Any) -> None:
        """Have a call done soon, unless too many are under way."""
        if len(self._under_way) >= MOST:
            return
        task = asyncio.create_task(self._do(method, given))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def close(self) -> None:
        """Leave off."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _do(self, method: str, given: dict[str, Any]) -> None:
        try:
            await self._client.call_briefly(method, **given)
        except TelegramError as error:
            log.debug("chore not done", method=method, error=type(error).__name__)
