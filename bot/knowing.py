"""What every message is answered from: library and engine with what was approved, replaced as a whole between batches.

See docs/decisions/0013-approved-knowledge-answers-at-once.md.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import structlog

from bot.following import follow
from bot.store.curation import Curation
from bot.store.database import Database
from bot.store.events import EditedEvents
from knowledge.curated import Change, effective, merged
from knowledge.encoder import Encoder, RememberingEncoder, UniversalEncoder
from knowledge.entries import Language
from knowledge.event_overlay import EventChange, overlaid, says_the_same
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
class Published:
    """The events the desk has published, as of a revision."""

    revision: int
    changes: tuple[EventChange, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """One state of our knowledge; whoever works with it keeps it to the end, whatever is approved meanwhile.

    `searcher` is the `engine` with the overlay, `library` what the engine learned (`learned`) and what was approved,
    with the `events` of the desk.
    """

    library: Library
    searcher: Overlaid
    engine: Asker
    learned: Library
    changes: tuple[Change, ...] = ()
    revision: int = 0
    events: Published = field(default_factory=lambda: Published(0, ()))

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
        self._curation, self._events = Curation(database), EditedEvents(database)
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
        topics, events = await self._curation.revision(), await self._events.revision()
        if (topics, events) == (self.now.revision, self.now.events.revision):
            return False
        async with self._refreshing:
            revision, changes = await self._curation.in_force()
            published = await self._published()
            known = self.now
            self.now = await asyncio.to_thread(self._state, known.learned, known.engine, changes, revision, published)
        log.info("knowledge changed", revision=revision, changes=len(changes), events=len(published.changes))
        return True

    async def _published(self) -> Published:
        """What the desk published; what the files say the same by now is marked, so that newer files count again."""
        revision, changes = await self._events.in_force()
        new = [one for one in changes if not one.exported and says_the_same(one, self.files)]
        if new:
            await self._events.mark_exported(new)
        return Published(revision, tuple(changes))

    async def use(self, learned: Library, engine: Asker) -> None:
        """From now on search with an engine that has learned more; what came meanwhile stays laid over."""
        async with self._refreshing:
            now = self.now
            self.now = await asyncio.to_thread(self._state, learned, engine, now.changes, now.revision, now.events)

    async def run(self) -> None:
        """Follow until cancelled."""
        await follow(self.refresh, every=LOOK_SECONDS, what="knowledge")

    def _state(
        self, learned: Library, engine: Asker, changes: Sequence[Change], revision: int, events: Published
    ) -> Known:
        pending = effective(learned, changes)
        library = overlaid(merged(self.files, changes), events.changes)
        overlay = Overlay.of(pending, self.likeness) if pending else Overlay((), Likeness({}, 1.0))
        return Known(library, Overlaid(engine, overlay), engine, learned, tuple(changes), revision, events)
