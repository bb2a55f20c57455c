"""A data folder whose search index is already learned, so that a start takes two seconds and not a minute."""

import shutil
from pathlib import Path

import pytest

from bot.house import open_searcher
from knowledge.loading import load
from tests.browser.conftest import browser, visitors
from tests.service.process import ROOT

__all__ = ["browser", "visitors"]  # fixtures of the browser tests, used here too

WARM = ROOT / ".cache" / "tests"


@pytest.fixture(scope="session")
def learned_index() -> Path:
    """The folder with the learned index; learned at the first run."""
    open_searcher(load(), cache_dir=WARM, background=False)
    return WARM


@pytest.fixture
def warm_data(tmp_path: Path, learned_index: Path) -> Path:
    """A fresh data folder of one test."""
    shutil.copytree(learned_index, tmp_path / "cache")
    return tmp_path
