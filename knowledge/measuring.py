"""Runs an engine over queries, one by one as people ask, and takes the time."""

import resource
import sys
import time
from collections.abc import Sequence

import numpy as np

from knowledge.evaluate import Outcome, Query, outcome_of
from knowledge.report import Cost
from knowledge.searcher import Searcher


def measured(searcher: Searcher, queries: Sequence[Query], *, build: float) -> tuple[list[Outcome], Cost]:
    """The outcomes of `queries`, asked one after the other, and what that cost; `build` in seconds is passed on."""
    outcomes, times = [], []
    searcher.find(["warm up"])
    for query in queries:
        begin = time.perf_counter()
        (finding,) = searcher.find([query.text], languages=[query.language])
        times.append(1000 * (time.perf_counter() - begin))
        outcomes.append(outcome_of(query, finding))
    p50, p99 = np.percentile(times, [50, 99]) if times else (0.0, 0.0)
    return outcomes, Cost(float(p50), float(p99), build, _peak_memory())


def _peak_memory() -> float:
    """Megabytes; the system counts kilobytes on Linux and bytes on macOS."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
