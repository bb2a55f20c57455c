"""From a question to a decision: answer it, offer up to three topics, or admit that none fits."""

from collections.abc import Sequence
from pathlib import Path

from knowledge.building import built, is_learned
from knowledge.findings import Decision, Finding, Match
from knowledge.items import Item, items_of, read_jsonl
from knowledge.progress import Progress, silent
from knowledge.searcher import Searcher
from knowledge.senses import Senses

__all__ = ["Decision", "Finding", "Item", "Match", "Searcher", "build", "is_learned", "items_of", "read_jsonl"]


def build(
    items: Sequence[Item],
    *,
    cache_dir: Path | None,
    background_loading: bool = False,
    meaning: bool = True,
    synonyms: Sequence[Sequence[str]] = (),
    senses: Senses | None = None,
    progress: Progress = silent,
) -> Searcher:
    """A searcher over `items`: from the cache if it knows them, learned otherwise.

    `progress` is told how far learning has come; a large knowledge base takes minutes. With `background_loading` the
    encoder is loaded (and, the first time, taught) in a thread; until then words decide. `senses` are encoders that
    another searcher has loaded already.
    """
    return built(
        items,
        cache_dir=cache_dir,
        background_loading=background_loading,
        meaning=meaning,
        synonyms=synonyms,
        senses=senses,
        progress=progress,
    )
