"""How sure the engine may be: the strength of the best item, turned into the probability that it is the right one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# How much a close runner-up weakens an item: mildly for its score, harder for the decision to answer unasked.
RIVALRY = 0.25
RIVALRY_TO_ANSWER = 0.6


def strengths(scores: Floats, *, rivalry: float = RIVALRY) -> Floats:
    """The strength of every item for every text: `scores` (n, items) less a share of the best other item's score."""
    if scores.shape[1] < 2:
        return scores
    top_two = np.partition(scores, scores.shape[1] - 2, axis=1)[:, -2:]
    best, second = top_two[:, 1:], top_two[:, :1]
    others = np.where(scores >= best, second, best)
    return (scores - rivalry * np.maximum(others, 0)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Confidence:
    """From strength to probability, and the two thresholds: from where on is answered, from where on suggested."""

    offset: float
    slope: float
    answer_from: float
    suggest_from: float

    def probabilities(self, scores: Floats) -> Floats:
        """The chance of every item to be the right one, given `scores` (n, items)."""
        raised = np.clip(self.offset + self.slope * strengths(scores), -30, 30)
        chance: Floats = (1 / (1 + np.exp(-raised))).astype(np.float32)
        return chance

    def answers(self, scores: Floats) -> bool:
        """Whether the best of `scores` (items,) is strong enough, and far enough ahead, to be answered."""
        return bool(strengths(scores[None], rivalry=RIVALRY_TO_ANSWER).max() >= self.answer_from)

    def suggests(self, scores: Floats) -> bool:
        """Whether the best of `scores` (items,) is worth being offered."""
        return bool(scores.max() >= self.suggest_from)
