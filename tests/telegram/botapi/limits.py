"""Telegram's limits on sending, when a test wants them: overall, per chat, per group.

The figures stand in the Bot FAQ ("My bot is hitting limits"): about one message per second in one chat with short
bursts above, 20 per minute in a group, about 30 per second overall (1000 with paid broadcasts).
"""

import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

GROUP_WINDOW = 60.0  # seconds


@dataclass
class Bucket:
    """So many tokens at once, and one more every `1 / rate` seconds."""

    rate: float
    capacity: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until a token is there."""
        self.level = min(self.capacity, self.level + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (1.0 - self.level) / self.rate)


@dataclass
class Limits:
    """Off until `enforce` is called; counts in any case how many messages each second saw."""

    clock: Callable[[], float] = time.monotonic
    enforced: bool = False
    overall: float = 30.0
    per_chat: float = 1.0
    burst: int = 5
    per_group: int = 20
    refused: int = 0
    impatient: int = 0  # calls that came before the time that a 429 had named
    per_second: Counter[int] = field(default_factory=Counter)
    _buckets: dict[int, Bucket] = field(default_factory=dict)
    _promised: dict[int, float] = field(default_factory=dict)

    def enforce(
        self, *, overall: float = 30.0, per_chat: float = 1.0, burst: int = 5, per_group: int = 20, on: bool = True
    ) -> None:
        """From now on with full buckets: `overall` and `per_chat` a second, `burst` at once, `per_group` a minute."""
        self.overall, self.per_chat, self.burst, self.per_group = overall, per_chat, burst, per_group
        self.enforced = on
        self._buckets.clear()
        self._promised.clear()

    def admit(self, chat_id: int) -> int:
        """0 when a message may be sent now, else after how many seconds."""
        now = self.clock()
        self.per_second[int(now)] += 1
        self.impatient += now < self._promised.get(chat_id, 0.0)
        if not self.enforced:
            return 0
        buckets = [self._overall(now), self._of(chat_id, now)]
        seconds = max(bucket.wait(now) for bucket in buckets)
        if not seconds:
            for bucket in buckets:
                bucket.level -= 1.0
            return 0
        return self._refuse(chat_id, now, seconds)

    def promise(self, chat_id: int, seconds: float) -> None:
        """A 429 said so: whoever calls earlier is impatient."""
        self._promised[chat_id] = self.clock() + seconds

    @property
    def peak(self) -> int:
        """The most messages that one second saw."""
        return max(self.per_second.values(), default=0)

    def _refuse(self, chat_id: int, now: float, seconds: float) -> int:
        self.refused += 1
        answer = math.ceil(seconds)
        self.promise(chat_id, answer)
        return answer

    def _overall(self, now: float) -> Bucket:
        return self._bucket(0, self.overall, self.overall, now)

    def _of(self, chat_id: int, now: float) -> Bucket:
        if chat_id < 0:
            return self._bucket(chat_id, self.per_group / GROUP_WINDOW, self.per_group, now)
        return self._bucket(chat_id, self.per_chat, self.burst, now)

    def _bucket(self, key: int, rate: float, capacity: float, now: float) -> Bucket:
        if key not in self._buckets:
            self._buckets[key] = Bucket(rate, capacity, capacity, now)
        return self._buckets[key]
