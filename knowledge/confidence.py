"""How sure the engine may be: the strength of the best item, turned into the probability that it is the right one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# How much a close runner-up weakens an item: not for offering it, mildly for its score, harder for answering unasked.
# More makes the best of several better known (a rival means doubt) and strangers less so (they have no rivals).
NO_RIVALRY, RIVALRY, RIVALRY_TO_ANSWER = 0.0, 0.25, 0.6
# How much it weakens every item that the text sounds like an everyday request.
STRANGENESS = 0.25


def strengths(scores: Floats, *, rivalry: float = RIVALRY) -> Floats:
    """The strength of every item, (n, items): its score less shares of the best other item's and of nobody's.

    `scores` is (n, items + 1), the last column nobody's.
    """
    items, nobody = scores[:, :-1], scores[:, -1:]
    if items.shape[1] < 2:
        return (items - STRANGENESS * nobody).astype(np.float32)
    top_two = np.partition(items, items.shape[1] - 2, axis=1)[:, -2:]
    best, second = top_two[:, 1:], top_two[:, :1]
    others = np.where(items >= best, second, best)
    return (items - rivalry * np.maximum(others, 0) - STRANGENESS * nobody).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Confidence:
    """From strength to probability, and the thresholds: from where on is answered, from where on offered.

    From `sure_from` on a second sense of meaning would hardly change an answer, and is not asked.
    """

    offset: float
    slope: float
    answer_from: float
    offer_from: float
    sure_from: float

    def probabilities(self, scores: Floats) -> Floats:
        """The chance (items,) of every item to be the right one, given `scores` (items + 1,)."""
        raised = np.clip(self.offset + self.slope * strengths(scores[None])[0], -30, 30)
        chance: Floats = (1 / (1 + np.exp(-raised))).astype(np.float32)
        return chance

    def answers(self, scores: Floats) -> bool:
        """Whether the best of `scores` (items + 1,) is strong enough, and far enough ahead, to be answered unasked."""
        return bool(strengths(scores[None], rivalry=RIVALRY_TO_ANSWER).max() >= self.answer_from)

    def offers(self, scores: Floats) -> bool:
        """Whether the best of `scores` (items + 1,) is worth being offered."""
        return bool(strengths(scores[None], rivalry=NO_RIVALRY).max() >= self.offer_from)

    def wavers(self, scores: Floats) -> bool:
        """Whether the best of `scores` (items + 1,) is neither surely answered nor not worth being offered."""
        is_sure = bool(strengths(scores[None], rivalry=RIVALRY_TO_ANSWER).max() >= self.sure_from)
        return not is_sure and self.offers(scores)
