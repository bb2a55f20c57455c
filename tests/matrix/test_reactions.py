"""A reaction presses the button it means, also when it is faster than our own note of what was offered."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.platforms.matrix.reactions import NOTING_SECONDS, Reactions
from bot.platforms.matrix.translation import Reaction
from bot.store.database import Database
from bot.store.matrix import MatrixStore

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ROOM, OTHER = "!one:example.org", "!other:example.org"
ONE = Reaction("$reaction", "$offer", "1\ufe0f\N{COMBINING ENCLOSING KEYCAP}", "@maria:example.org")


@pytest.fixture
def store(database: Database) -> MatrixStore:
    return MatrixStore(database, "@lotse:example.org")


async def test_a_reaction_to_what_is_just_being_sent_waits_until_it_is_noted(store: MatrixStore) -> None:
    reactions = Reactions(store, lambda: NOW)
    with reactions.noting(ROOM):
        pressing = asyncio.create_task(reactions.button(ONE, ROOM))
        await asyncio.sleep(0.05)
        assert not pressing.done()
        await store.remember_offer("$offer", ["b1"], NOW)
    assert await pressing == "b1"


async def test_what_is_sent_elsewhere_holds_up_nobody(store: MatrixStore) -> None:
    reactions = Reactions(store, lambda: NOW)
    with reactions.noting(OTHER):
        async with asyncio.timeout(NOTING_SECONDS / 2):
            assert await reactions.button(ONE, ROOM) is None


async def test_a_failed_sending_lets_the_reaction_go(store: MatrixStore) -> None:
    reactions = Reactions(store, lambda: NOW)
    with pytest.raises(ConnectionError), reactions.noting(ROOM):
        raise ConnectionError
    assert await reactions.button(ONE, ROOM) is None
