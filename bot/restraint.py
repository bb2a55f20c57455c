"""How far announcements hold back: while a platform asks to slow down, and while it cannot be reached."""

from collections.abc import Callable
from datetime import datetime, timedelta

GRACE = timedelta(seconds=0.5)  # after a platform's limit, so that replies get what it grants first
AWAY_AFTER = 5  # faults in a row: where one call in twenty fails by chance, that is an outage
PAUSES = (1, 5, 30, 60)  # seconds between the announcements that try whether it is there again


class Restraint:
    """Of one platform. Replies are not held back: each has its own next try."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._held_until = now()
        self._faults = self._pauses = 0

    def room(self, most: int) -> int:
        """How many of `most` announcements may be under way: during an outage one, to see whether it is over."""
        if self._now() < self._held_until:
            return 0
        return min(most, 1) if self._faults >= AWAY_AFTER else most

    def answered(self) -> None:
        """The platform took or refused a message: it is there."""
        if self._faults >= AWAY_AFTER:
            self._held_until = self._now()
        self._faults = self._pauses = 0

    def slowed(self, seconds: float) -> float:
        """It asked everybody to wait; returns in how many seconds announcements go on."""
        return self._hold(timedelta(seconds=seconds) + GRACE)

    def failed(self) -> float:
        """A message did not reach it, or may not have; returns for how many seconds announcements stop."""
        self._faults += 1
        if self._faults < AWAY_AFTER or self._now() < self._held_until:
            return 0.0  # no outage yet, or one of those that were under way when it began
        pause = PAUSES[min(self._pauses, len(PAUSES) - 1)]
        self._pauses += 1
        return self._hold(timedelta(seconds=pause))

    def _hold(self, pause: timedelta) -> float:
        self._held_until = max(self._held_until, self._now() + pause)
        return (self._held_until - self._now()).total_seconds()
