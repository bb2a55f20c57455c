"""Times the engine on our own knowledge base: its starts, known and new questions, alone and in a batch."""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from knowledge.items import items_of
from knowledge.loading import load
from knowledge.search import build

ROUNDS = 200
BATCH = 32


def rows() -> Sequence[tuple[str, str]]:
    """What was measured and the figure."""
    library = load()
    items, synonyms = items_of(library), library.vocabulary.synonyms
    known = [item.questions[0][0] for item in items]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = _seconds(lambda: build(items, cache_dir=folder, synonyms=synonyms))
        words = _seconds(lambda: build(items, cache_dir=folder, synonyms=synonyms, background_loading=True))
        again = _seconds(lambda: build(items, cache_dir=folder, synonyms=synonyms))
        searcher = build(items, cache_dir=folder, synonyms=synonyms)
    searcher.find(["warm up"])
    return [
        ("entries, phrasings", f"{len(items)}, {sum(len(item.questions) for item in items)}"),
        ("first start, learning everything", f"{first:.1f} s"),
        ("start from the cache, until words answer", f"{words:.2f} s"),
        ("start from the cache, until meaning takes part", f"{again:.2f} s"),
        ("a phrasing word for word", _each(lambda at: searcher.find([known[at % len(known)]]))),
        ("a new question", _each(lambda at: searcher.find([f"{known[at % len(known)]} Frage {at}"]))),
        (
            "a new question in a batch of 32",
            _each(lambda at: searcher.find([f"{at} {q}" for q in known[:BATCH]]), BATCH),
        ),
        (
            "memory at the peak, learning included",
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
        ),
    ]


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _each(work: Callable[[int], object], share: int = 1) -> str:
    """Median and 99th of 100 of some rounds, per question when one round holds several."""
    times = []
    for at in range(ROUNDS // share):
        begin = time.perf_counter()
        work(at)
        times.append(1000 * (time.perf_counter() - begin) / share)
    p50, p99 = np.percentile(times, [50, 99])
    return f"p50 {p50:.2f} ms, p99 {p99:.2f} ms"


if __name__ == "__main__":
    sys.stdout.write("".join(f"{what}: {figure}\n" for what, figure in rows()))
