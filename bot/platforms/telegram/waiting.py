"""Who waits for their turn to send: replies to people before announcements, within so many messages a second."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

SHARE = 0.98  # of what is allowed: a second is not quite as long here as where the messages arrive
WINDOW = 1.0  # the second in which no more than the rate may be sent


@dataclass(slots=True)
class Bucket:
    """So many tokens at once, and `rate` more a second."""

    rate: float
    burst: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until there is a token."""
        self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (1.0 - self.level) / self.rate)

    def take(self) -> None:
        """Use a token, if need be one that is still to come."""
        self.level -= 1.0


class Line:
    """One line for a whole bot: evenly paced, a tenth of a second made up for after a pause, no second above `rate`."""

    def __init__(self, rate: float, clock: Callable[[], float]) -> None:
        self._clock = clock
        burst = max(1.0, rate // 10)
        self._bucket = Bucket(SHARE * rate, burst, burst, clock())
        # Of hundreds a second one in a hundred fewer: on the way later calls may catch up with earlier ones.
        self._sent: deque[float] = deque(maxlen=max(1, int(rate - rate // 100)))
        self._replies: deque[asyncio.Future[None]] = deque()
        self._announcements: deque[asyncio.Future[None]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, *, bulk: bool) -> None:
        """Wait until a message may go; an announcement (`bulk`) lets every reply go first."""
        now = self._clock()
        if self._timer is None and not self._wait(now):
            self._take(now)
            return
        turn = asyncio.get_running_loop().create_future()
        (self._announcements if bulk else self._replies).append(turn)
        if self._timer is None:
            self._serve()
        await turn

    def _serve(self) -> None:
        """Give out what there is, and come back when there is more."""
        self._timer = None
        while line := self._replies or self._announcements:
            if line[0].done():  # whoever stood there gave up
                line.popleft()
                continue
            now = self._clock()
            if wait := self._wait(now):
                self._timer = asyncio.get_running_loop().call_later(wait, self._serve)
                return
            self._take(now)
            line.popleft().set_result(None)

    def _wait(self, now: float) -> float:
        is_full = len(self._sent) == self._sent.maxlen
        return max(self._bucket.wait(now), self._sent[0] + WINDOW - now if is_full else 0.0)

    def _take(self, now: float) -> None:
        self._bucket.take()
        self._sent.append(now)
