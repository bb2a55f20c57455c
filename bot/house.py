"""Puts the parts together: knowledge, handlers, store; used by the service, the terminal and the tests alike."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.chores import all_chores
from bot.delivery import Deliverer
from bot.dispatcher import Dispatcher, House
from bot.freshness import Freshness
from bot.knowing import Asker, Knowing
from bot.platforms.base import Sender
from bot.schedule import Clock
from bot.store.database import Database
from bot.store.entries import Entries
from bot.store.outbox import Outbox
from bot.store.schema import upgrade
from bot.store.times import utc_now
from handlers import all_handlers
from handlers.base import Chat, Handler
from handlers.hours import OfficeHours
from handlers.speech import Speech
from handlers.words import Words
from knowledge.directory import Directory
from knowledge.encoder import Encoder, UniversalEncoder
from knowledge.library import Library
from knowledge.loading import load
from knowledge.search import Finding, Searcher, build, is_learned, items_of
from knowledge.senses import Senses

# The longest text of one message in UTF-16 code units, after its markup is read: core.telegram.org/bots/api#sendmessage
TEXT_LIMITS = {"telegram": 4096}


@dataclass(slots=True)
class Running:
    """A wired house: one dispatcher in, one deliverer per platform out."""

    database: Database
    dispatcher: Dispatcher
    clock: Clock
    knowing: Knowing
    freshness: Freshness
    deliverers: list[Deliverer] = field(default_factory=list)

    def wake(self, platforms: Collection[str] | None = None) -> None:
        """Tell the deliverers of these platforms, or all, that something may be due."""
        for deliverer in self.deliverers:
            if platforms is None or deliverer.platform in platforms:
                deliverer.wake()

    async def drain(self) -> None:
        """Send everything that is due now, on all platforms."""
        while sum([await deliverer.drain() for deliverer in self.deliverers]):
            pass


def open_searcher(
    library: Library, *, cache_dir: Path | None, background: bool, meaning: bool = True, senses: Senses | None = None
) -> Searcher:
    """The answering engine over the library; `senses` are another engine's, for each pair takes 40 MB."""
    return build(
        items_of(library),
        cache_dir=cache_dir,
        background_loading=background,
        meaning=meaning,
        synonyms=library.vocabulary.synonyms,
        senses=senses,
    )


def needs_learning(library: Library, *, cache_dir: Path) -> bool:
    """Whether the index of this content is still to be learned: once per content, some 40 s, 1 GB of memory."""
    items, synonyms = items_of(library), library.vocabulary.synonyms
    return not is_learned(items, cache_dir=cache_dir, meaning=True, synonyms=synonyms)


@dataclass(frozen=True, slots=True)
class PatientSearcher:
    """For programs, which compare: a question not known word for word waits until the engine has all its senses."""

    inner: Searcher

    def ask_all(
        self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None
    ) -> list[tuple[Finding, ...]]:
        """As the inner searcher; may wait some seconds once, while the encoder loads."""
        found = self.inner.ask_all(texts, languages=languages)
        if self.inner.settled.is_set() or all(_word_for_word(one) for one in found):
            return found
        self.inner.settled.wait()
        return self.inner.ask_all(texts, languages=languages)


def _word_for_word(found: Sequence[Finding]) -> bool:
    return all(one.matches and one.matches[0].score == 1.0 for one in found)


def _encoder_of(searcher: Asker) -> Encoder:
    """The engine's own, which is waited for if it is just being loaded: a second one would cost memory."""
    return searcher.senses.first() if isinstance(searcher, Searcher) else UniversalEncoder()


async def open_house(
    database: Database,
    *,
    searcher: Asker | None = None,
    directory: Directory | None = None,
    library: Library | None = None,
    handlers: Sequence[Handler] | None = None,
    staff_rooms: tuple[Chat, ...] = (),
    senders: Sequence[tuple[Sender, Sequence[str] | None]] = (),
    retention_days: int = 90,
    now: Callable[[], datetime] = utc_now,
    alerts_show_words: bool = False,
    digest: bool = False,
    meaning: bool = True,
    public_url: str = "",
    hours: OfficeHours | None = None,
) -> Running:
    """Bring the store up to date and wire everything; parts may be handed in."""
    await upgrade(database)
    library = library or load()
    searcher = searcher or open_searcher(library, cache_dir=None, background=False)
    knowing = Knowing(library, searcher, database, load_encoder=(lambda: _encoder_of(searcher)) if meaning else None)
    await knowing.refresh()
    directory = directory or Directory(library)
    house = House(
        knowing, directory, Speech.load(), Words.load(), handlers or all_handlers(), staff_rooms, retention_days, now,
        alerts_show_words, TEXT_LIMITS, public_url, hours,
    )  # fmt: skip
    freshness = Freshness(Entries(database), directory, now)
    await freshness.refresh()
    chores = all_chores(
        database, lambda: knowing.now.library, house.speech, staff_rooms, limits=TEXT_LIMITS,
        retention_days=retention_days, public_url=public_url, digest=digest, woken=lambda: running.wake(),
    )  # fmt: skip
    dispatcher = Dispatcher(database, house, lambda platforms: running.wake(platforms))
    clock = Clock(chores, now=now, woken=lambda: running.wake())
    running = Running(database, dispatcher, clock, knowing, freshness)
    for sender, addresses in senders:
        outbox = Outbox(database, sender.platform, addresses, limits=TEXT_LIMITS)
        running.deliverers.append(Deliverer(outbox, sender, now))
    return running
