"""The garbage collector while the service loads and afterwards."""

import asyncio
import gc
from collections.abc import Iterator
from threading import Event

import pytest

from bot.collecting import USUAL, WHILE_LOADING, collect_seldom, freeze_when_loaded


@pytest.fixture(autouse=True)
def collector_as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


async def test_what_is_loaded_is_spared_and_then_garbage_is_collected_as_usual() -> None:
    collect_seldom()
    assert gc.get_threshold() == WHILE_LOADING
    settled, frozen = Event(), gc.get_freeze_count()
    freezing = asyncio.create_task(freeze_when_loaded(settled))
    await asyncio.sleep(0)
    assert gc.get_freeze_count() == frozen
    settled.set()
    await asyncio.wait_for(freezing, 30)
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold() == USUAL
