"""How fast we may send: overall, in one chat, in one group, and what Telegram asks for when that was too fast.

The figures stand in Telegram's Bot FAQ ("My bot is hitting limits, how do I avoid this?").
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.platforms.base import SlowDownError
from bot.platforms.telegram.waiting import Bucket, Line

# "avoid sending more than one message per second. We may allow short bursts that go over this limit"
CHAT_RATE, CHAT_BURST = 0.95, 5
GROUP_MESSAGES, GROUP_SECONDS = 20, 60.0  # "not be able to send more than 20 messages per minute"
PATIENCE = 0.3  # seconds to wait for one chat in place; beyond, the message goes back and others go first
FLOOD_SECONDS = 1.0  # two chats refused within this time: it was too much altogether
MAX_CHATS = 10_000
CALL_SECONDS, LEAST_BULK = 0.05, 5  # what a call takes over a network: so many announcements are under way at once


@dataclass(slots=True)
class Pace:
    """One chat's: a person's bucket, or a group's last messages, and until when Telegram wants none."""

    bucket: Bucket | None = None
    sent: deque[float] | None = None
    held_until: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the chat may get a message."""
        free = self.bucket.wait(now) if self.bucket else 0.0
        if self.sent and len(self.sent) == GROUP_MESSAGES:
            free = self.sent[0] + GROUP_SECONDS - now
        return max(free, self.held_until - now, 0.0)

    def take(self, now: float) -> None:
        """A message is being sent."""
        if self.bucket:
            self.bucket.take()
        if self.sent is not None:
            self.sent.append(now)


class Limits:
    """All of them, for one bot in one process, which is the only one that sends."""

    def __init__(self, rate: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.bulk = max(LEAST_BULK, int(rate * CALL_SECONDS))
        self._line = Line(rate, clock)
        self._paces: OrderedDict[int, Pace] = OrderedDict()
        self._held_until = 0.0
        self._last_refusal = (0, -FLOOD_SECONDS)

    async def admit(self, chat_id: int, *, bulk: bool = False) -> None:
        """Wait until a message may go; raises SlowDownError when its chat has to wait so long that others go first.

        `bulk` is an announcement, which lets every reply to a person go before it.
        """
        pace = self._pace(chat_id)
        if (wait := pace.wait(self._clock())) > PATIENCE:
            raise SlowDownError(wait)
        if wait:
            await asyncio.sleep(wait)
        if (held := self._held_until - self._clock()) > 0:
            raise SlowDownError(held, for_all=True)
        await self._line.turn(bulk=bulk)
        pace.take(self._clock())

    def refused(self, chat_id: int, seconds: float) -> None:
        """Telegram said 429: this chat waits, and everybody when another chat was refused just before."""
        now = self._clock()
        self._pace(chat_id).held_until = now + seconds
        other, at = self._last_refusal
        if other != chat_id and now - at < FLOOD_SECONDS:
            self._held_until = max(self._held_until, now + seconds)
        self._last_refusal = (chat_id, now)

    def _pace(self, chat_id: int) -> Pace:
        """The chat's pace; of too many the one longest unused is forgotten, which is long at rest."""
        pace = self._paces.pop(chat_id, None)
        if pace is None:
            pace = self._full_pace(chat_id)
        self._paces[chat_id] = pace
        if len(self._paces) > MAX_CHATS:
            self._paces.popitem(last=False)
        return pace

    def _full_pace(self, chat_id: int) -> Pace:
        if chat_id < 0:
            return Pace(sent=deque(maxlen=GROUP_MESSAGES))
        return Pace(Bucket(CHAT_RATE, CHAT_BURST, CHAT_BURST, self._clock()))
