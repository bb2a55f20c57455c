"""The time of every test of the delivery."""

import pytest

from tests.delivery.senders import Clock


@pytest.fixture
def clock() -> Clock:
    """The time of everything in a test."""
    return Clock()
