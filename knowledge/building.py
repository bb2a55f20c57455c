"""Puts a searcher together: from the cache when it knows the content, by learning otherwise, in a thread if wanted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from knowledge import cache, large_storing, mapped, storing
from knowledge.encoder import Encoder, RememberingEncoder, UniversalEncoder
from knowledge.entries import LANGUAGES, Language
from knowledge.items import BACKGROUND, Item, Rows, everyday_requests, rows_of
from knowledge.language import FEWEST_WORDS, LanguageModel
from knowledge.large import LargeModel
from knowledge.large_learning import learn
from knowledge.model import MOST_TRAINED, Model, extended, learned
from knowledge.phrase_vectors import vectors_of
from knowledge.progress import Progress, silent
from knowledge.searcher import Searcher
from knowledge.second_encoder import SmallE5, second_encoder
from knowledge.spelling import Speller
from knowledge.text import folded, words
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
    progress: Progress

    @property
    def is_large(self) -> bool:
        return len(self.rows.texts) > MOST_TRAINED

    def model(self) -> Model | LargeModel | None:
        read, restored = (
            (mapped.mapped, large_storing.restored) if self.is_large else (cache.stored, storing.from_arrays)
        )
        arrays = read(self.folder, self.key)
        return restored(arrays, self.rows, self.thesaurus) if arrays else None

    def learned(self, encoder: Encoder | None) -> Model | LargeModel:
        if self.is_large:
            return self._learned_on_disk(self.folder, encoder)
        model = learned(self.rows, encoder, self.thesaurus)
        cache.store(self.folder, self.key, storing.to_arrays(model))
        return model

    def extended(self, model: Model, encoder: Encoder) -> Model:
        """`model` with what the second `encoder` makes of its rows, unless it knows that already."""
        if model.by_all:
            return model
        model = extended(model, vectors_of(model.rows.texts, encoder, folder=self.folder))
        cache.store(self.folder, self.key, storing.to_arrays(model))
        return model

    def words_alone(self) -> Model | LargeModel:
        """For the time until the encoder is loaded; not kept."""
        return self._learned_on_disk(None, None) if self.is_large else learned(self.rows, None, self.thesaurus)

    def _learned_on_disk(self, folder: Path | None, encoder: Encoder | None) -> LargeModel:
        def fill(place: Path) -> None:
            learn(place, self.rows, encoder, self.thesaurus, self.progress)

        return large_storing.model_of(mapped.written(folder, self.key, fill), self.rows, self.thesaurus)


def built(
    items: Sequence[Item],
    *,
    cache_dir: Path | None,
    background_loading: bool,
    meaning: bool,
    synonyms: Synonyms,
    load_encoder: Callable[[], Encoder] = UniversalEncoder,
    load_second: Callable[[], Encoder | None] = second_encoder,
    progress: Progress = silent,
) -> Searcher:
    """See `knowledge.search.build`; `load_encoder` and `load_second` let other encoders take part."""
    strange = everyday_requests()
    rows = rows_of(items, strange)
    key = cache.key_of(_content(rows, synonyms, meaning))
    store = _Store(rows, Thesaurus.of(synonyms), cache_dir, key, progress)
    model = store.model()
    encoder: Encoder | None = None
    if not meaning:
        model = model or store.learned(None)
    elif not background_loading:
        encoder = RememberingEncoder(load_encoder())
        model = model or store.learned(encoder)
    speller = Speller.of(rows.texts[: rows.phrasings], also_known=strange)
    first = model or store.words_alone()
    searcher = Searcher(rows, LanguageModel.of(_spoken(items)), speller, first, phrased=_phrased(items))

    def improve() -> None:
        late = encoder or RememberingEncoder(load_encoder())
        late.encode(["warm"])  # the weights are read at the first use
        grown = model or store.learned(late)
        searcher.use(grown, late)
        second = load_second() if isinstance(grown, Model) else None
        if second and isinstance(grown, Model):
            searcher.use(store.extended(grown, second), late, RememberingEncoder(second))
        searcher.settled.set()

    if not meaning:
        searcher.settled.set()
    elif background_loading:
        Thread(target=improve, name="encoder", daemon=True).start()
    else:
        improve()
    return searcher


def is_learned(items: Sequence[Item], *, cache_dir: Path, meaning: bool, synonyms: Synonyms) -> bool:
    """Whether `cache_dir` already holds what would be learned from `items`."""
    rows = rows_of(items, everyday_requests())
    holds = mapped.holds if len(rows.texts) > MOST_TRAINED else cache.holds
    return holds(cache_dir, cache.key_of(_content(rows, synonyms, meaning)))


def _content(rows: Rows, synonyms: Synonyms, meaning: bool) -> list[str]:
    groups = ["=".join(group) for group in synonyms]
    labels = [str(label) for label in rows.labels.tolist()]
    senses = [UniversalEncoder.name, SmallE5.name] if meaning else ["words alone"]
    return [*senses, *rows.ids, *rows.texts, *labels, *groups]


def _spoken(items: Sequence[Item]) -> list[tuple[str, Language]]:
    """What the items say in a known language, and the background in both."""
    own = [(text, language) for item in items for text, language in item.questions if language]
    few = own[:: max(1, len(own) // ENOUGH_TO_TELL_LANGUAGES)]
    return few + [(line, code) for code in LANGUAGES for line in _lines(code)]


def _phrased(items: Sequence[Item]) -> dict[str, Language]:
    """The language of folded phrasings that are no bare words and exist in one language only."""
    known: dict[str, set[Language]] = {}
    for item in items:
        for text, language in item.questions:
            if language and len(words(text)) >= FEWEST_WORDS:
                known.setdefault(folded(text), set()).add(language)
    return {text: languages.pop() for text, languages in known.items() if len(languages) == 1}


def _lines(code: Language) -> list[str]:
    return (BACKGROUND / f"{code}.txt").read_text("utf-8").splitlines()
