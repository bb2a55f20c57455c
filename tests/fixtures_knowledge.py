"""What we know, for tests: the real library and the real engine, learned once and kept in the cache."""

from pathlib import Path

import pytest

from bot.house import open_searcher
from knowledge.directory import Directory, open_directory
from knowledge.library import Library
from knowledge.loading import load
from knowledge.search import Searcher, is_learned, items_of
from tests.turns import CACHE, turn_at


def learn(library: Library, *, meaning: bool = True) -> Path:
    """Returns the folder with the index; the first who needs it learns it for a minute, while the others wait."""
    items, synonyms = items_of(library), library.vocabulary.synonyms
    with turn_at("learning"):
        if not is_learned(items, cache_dir=CACHE, meaning=meaning, synonyms=synonyms):
            open_searcher(library, cache_dir=CACHE, background=False, meaning=meaning)
    return CACHE


@pytest.fixture(scope="session")
def library() -> Library:
    """All entries as they stand in the repository."""
    return load()


@pytest.fixture(scope="session")
def learned_index(library: Library) -> Path:
    """The folder in which the engine has nothing to learn any more."""
    return learn(library)


@pytest.fixture
def warm_data(tmp_path: Path, learned_index: Path) -> Path:
    """A service's own data folder, in which nothing is to be learned: it starts in two seconds and not in a minute."""
    (tmp_path / "cache").symlink_to(learned_index)
    return tmp_path


@pytest.fixture(scope="session")
def searcher(library: Library, learned_index: Path) -> Searcher:
    """The engine over all of them, complete from the first question on."""
    return open_searcher(library, cache_dir=learned_index, background=False)


@pytest.fixture(scope="session")
def directory(library: Library, searcher: Searcher) -> Directory:
    """The directory of actors with all its senses."""
    return open_directory(library, searcher, background=False, cache_dir=CACHE)
