"""Receiving by polling: a batch is committed, and only the next poll confirms it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import structlog
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.platforms.base import Receiver
from bot.platforms.telegram.albums import MAX_LOOKS, SETTLE_SECONDS, is_part, without_cut_album
from bot.platforms.telegram.client import BATCH, Raw, Telegram
from bot.platforms.telegram.intake import Intake
from bot.platforms.telegram.request import FloodError
from bot.store.database import StoreUnavailableError
from bot.store.leases import Leases
from bot.tenure import Tenure

log = structlog.get_logger()

PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)  # seconds after the first, second, … fault in a row
STORE_PAUSE = 1.0


class Polling:
    """One bot's stream of updates, taken by whichever process holds the lease."""

    def __init__(
        self, client: Telegram, intake: Intake, receiver: Receiver, *, account: str, now: Callable[[], datetime]
    ) -> None:
        self._client = client
        self._intake = intake
        self._receiver = receiver
        self._account = account
        self._now = now
        self._offset = 0
        self._faults = 0

    async def run(self, leases: Leases) -> None:
        """Poll until cancelled."""
        tenure = Tenure(leases, f"telegram-polling:{self._account}", self._now)
        async with tenure.sought():
            while True:
                await tenure.wait()
                await self._step(self._end_webhook)
                while tenure.is_held:
                    await self._step(self._poll)

    async def _end_webhook(self) -> None:
        """Telegram gives updates either way, not both; those that wait stay."""
        await self._client.call_briefly("deleteWebhook", drop_pending_updates=False)

    async def _poll(self) -> None:
        batch = await self._settled(await self._client.poll(offset=self._offset))
        if batch:
            await self._intake.take(batch, self._receiver)
            self._offset = max(self._offset, *(_number(raw) + 1 for raw in batch))

    async def _settled(self, batch: Sequence[Raw]) -> Sequence[Raw]:
        """With an album's last parts: looking again confirms nothing."""
        for _ in range(MAX_LOOKS):
            parts = sum(map(is_part, batch))
            if not parts or len(batch) >= BATCH:
                break
            await asyncio.sleep(SETTLE_SECONDS)
            batch = await self._client.poll(offset=self._offset, seconds=0)
            if sum(map(is_part, batch)) == parts:
                break
        return without_cut_album(batch)

    async def _step(self, step: Callable[[], Awaitable[None]]) -> None:
        """Do it; whatever goes wrong passes, and the same updates are offered again."""
        try:
            await step()
            self._faults = 0
        except StoreUnavailableError as error:
            log.warning("store unavailable, Telegram keeps the updates", error=str(error))
            await asyncio.sleep(STORE_PAUSE)
        except TelegramError as error:
            await self._pause(error)

    async def _pause(self, error: TelegramError) -> None:
        seconds = PAUSES[min(self._faults, len(PAUSES) - 1)]
        if isinstance(error, FloodError):
            seconds = error.seconds
        if isinstance(error, Conflict) and self._faults in (0, 3):
            log.error(
                "another program receives this bot's updates: stop it, or give it a token of its own",
                bot=self._account,
                telegram=error.message,
            )
        elif isinstance(error, InvalidToken):
            log.error("Telegram no longer accepts LOTSE_TELEGRAM_TOKEN; ask @BotFather for a new one")
            seconds = PAUSES[-1]
        else:
            log.warning("Telegram not reached", error=error.message, again_in=seconds)
        self._faults += 1
        await asyncio.sleep(seconds)


def _number(raw: Raw) -> int:
    number = raw.get("update_id")
    return number if isinstance(number, int) else 0
