"""Puts a searcher together: from the cache when it knows the content, by learning otherwise, in a thread if wanted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from knowledge import cache, storing
from knowledge.encoder import Encoder, RememberingEncoder, UniversalEncoder
from knowledge.entries import LANGUAGES, Language
from knowledge.items import BACKGROUND, Item, Rows, everyday_requests, rows_of
from knowledge.language import LanguageModel
from knowledge.model import Model, learned
from knowledge.searcher import Searcher
from knowledge.spelling import Speller
from knowledge.thesaurus import Thesaurus

Synonyms = Sequence[Sequence[str]]

# Phrasings that teach the languages; more would only make the start slower.
ENOUGH_TO_TELL_LANGUAGES = 1_000


@dataclass(frozen=True, slots=True)
class _Store:
    """Where what was learned from `rows` is kept."""

    rows: Rows
    thesaurus: Thesaurus
    folder: Path | None
    key: str

    def model(self) -> Model | None:
        arrays = cache.stored(self.folder, self.key)
        return storing.from_arrays(arrays, self.rows, self.thesaurus) if arrays else None

    def learned(self, encoder: Encoder | None) -> Model:
        model = learned(self.rows, encoder, self.thesaurus)
        cache.store(self.folder, self.key, storing.to_arrays(model))
        return model


def built(
    items: Sequence[Item],
    *,
    cache_dir: Path | None,
    background_loading: bool,
    meaning: bool,
    synonyms: Synonyms,
    load_encoder: Callable[[], Encoder] = UniversalEncoder,
) -> Searcher:
    """See `knowledge.search.build`; `load_encoder` lets another encoder take part."""
    strange = everyday_requests()
    rows = rows_of(items, strange)
    store = _Store(rows, Thesaurus.of(synonyms), cache_dir, cache.key_of(_content(rows, synonyms, meaning)))
    model = store.model()
    encoder: Encoder | None = None
    if not meaning:
        model = model or store.learned(None)
    elif not background_loading:
        encoder = RememberingEncoder(load_encoder())
        model = model or store.learned(encoder)
    speller = Speller.of(rows.texts[: rows.phrasings], also_known=strange)
    first = model or learned(rows, None, store.thesaurus)
    searcher = Searcher(rows, LanguageModel.of(_spoken(items)), speller, first)

    def improve() -> None:
        late = RememberingEncoder(load_encoder())
        late.encode(["warm"])  # the weights are read at the first use
        searcher.use(model or store.learned(late), late)
        searcher.settled.set()

    if meaning and background_loading:
        Thread(target=improve, name="encoder", daemon=True).start()
    else:
        searcher.use(first, encoder)
        searcher.settled.set()
    return searcher


def is_learned(items: Sequence[Item], *, cache_dir: Path, meaning: bool, synonyms: Synonyms) -> bool:
    """Whether `cache_dir` already holds what would be learned from `items`."""
    content = _content(rows_of(items, everyday_requests()), synonyms, meaning)
    return cache.holds(cache_dir, cache.key_of(content))


def _content(rows: Rows, synonyms: Synonyms, meaning: bool) -> list[str]:
    groups = ["=".join(group) for group in synonyms]
    labels = [str(label) for label in rows.labels.tolist()]
    return [UniversalEncoder.name if meaning else "words alone", *rows.ids, *rows.texts, *labels, *groups]


def _spoken(items: Sequence[Item]) -> list[tuple[str, Language]]:
    """What the items say in a known language, and the background in both."""
    own = [(text, language) for item in items for text, language in item.questions if language]
    few = own[:: max(1, len(own) // ENOUGH_TO_TELL_LANGUAGES)]
    return few + [(line, code) for code in LANGUAGES for line in _lines(code)]


def _lines(code: Language) -> list[str]:
    return (BACKGROUND / f"{code}.txt").read_text("utf-8").splitlines()
