"""Has the engine learn what was approved, in a process of its own, and uses it when it is as good as before."""

import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path

import structlog

from bot.house import open_searcher
from bot.knowing import Knowing, Known
from knowledge import check_golden
from knowledge.curated import Change
from knowledge.exporting import export
from knowledge.library import Library
from knowledge.loading import CONTENT, load
from knowledge.searcher import Searcher

log = structlog.get_logger()

# Curators approve several changes in a row; the overlay answers meanwhile, and learning takes a processor for a minute.
QUIET_SECONDS = 60.0


class Relearning:
    """Follows the knowledge in force; `data_dir` is where the cache of the engine lies."""

    def __init__(
        self, knowing: Knowing, data_dir: Path, *, meaning: bool = True, quiet_seconds: float = QUIET_SECONDS
    ) -> None:
        self._knowing = knowing
        self._data_dir = data_dir
        self._meaning = meaning
        self._quiet_seconds = quiet_seconds
        self._tried: tuple[Change, ...] = ()

    async def run(self) -> None:
        """Until cancelled; what could not be learned stays laid over and is tried again with the next change."""
        while True:
            before = self._knowing.now
            await asyncio.sleep(self._quiet_seconds)
            known = self._knowing.now
            if known is before and known.changes != self._tried and known.pending:
                self._tried = known.changes
                try:
                    await self.learn(known)
                except (OSError, ValueError) as error:
                    log.warning("could not learn what was approved", error=type(error).__name__)

    async def learn(self, known: Known) -> bool:
        """Learn `known` and use it; False when learning failed or would make a golden question wrong."""
        with tempfile.TemporaryDirectory(prefix="lotse-content-") as folder:
            content = Path(folder) / "content"
            library = await asyncio.to_thread(_written, content, known.changes)
            if self._meaning and await _learn_apart(content, self._data_dir):
                log.warning("could not learn apart; what was approved stays laid over")
                return False
        searcher = await asyncio.to_thread(
            open_searcher, library, cache_dir=self._data_dir / "cache", background=False, meaning=self._meaning,
            senses=known.engine.senses if isinstance(known.engine, Searcher) else None,
        )  # fmt: skip
        if worse := await asyncio.to_thread(_flipped, known.engine, searcher, known.learned):
            log.warning("what was approved stays laid over: learned, it would make golden questions wrong", count=worse)
            return False
        await self._knowing.use(library, searcher)
        log.info("learned what was approved", changes=len(known.changes))
        return True


def _written(content: Path, changes: tuple[Change, ...]) -> Library:
    """Our content with the changes, as files: what is learned from them is found again when they are exported."""
    ours = shutil.ignore_patterns("*.py", "__pycache__", "vectors", "places.csv")
    shutil.copytree(CONTENT, content, ignore=ours)
    export(changes, content)
    return load(content)


async def _learn_apart(content: Path, data_dir: Path) -> int:
    """In a process of its own, so that its memory goes back to the machine; returns its exit status."""
    environment = os.environ | {"LOTSE_DATA_DIR": str(data_dir)}
    command = [sys.executable, "-m", "knowledge", "learn", "--kb", str(content)]
    child = await asyncio.create_subprocess_exec(
        *command, env=environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        return await child.wait()
    except asyncio.CancelledError:
        child.kill()
        await child.wait()
        raise


def _flipped(before: object, after: Searcher, library: Library) -> int:
    """How many golden questions the engine `before` had right and `after` has not."""
    if not isinstance(before, Searcher):
        return 0
    golden = list(check_golden.read(CONTENT, tuple(library.topics), lambda _: None))
    pairs = zip(check_golden.asked(golden, before), check_golden.asked(golden, after), strict=True)
    return sum(old.right and not new.right for old, new in pairs)
