"""Buckets and addresses: fair, bounded, and not fooled by a header."""

import pytest
from fastapi import Request

from bot.platforms.web.limits import Buckets, Slots, client_address


class Clock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_its_burst_then_refills_by_the_minute() -> None:
    clock = Clock()
    buckets = Buckets(60, 2, clock=clock)
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 1]
    assert buckets.take("b") == 0
    clock.now += 0.5
    assert buckets.take("a") == pytest.approx(0.5)
    clock.now += 0.5
    assert buckets.take("a") == 0


def test_buckets_never_hold_more_than_so_many_keys() -> None:
    buckets = Buckets(60, 2, max_keys=10)
    for number in range(1000):
        buckets.take(str(number))
    assert len(buckets) == 10


def test_slots_are_given_back() -> None:
    slots = Slots(1)
    assert [slots.take("a"), slots.take("a"), slots.take("b")] == [True, False, True]
    slots.give("a")
    assert slots.take("a")


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "address"),
    [
        ("198.51.100.7", "203.0.113.9", (), "198.51.100.7"),
        ("127.0.0.1", "203.0.113.9", ("127.0.0.1",), "203.0.113.9"),
        ("127.0.0.1", "6.6.6.6, 203.0.113.9, 10.1.2.3", ("127.0.0.1", "10.0.0.0/8"), "203.0.113.9"),
        ("198.51.100.7", "203.0.113.9", ("127.0.0.1",), "198.51.100.7"),
        ("127.0.0.1", "not an address", ("127.0.0.1",), "unknown"),
        ("2001:db8:1:2:3:4:5:6", "", (), "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "", (), "198.51.100.7"),
    ],
)
def test_forwarded_addresses_count_only_from_our_own_proxies(
    peer: str, forwarded: str, trusted: tuple[str, ...], address: str
) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())]
    request = Request({"type": "http", "client": (peer, 1234), "headers": headers})
    assert client_address(request, trusted) == address
