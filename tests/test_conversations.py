"""Whole conversations as data: `tests/conversations/**/*.yaml`, which a colleague who does not program can extend."""

from pathlib import Path
from typing import Any

import pytest

from knowledge.library import Library
from knowledge.search import Searcher
from tests.player import new_player, read_conversations

CONVERSATIONS = read_conversations(Path(__file__).parent / "conversations")


@pytest.mark.parametrize("conversation", [told for _, told in CONVERSATIONS], ids=[name for name, _ in CONVERSATIONS])
async def test_conversation_goes_as_written(conversation: dict[str, Any], library: Library, searcher: Searcher) -> None:
    player = await new_player(library, searcher)
    try:
        await player.play(conversation["steps"])
    finally:
        await player.running.database.dispose()


def test_there_are_enough_conversations_in_both_languages() -> None:
    languages = [conversation["language"] for _, conversation in CONVERSATIONS]
    assert len(CONVERSATIONS) >= 75
    assert languages.count("en") >= 20
    assert set(languages) == {"de", "en"}


def test_every_conversation_has_a_title_of_its_own() -> None:
    titles = [conversation["title"] for _, conversation in CONVERSATIONS]
    assert len(set(titles)) == len(titles)
