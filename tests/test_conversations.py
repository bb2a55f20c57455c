"""Whole conversations as data: `tests/conversations/**/*.yaml`, which a colleague who does not program can extend."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from knowledge.directory import Directory
from knowledge.library import Library
from knowledge.search import Searcher
from tests.player import Player, new_player, read_conversations

CONVERSATIONS = read_conversations(Path(__file__).parent / "conversations")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def players(library: Library, searcher: Searcher, directory: Directory) -> AsyncIterator[Mapping[str, Player]]:
    """One house for all conversations with the same office hours: opening one for each would take longer."""
    told = {conversation.get("office_hours", "") for _, conversation in CONVERSATIONS}
    players = {
        hours: await new_player(library, searcher, directory=directory, office_hours=hours) for hours in sorted(told)
    }
    yield players
    for player in players.values():
        await player.running.database.dispose()


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("conversation", [told for _, told in CONVERSATIONS], ids=[name for name, _ in CONVERSATIONS])
async def test_conversation_goes_as_written(conversation: dict[str, Any], players: Mapping[str, Player]) -> None:
    player = players[conversation.get("office_hours", "")]
    await player.start_afresh()
    await player.play(conversation["steps"])


def test_there_are_enough_conversations_in_both_languages() -> None:
    languages = [conversation["language"] for _, conversation in CONVERSATIONS]
    assert len(CONVERSATIONS) >= 75
    assert languages.count("en") >= 25
    assert set(languages) == {"de", "en"}


def test_every_conversation_has_a_title_of_its_own() -> None:
    titles = [conversation["title"] for _, conversation in CONVERSATIONS]
    assert len(set(titles)) == len(titles)
