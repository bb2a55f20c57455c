"""`knowledge evaluate`: the figures of the engine on one set of questions, as lines to read."""

import resource
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

import numpy as np

from knowledge.evaluate import Figures, Outcome, Query, by_style, figures, outcome_of, read_queries, reliability_of
from knowledge.findings import Decision
from knowledge.searching import items_from, searcher_for

HEAD = f"{'':24}{'n':>6}{'first':>8}{'three':>8}{'offered':>9}{'direct':>8}{'wrong':>8}{'kept out':>10}"
MOST_TIMED = 300


def evaluation(path: Path, *, kb: Path | None, errors: bool, cache: Path) -> Iterator[str]:
    """Everything `evaluate` prints, in order."""
    began = time.perf_counter()
    searcher = searcher_for(kb, cache)
    ready = time.perf_counter() - began
    queries = read_queries(path)
    found = searcher.find([query.text for query in queries], languages=[query.language for query in queries])
    outcomes = [outcome_of(query, finding) for query, finding in zip(queries, found, strict=True)]
    yield f"{len(items_from(kb))} entries, {len(queries)} queries, ready after {ready:.1f} s"
    yield from _tables(outcomes)
    yield _speed(searcher.find, queries)
    if errors:
        yield from _errors(outcomes)


def _tables(outcomes: Sequence[Outcome]) -> Iterator[str]:
    whole = figures(outcomes)
    yield ""
    yield HEAD
    yield _row("all", whole)
    yield from (_row(name, part) for name, part in by_style(outcomes).items())
    yield ""
    yield f"AUROC of the confidence                        {whole.auroc:.3f}"
    kept, sent_on = whole.strangers_not_answered, whole.strangers_sent_on
    yield f"out of scope: not answered / sent to a person  {kept:.2f} / {sent_on:.2f}"
    yield f"right first where 80 % of strangers are refused {whole.at_rejection:.3f}"
    yield f"directly right where 3 % are directly wrong    {whole.direct_at_wrong:.3f}"
    yield ""
    yield "confidence  right  how many"
    yield from (f"{sure:10.2f}{right:7.2f}{count:10d}" for sure, right, count in reliability_of(outcomes))
    yield ""


def _row(name: str, part: Figures) -> str:
    shares = (part.first_right, part.among_three, part.offered, part.answered_right, part.answered_wrong)
    first, three, offered, direct, wrong = ("" if np.isnan(share) else f"{share:.3f}" for share in shares)
    kept = "" if np.isnan(part.strangers_not_answered) else f"{part.strangers_not_answered:.3f}"
    count = part.questions + part.strangers
    return f"{name[:23]:24}{count:6d}{first:>8}{three:>8}{offered:>9}{direct:>8}{wrong:>8}{kept:>10}"


def _speed(find: Callable[[Sequence[str]], object], queries: Sequence[Query]) -> str:
    """One question at a time, as people ask; each text once, so that no cache helps."""
    took = []
    for text in list(dict.fromkeys(query.text for query in queries))[:MOST_TIMED]:
        began = time.perf_counter()
        find([f"{text} "])
        took.append((time.perf_counter() - began) * 1000)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    slowest = float(np.percentile(took, 99))
    return f"{median(took):.1f} ms p50, {slowest:.1f} ms p99 a question; {memory:.0f} MB of memory at most"


def _errors(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What went wrong: the wrong entry first, or a stranger answered."""
    for outcome in outcomes:
        wrong = not outcome.right if outcome.query.gold else outcome.decision is Decision.ANSWER
        if wrong:
            gold = ", ".join(sorted(outcome.query.gold)) or "nobody"
            got = ", ".join(outcome.ids[:3])
            yield f"[{outcome.decision} {outcome.confidence:.2f}] {outcome.query.text!r}: {gold}, found {got}"
