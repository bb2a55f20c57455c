"""Puts a searcher together: from the cache when it knows the content, by learning otherwise, in a thread if wanted."""

from collections.abc import Sequence
from pathlib import Path

from knowledge.background import in_background
from knowledge.cache import key_of
from knowledge.items import Item, everyday_requests
from knowledge.kept_models import KeptModels, Learned
from knowledge.progress import Progress, silent
from knowledge.searcher import Searcher
from knowledge.senses import Senses
from knowledge.thesaurus import Thesaurus

Synonyms = Sequence[Sequence[str]]


def built(
    items: Sequence[Item],
    *,
    cache_dir: Path | None,
    background_loading: bool,
    meaning: bool,
    synonyms: Synonyms,
    senses: Senses | None = None,
    progress: Progress = silent,
) -> Searcher:
    """See `knowledge.search.build`."""
    background = everyday_requests()
    key = _key(items, background, synonyms, meaning=meaning)
    models = KeptModels(items, background, Thesaurus.of(synonyms), cache_dir, key, progress)
    senses = senses or Senses.kept_in(cache_dir)
    known = models.kept()
    if not known and not (meaning and background_loading):
        known = models.learned(senses.first() if meaning else None)
    first = known or models.words_alone()
    searcher = Searcher(first.model, first.reader, senses)
    if not meaning:
        searcher.settled.set()
    elif background_loading:
        in_background("encoder", _improve, searcher, models, known)
    else:
        _improve(searcher, models, known)
    return searcher


def _improve(searcher: Searcher, models: KeptModels, known: Learned | None) -> None:
    """Have the encoders take part as soon as each is there."""
    encoder = searcher.senses.first()
    grown = known or models.learned(encoder)
    searcher.use(grown.model, encoder)
    second = None if grown.is_large else searcher.senses.second()
    if second:
        searcher.use(models.extended(grown, second).model, encoder, second)
    searcher.settled.set()


def is_learned(items: Sequence[Item], *, cache_dir: Path, meaning: bool, synonyms: Synonyms) -> bool:
    """Whether `cache_dir` already holds what would be learned from `items`."""
    key = _key(items, everyday_requests(), synonyms, meaning=meaning)
    return KeptModels(items, (), Thesaurus(), cache_dir, key, silent).shelf.holds(key)


def _key(items: Sequence[Item], background: Sequence[str], synonyms: Synonyms, *, meaning: bool) -> str:
    """Names what is learned from all this; the numbers keep the parts of items apart."""
    asked = (part for item in items for part in _parts(item))
    groups = ("=".join(group) for group in synonyms)
    return key_of([*(Senses.names if meaning else ("words alone",)), *asked, str(len(items)), *background, *groups])


def _parts(item: Item) -> list[str]:
    said = [f"{language or '?'} {text}" for text, language in item.questions]
    return [item.id, str(len(said)), *said, item.answer]
