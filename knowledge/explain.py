"""Explains to a curator why a question is ranked as it is, and which items take each other's questions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.findings import Finding
from knowledge.model import Model
from knowledge.scoring import Floats
from knowledge.searcher import Searcher, nearest_phrasing
from knowledge.trials import nearest_scores

RANKED = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One candidate: its score, how near its nearest phrasing is in all and by words alone, and that phrasing."""

    id: str
    score: float
    nearest: float
    by_words: float
    phrasing: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The finding, the candidates best first, and how much the text sounds like an everyday request."""

    finding: Finding
    steps: tuple[Step, ...]
    nobody: float


def explained(searcher: Searcher, text: str) -> Explanation:
    """Why `searcher` ranks `text` as it does."""
    (finding,), (result,) = searcher.find([text]), searcher.scored([text])
    model = searcher.model
    nearest = nearest_scores(model.rows, result.likeness[None])[0]
    by_words = nearest_scores(model.rows, model.word_likeness([text]))[0]
    best = np.argsort(-result.scores[:-1], kind="stable")[:RANKED].tolist()
    steps = (_step(model, at, result.scores, nearest, by_words, result.likeness) for at in best)
    return Explanation(finding, tuple(steps), float(result.scores[-1]))


def _step(model: Model, at: int, scores: Floats, nearest: Floats, by_words: Floats, likeness: Floats) -> Step:
    phrasing = nearest_phrasing(model.rows, at, likeness)
    return Step(model.rows.ids[at], float(scores[at]), float(nearest[at]), float(by_words[at]), phrasing)


def lines_of(explanation: Explanation) -> Iterator[str]:
    """The explanation for a terminal."""
    finding = explanation.finding
    sure = "" if finding.language_sure else ", not sure"
    yield f"{finding.decision} ({finding.language}{sure}): {finding.reason}"
    yield f"sounds like an everyday request: {explanation.nobody:.2f}"
    for step in explanation.steps:
        yield f"{step.score:6.2f}  {step.id}: nearest {step.nearest:.2f} (words {step.by_words:.2f}) “{step.phrasing}”"


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many phrasings of `owner` the engine would give to `taker`, had it not known them, and one of them."""

    owner: str
    taker: str
    phrasings: int
    example: str


def overlaps(searcher: Searcher, *, batch: int = 256) -> list[Overlap]:
    """Pairs of items that take each other's questions by their nearest phrasing, worst first."""
    rows = searcher.model.rows
    taken: Counter[tuple[int, int]] = Counter()
    examples: dict[tuple[int, int], str] = {}
    for begin in range(0, rows.phrasings, batch):
        texts = rows.texts[begin : min(begin + batch, rows.phrasings)]
        for at, taker in enumerate(_takers(searcher, texts, begin), begin):
            pair = (int(rows.labels[at]), taker)
            if pair[0] != taker:
                taken[pair] += 1
                examples.setdefault(pair, rows.texts[at])
    pairs = sorted(taken.items(), key=lambda entry: -entry[1])
    return [Overlap(rows.ids[own], rows.ids[to], count, examples[own, to]) for (own, to), count in pairs]


def _takers(searcher: Searcher, texts: Sequence[str], begin: int) -> list[int]:
    likeness = np.stack([result.likeness for result in searcher.scored(texts)])
    likeness[np.arange(len(texts)), np.arange(begin, begin + len(texts))] = 0
    best = nearest_scores(searcher.model.rows, likeness)[:, :-1].argmax(axis=1)
    return [int(item) for item in best]
