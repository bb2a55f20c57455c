"""The queue of updates: kept until they are confirmed, taken by one poller or handed to the webhook."""

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any

from tests.telegram.botapi.refusals import conflict

FIRST_UPDATE = 700_000_001
LARGEST_BATCH = 100
LONGEST_POLL = 50  # seconds; Telegram cuts longer polls
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
OTHER_WEBHOOK = "terminated by setWebhook request"
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True, slots=True)
class Queued:
    """An update that waits to be confirmed; `kind` is the one field besides the id."""

    id: int
    kind: str
    body: dict[str, Any]


def kind_of(update: dict[str, Any]) -> str:
    """The name of the field that says what happened."""
    return next((name for name in update if name != "update_id"), "")


def accepts(allowed: list[str] | None, kind: str) -> bool:
    """Whether a bot that asked for these kinds gets this one; an empty list means all but three."""
    return kind in allowed if allowed else kind not in NOT_BY_DEFAULT


@dataclass
class UpdateQueue:
    """Updates in the order they happened."""

    waiting: deque[Queued] = field(default_factory=deque)
    allowed: list[str] | None = None
    confirmed: int = 0
    polls: int = 0
    conflicts: int = 0
    webhook_active: bool = False
    _numbers: Iterator[int] = field(default_factory=lambda: count(FIRST_UPDATE))
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _poller: asyncio.Future[str] | None = None

    def push(self, update: dict[str, Any], *, keep_id: bool = False) -> int:
        """Queue an update under the next id (or its own); the id is returned even if the bot does not want the kind."""
        number = update["update_id"] if keep_id else next(self._numbers)
        body = {**update, "update_id": number}
        kind = kind_of(update)
        if accepts(self.allowed, kind):
            self.waiting.append(Queued(number, kind, body))
            if self._poller is not None and not self._poller.done():
                self._poller.set_result("")
            self.arrived.set()
        return int(number)

    def confirm(self, offset: int) -> None:
        """Forget everything below `offset`; a negative one keeps only so many from the end."""
        if offset < 0:
            while len(self.waiting) > -offset:
                self._drop_first()
        while offset > 0 and self.waiting and self.waiting[0].id < offset:
            self._drop_first()

    def drop(self, queued: Queued) -> None:
        """Forget one that the webhook has taken."""
        self.waiting.remove(queued)
        self.confirmed += 1

    def drop_all(self) -> None:
        """Forget everything, as `drop_pending_updates` asks."""
        self.waiting.clear()

    def batch(self, limit: int) -> list[dict[str, Any]]:
        """The oldest updates."""
        size = limit if 1 <= limit <= LARGEST_BATCH else LARGEST_BATCH
        return [queued.body for queued in islice(self.waiting, size)]

    async def poll(self, *, offset: int, limit: int, seconds: int) -> list[dict[str, Any]]:
        """The next batch, waited for; whoever polls ends the poll of whoever polled before."""
        if self.webhook_active:
            raise conflict(WEBHOOK_ACTIVE)
        self.end_poll(OTHER_POLLER)
        self.polls += 1
        self.confirm(offset)
        if not self.waiting and seconds > 0 and (reason := await self._wait(min(seconds, LONGEST_POLL))):
            raise conflict(reason)
        return self.batch(limit)

    def end_poll(self, reason: str) -> None:
        """Have the poll under way, if any, answer 409."""
        if self._poller is not None and not self._poller.done():
            self.conflicts += 1
            self._poller.set_result(reason)

    async def _wait(self, seconds: float) -> str:
        """Until an update comes or the time is over; the reason when somebody ends it."""
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            return await asyncio.wait_for(poller, seconds)
        except TimeoutError:
            return ""
        finally:
            if self._poller is poller:
                self._poller = None

    def _drop_first(self) -> None:
        self.waiting.popleft()
        self.confirmed += 1
