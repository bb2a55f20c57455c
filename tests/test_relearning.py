"""What was approved is learned in the background, and used only if nothing gets worse by it."""

from pathlib import Path

import pytest

from bot.house import open_house, open_searcher
from bot.relearning import Relearning
from bot.store.curation import Curation
from bot.store.database import MEMORY_URL, Database
from knowledge.library import Library
from knowledge.search import Searcher
from tests.store.scenes import NOW
from tests.store.test_learning import CHANGE

ASKED = "Wer eicht Kühlketten?"


async def approve(database: Database) -> None:
    """One change, by two people."""
    curation = Curation(database)
    made = await curation.draft(CHANGE, "anna", now=NOW)
    assert await curation.approve(made, "bernd", version=1, now=NOW)


@pytest.fixture(scope="module")
def words(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """An engine that knows words only: it has more golden questions wrong than the whole one."""
    return open_searcher(library, cache_dir=tmp_path_factory.mktemp("words"), background=False, meaning=False)


async def test_what_was_learned_takes_the_place_of_the_overlay(
    library: Library, words: Searcher, tmp_path: Path
) -> None:
    database = Database(MEMORY_URL)
    running = await open_house(database, library=library, searcher=words, meaning=False)
    await approve(database)
    await running.knowing.refresh()
    assert running.knowing.now.pending == (CHANGE,)
    assert await Relearning(running.knowing, tmp_path, meaning=False).learn(running.knowing.now)
    known = running.knowing.now
    assert known.pending == ()
    assert known.engine is not words
    ((finding,),) = known.engine.ask_all([ASKED])
    assert finding.matches[0].id == CHANGE.topic
    assert known.library.topics[CHANGE.topic].answer.de == CHANGE.answer.de
    await database.dispose()


async def test_what_would_make_golden_questions_wrong_is_not_used(
    library: Library, searcher: Searcher, tmp_path: Path
) -> None:
    database = Database(MEMORY_URL)
    running = await open_house(database, library=library, searcher=searcher, meaning=False)
    await approve(database)
    await running.knowing.refresh()
    assert not await Relearning(running.knowing, tmp_path, meaning=False).learn(running.knowing.now)
    assert running.knowing.now.engine is searcher
    (finding,) = running.knowing.now.searcher.ask(ASKED)
    assert finding.matches[0].id == CHANGE.topic
    await database.dispose()
