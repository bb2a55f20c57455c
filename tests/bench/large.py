"""Times large knowledge bases, and measures what being buried among thousands of other entries costs public sets."""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from knowledge.evaluate import Outcome, Query, figures, outcome_of, read_queries
from knowledge.progress import Told
from knowledge.report import percent
from knowledge.search import Item, Searcher, build, read_jsonl
from tests.bench.growth import grown, sources

Row = tuple[str, str]
SIZES = (10_000, 100_000)
# Sets whose questions are asked among the others, when $LOTSE_EVALS has them; nothing grows from their like.
BURIED, THEIR_LIKE = ("clinc150_s10", "robo_de_k3"), ("clinc", "robo")
QUESTIONS = 500


def rows(sizes: Sequence[int] = SIZES) -> list[Row]:
    """What was measured and the figure, for each size."""
    return [row for entries in sizes for row in _rows(entries)]


def _rows(entries: int) -> Iterator[Row]:
    sets = dict(_sets())
    others = grown(entries, sources(but=THEIR_LIKE))
    items = [*others, *(item for own, _ in sets.values() for item in own)]
    with tempfile.TemporaryDirectory() as name:
        folder, size = Path(name), f"{entries:,} entries: "
        searcher, learning = _built(items, folder)
        yield f"{size}phrasings", f"{sum(len(item.questions) for item in items):,}"
        yield f"{size}learning", f"{learning:.0f} s"
        yield f"{size}memory at the peak, learning included", f"{_peak():.0f} MB"
        del searcher
        searcher, loading = _built(items, folder)
        yield f"{size}start from the cache, encoder included", f"{loading:.1f} s"
        yield f"{size}on disk", f"{sum(file.stat().st_size for file in folder.rglob('*.npy')) / 1e6:.0f} MB"
        yield f"{size}a new question", _timed(searcher, [item.questions[0][0] for item in others])
        for called, (own, queries) in sets.items():
            alone, _ = _built(own, None)
            yield f"{called} alone: first, three, AUROC", _quality(alone, queries)
            yield f"{called} among {entries:,} others", _quality(searcher, queries)


def _sets() -> Iterator[tuple[str, tuple[list[Item], list[Query]]]]:
    for name in BURIED:
        folder = Path(os.environ.get("LOTSE_EVALS", "")) / name
        if (folder / "kb.jsonl").is_file():
            queries = read_queries(folder / "queries.jsonl")
            yield name, (read_jsonl(folder / "kb.jsonl"), queries[:: max(1, len(queries) // QUESTIONS)])


def _built(items: Sequence[Item], folder: Path | None) -> tuple[Searcher, float]:
    begin = time.perf_counter()
    searcher = build(items, cache_dir=folder, progress=Told())
    return searcher, time.perf_counter() - begin


def _timed(searcher: Searcher, phrasings: Sequence[str]) -> str:
    """Each with something added, so that it has to be encoded; wall clock, and what one core worked for it."""
    wall, work = [], []
    for at, phrasing in enumerate(phrasings[:: max(1, len(phrasings) // QUESTIONS)]):
        begin, worked = time.perf_counter(), time.process_time()
        searcher.find([f"{phrasing} Frage {at}"])
        wall.append(1000 * (time.perf_counter() - begin))
        work.append(1000 * (time.process_time() - worked))
    p50, p99 = np.percentile(wall, [50, 99])
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms (of which one core worked {np.median(work):.1f} ms)"


def _quality(searcher: Searcher, queries: Sequence[Query]) -> str:
    outcomes: list[Outcome] = []
    for query in queries:
        (finding,) = searcher.find([query.text], languages=[query.language])
        outcomes.append(outcome_of(query, finding))
    run = figures(outcomes)
    shares = (run.first_right, run.among_three, run.auroc)
    wrong, strange = percent(run.answered_wrong), percent(run.strangers_not_answered)
    return " / ".join(map(percent, shares)) + f"; wrong but confident {wrong}, out of scope not answered {strange}"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    chosen = [int(size) for size in sys.argv[1:]] or SIZES
    sys.stdout.write("".join(f"{what}: {figure}\n" for what, figure in rows(chosen)))
