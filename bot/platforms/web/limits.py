"""How much one visitor may ask for: token buckets and open streams, in memory and of bounded size."""

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from fastapi import Request

from bot.platforms.web.settings import WebSettings

MAX_KEYS = 20_000


class Buckets:
    """Token buckets by key: `burst` at once, refilled with `per_minute`."""

    def __init__(
        self, per_minute: float, burst: int, *, max_keys: int = MAX_KEYS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_second = per_minute / 60
        self._burst = burst
        self._max_keys = max_keys
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Take a token: 0 when there was one, else the seconds until there will be."""
        now = self._clock()
        level, seen = self._levels.pop(key, (float(self._burst), now))
        level = min(self._burst, level + (now - seen) * self._per_second)
        wait = 0.0 if level >= 1 else (1 - level) / self._per_second
        self._levels[key] = (level - 1 if level >= 1 else level, now)
        if len(self._levels) > self._max_keys:
            self._levels.popitem(last=False)  # longest untouched, so the fullest
        return wait

    def __len__(self) -> int:
        return len(self._levels)


class Slots:
    """How many things a key has open at the same time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[str] = Counter()

    def take(self, key: str) -> bool:
        """Take one; False when all are taken."""
        if self._taken[key] >= self._most:
            return False
        self._taken[key] += 1
        return True

    def give(self, key: str) -> None:
        """Give one back."""
        self._taken[key] -= 1
        if self._taken[key] <= 0:
            del self._taken[key]


@dataclass(frozen=True)
class Limits:
    """All limits of the web page: by session, and by network address for those who throw their cookie away."""

    session: Buckets
    address: Buckets
    reading: Buckets
    session_streams: Slots
    address_streams: Slots

    def writing_wait(self, session: str, address: str) -> float:
        """Seconds until this visitor may write; 0 means now. A refused session costs its neighbours nothing."""
        return self.session.take(session) or self.address.take(address)

    def take_stream(self, session: str, address: str) -> bool:
        """Open a stream; False when there are too many of them already."""
        if not self.session_streams.take(session):
            return False
        if self.address_streams.take(address):
            return True
        self.session_streams.give(session)
        return False

    def give_stream(self, session: str, address: str) -> None:
        """A stream has ended."""
        self.session_streams.give(session)
        self.address_streams.give(address)


def build_limits(settings: WebSettings) -> Limits:
    """The limits as configured."""
    return Limits(
        session=Buckets(settings.session_rate, settings.session_burst),
        address=Buckets(settings.address_rate, settings.address_burst),
        reading=Buckets(settings.reading_rate, settings.reading_burst),
        session_streams=Slots(settings.streams_per_session),
        address_streams=Slots(settings.streams_per_address),
    )


def client_address(request: Request, trusted: Sequence[str]) -> str:
    """Where a request comes from: the last hop that is not one of our own proxies (an IPv6 household is its /64)."""
    peer = request.client.host if request.client else ""
    hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    while hops and _is_trusted(peer, trusted):
        peer = hops.pop()
    address = _parse(peer)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return str(address or "unknown")


def _is_trusted(peer: str, trusted: Sequence[str]) -> bool:
    address = _parse(peer)
    return address is not None and any(address in ip_network(network, strict=False) for network in trusted)


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
