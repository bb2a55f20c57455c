"""Explains to a curator why a question is ranked as it is, and which items take each other's questions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.confidence import NO_RIVALRY, RIVALRY_TO_ANSWER, strengths
from knowledge.findings import Decision, Finding
from knowledge.large import LargeModel
from knowledge.model import SHARE_OF_MEANING
from knowledge.scoring import Scored
from knowledge.searcher import Searcher, best_first, nearest_row
from knowledge.trials import nearest_scores

Ints = NDArray[np.int64]

RANKED = 5
# Tried for overlaps at most, evenly thinned: all of 100 topics, a sample of 100,000.
MOST_TRIED = 10_000
# Phrasings of a topic that are closer to another one: a few are normal between neighbours.
MANY_TAKEN = 0.15


@dataclass(frozen=True, slots=True)
class Step:
    """One candidate: its chance and score, how near its nearest phrasing is by meaning (None without the encoder) and
    by words, 0 to 1, and that phrasing."""

    id: str
    chance: float
    score: float
    by_meaning: float | None
    by_words: float
    phrasing: str

    @property
    def nearness(self) -> str:
        """How near, in words."""
        meaning = "" if self.by_meaning is None else f"meaning {self.by_meaning:.2f}, "
        return f"{meaning}words {self.by_words:.2f}"


@dataclass(frozen=True, slots=True)
class Strength:
    """What decides: how strong the best candidate is, once less its rivals and once alone, and the two thresholds."""

    to_answer: float
    to_offer: float
    answer_from: float
    offer_from: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The finding, the candidates best first, how much the text sounds like an everyday request, and what decided."""

    finding: Finding
    steps: tuple[Step, ...]
    nobody: float
    strength: Strength


def explained(searcher: Searcher, text: str) -> Explanation:
    """Why `searcher` ranks `text` as it does."""
    (finding,), (result,) = searcher.find([text]), searcher.scored([text])
    items = best_first(result.scores[:-1], RANKED)
    rows = np.array([nearest_row(searcher.model.rows, item, result.likeness) for item in items])
    nearness = zip(rows.tolist(), result.likeness[rows].tolist(), _by_words(searcher, text, rows), strict=True)
    steps = (_step(searcher, result, item, *near) for item, near in zip(items, nearness, strict=True))
    return Explanation(finding, tuple(steps), float(result.scores[-1]), _strength(result))


def _by_words(searcher: Searcher, text: str, rows: Ints) -> list[float]:
    model = searcher.model
    if isinstance(model, LargeModel):
        alike = model.postings.likeness(model.postings.asked(text, model.thesaurus), rows)
    else:
        alike = model.word_likeness([text])[0][rows]
    found: list[float] = alike.tolist()
    return found


def _step(searcher: Searcher, result: Scored, item: int, row: int, both: float, by_words: float) -> Step:
    rows, chance = searcher.model.rows, float(result.confidence.probabilities(result.scores)[item])
    meaning = (both - (1 - SHARE_OF_MEANING) * by_words) / SHARE_OF_MEANING if result.with_meaning else None
    return Step(rows.ids[item], chance, float(result.scores[item]), meaning, by_words, rows.texts[row])


def _strength(result: Scored) -> Strength:
    alone, ahead = (
        float(strengths(result.scores[None], rivalry=rivalry).max()) for rivalry in (NO_RIVALRY, RIVALRY_TO_ANSWER)
    )
    return Strength(ahead, alone, result.confidence.answer_from, result.confidence.offer_from)


def summary_of(explanation: Explanation) -> Iterator[str]:
    """What was decided and why, the thresholds, and the candidates: what a curator needs at a glance."""
    finding = explanation.finding
    sure = "" if finding.language_sure else ", a guess"
    yield f"{_DECIDED[finding.decision]}  [{finding.language}{sure}]"
    yield f"  reason: {_reason(explanation)}"
    yield f"  zones:  {_zones(explanation.strength)}"
    for match in finding.matches:
        yield f"  {match.score:.2f}  {match.id}  “{match.phrasing}”"


_DECIDED = {
    Decision.ANSWER: "answer: the first topic is answered",
    Decision.SUGGEST: "suggest: the topics are offered to choose from",
    Decision.NONE: "none: a person is offered; near misses follow",
}


def _reason(explanation: Explanation) -> str:
    finding, steps = explanation.finding, explanation.steps
    if not finding.matches or finding.matches[0].id != steps[0].id or len(finding.matches) < min(len(steps), 2):
        return finding.reason  # a phrasing word for word, or nothing to search for
    best, *others = steps
    runner_up = f"; runner-up {others[0].id}: {others[0].nearness}" if others else ""
    return f"{best.id} won by {best.nearness}{runner_up}"


def _zones(strength: Strength) -> str:
    return (
        f"answered from {strength.answer_from:.2f} on (has {strength.to_answer:.2f}), "
        f"offered from {strength.offer_from:.2f} on (has {strength.to_offer:.2f}), below that none"
    )


def lines_of(explanation: Explanation) -> Iterator[str]:
    """The whole explanation for a terminal."""
    yield from list(summary_of(explanation))[:3]
    yield f"  everyday request, none of our topics: {explanation.nobody:.2f}"
    yield "  chance  score  nearest phrasing"
    for step in explanation.steps:
        yield f"  {step.chance:6.2f} {step.score:6.2f}  {step.id}: {step.nearness}  “{step.phrasing}”"


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many of the `of` phrasings of `owner` the engine would give to `taker`, had it not known them, and some."""

    owner: str
    taker: str
    phrasings: int
    of: int
    examples: tuple[str, ...]


def overlaps(searcher: Searcher, *, batch: int = 64, shown: int = 3) -> list[Overlap]:
    """Pairs of items that take each other's questions by their nearest phrasing, worst first."""
    rows = searcher.model.rows
    taken: Counter[tuple[int, int]] = Counter()
    examples: dict[tuple[int, int], list[str]] = {}
    tried = np.arange(0, rows.phrasings, max(1, rows.phrasings // MOST_TRIED))
    for begin in range(0, len(tried), batch):
        part = tried[begin : begin + batch]
        for at, taker in zip(part.tolist(), _takers(searcher, part), strict=True):
            pair = (int(rows.labels[at]), taker)
            if pair[0] != taker:
                taken[pair] += 1
                examples.setdefault(pair, []).append(rows.texts[at])
    sizes = np.bincount(rows.labels[tried], minlength=len(rows.ids)).tolist()
    return [
        Overlap(rows.ids[own], rows.ids[to], count, sizes[own], tuple(examples[own, to][:shown]))
        for (own, to), count in taken.most_common()
    ]


def lines_of_overlaps(found: Sequence[Overlap], limit: int) -> Iterator[str]:
    """What a curator should look at: the worst pairs with examples, and what to do about them."""
    yield f"{len(found)} pairs of topics share phrasings, the worst first; a few are normal between neighbours."
    yield f"Look at those marked !, where a topic loses over {100 * MANY_TAKEN:.0f} % of its phrasings to one other:"
    yield "give the loser more of its own words, or move the phrasing to the topic that should answer it."
    for pair in found[:limit]:
        mark = "!" if pair.phrasings > MANY_TAKEN * pair.of else " "
        yield f"{mark} {pair.phrasings:3d} of {pair.of} phrasings of {pair.owner} are nearer to {pair.taker}"
        yield from (f"        “{example}”" for example in pair.examples)


def _takers(searcher: Searcher, tried: Ints) -> list[int]:
    rows = searcher.model.rows
    likeness = np.stack([result.likeness for result in searcher.scored([rows.texts[at] for at in tried])])
    likeness[np.arange(len(tried)), tried] = 0
    return [int(item) for item in nearest_scores(rows, likeness)[:, :-1].argmax(axis=1)]
