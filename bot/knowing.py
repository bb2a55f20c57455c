"""What every message is answered from: library and engine with what was approved, replaced as a whole between batches.

See docs/decisions/0013-approved-knowledge-answers-at-once.md.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import structlog

from bot.store.curation import Curation
from bot.store.database import Database, StoreUnavailableError
from knowledge.curated import Change, effective, merged
from knowledge.encoder import Encoder, RememberingEncoder, UniversalEncoder
from knowledge.entries import Language
from knowledge.findings import Finding
from knowledge.library import Library
from knowledge.masking import Masked, Masker
from knowledge.overlay import Overlaid, Overlay
from knowledge.overlay_likeness import Likeness

log = structlog.get_logger()

LOOK_SECONDS = 1.0  # how long a change approved in another process may take to answer here
REMEMBERED_TEXTS = 4_096  # the neighbours' phrasings of a review or two: 8 MB


class Asker(Protocol):
    """What is needed of the answering engine."""

    def ask_all(
        self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None
    ) -> list[tuple[Finding, ...]]: ...


@dataclass(frozen=True, slots=True)
class Known:
    """One state of our knowledge; whoever works with it keeps it to the end, whatever is approved meanwhile.

    `searcher` is the `engine` with the overlay, `library` what the engine learned (`learned`) and what was approved.
    """

    library: Library
    searcher: Overlaid
    engine: Asker
    learned: Library
    changes: tuple[Change, ...] = ()
    revision: int = 0

    @property
    def pending(self) -> tuple[Change, ...]:
        """What the engine has not learned yet."""
        return tuple(effective(self.learned, self.changes))


class LateMasker:
    """A masker that is built at the first use, which takes a third of a second: `prepare` it where nobody waits."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @cached_property
    def _masker(self) -> Masker:
        return Masker.of(self._library)

    def prepare(self) -> None:
        """Build it now."""
        self._masker.names_in("")

    def question(self, text: str, language: Language, *, names: Iterable[str] = ()) -> Masked:
        """As `Masker.question`."""
        return self._masker.question(text, language, names=names)

    def names_in(self, text: str) -> list[str]:
        """As `Masker.names_in`."""
        return self._masker.names_in(text)


class Knowing:
    """Holds the state in force and follows what is approved in the store, by whichever process."""

    def __init__(
        self,
        library: Library,
        engine: Asker,
        database: Database,
        *,
        load_encoder: Callable[[], Encoder] | None = UniversalEncoder,
    ) -> None:
        self.files = library
        self.masker = LateMasker(library)
        self._curation = Curation(database)
        self._load_encoder = load_encoder
        self._refreshing = asyncio.Lock()
        empty = Overlay((), Likeness({}, 1.0))
        self.now = Known(library, Overlaid(engine, empty), engine, library)

    @cached_property
    def likeness(self) -> Likeness:
        """By words and meaning; the encoder is loaded at the first use, which takes two seconds."""
        encoder = self._load_encoder and RememberingEncoder(self._load_encoder(), capacity=REMEMBERED_TEXTS)
        return Likeness.of(self.files, encoder or None)

    async def refresh(self) -> bool:
        """Look whether something was approved or withdrawn, and answer from it at once; says whether it was."""
        if await self._curation.revision() == self.now.revision:
            return False
        async with self._refreshing:
            revision, changes = await self._curation.in_force()
            known = self.now
            self.now = await asyncio.to_thread(self._state, known.learned, known.engine, changes, revision)
        log.info("knowledge changed", revision=revision, changes=len(changes))
        return True

    async def use(self, learned: Library, engine: Asker) -> None:
        """From now on search with an engine that has learned more; what came meanwhile stays laid over."""
        async with self._refreshing:
            changes, revision = self.now.changes, self.now.revision
            self.now = await asyncio.to_thread(self._state, learned, engine, changes, revision)

    async def run(self) -> None:
        """Follow until cancelled; a store that is away is asked again."""
        while True:
            try:
                await self.refresh()
            except StoreUnavailableError as error:
                log.warning("cannot look for new knowledge", error=str(error))
            await asyncio.sleep(LOOK_SECONDS)

    def _state(self, learned: Library, engine: Asker, changes: Sequence[Change], revision: int) -> Known:
        pending = effective(learned, changes)
        library = merged(self.files, changes)
        overlay = Overlay.of(pending, self.likeness) if pending else Overlay((), Likeness({}, 1.0))
        return Known(library, Overlaid(engine, overlay), engine, learned, tuple(changes), revision)
