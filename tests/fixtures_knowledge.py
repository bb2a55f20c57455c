"""What we know, for tests: the real library and the real engine, learned once and kept in the cache."""

from pathlib import Path

import pytest

from bot.house import open_searcher
from knowledge.directory import Directory, open_directory
from knowledge.library import Library
from knowledge.loading import load
from knowledge.search import Searcher

CACHE = Path(__file__).parents[1] / ".cache" / "tests"


@pytest.fixture(scope="session")
def library() -> Library:
    """All entries as they stand in the repository."""
    return load()


@pytest.fixture(scope="session")
def searcher(library: Library) -> Searcher:
    """The engine over all of them, complete from the first question on."""
    return open_searcher(library, cache_dir=CACHE, background=False)


@pytest.fixture(scope="session")
def directory(library: Library, searcher: Searcher) -> Directory:
    """The directory of actors with all its senses."""
    return open_directory(library, searcher, background=False)
