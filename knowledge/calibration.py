"""Calibrates the confidence on own phrasings left out, on whole topics left out and on everyday requests."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.confidence import RIVALRY_TO_ANSWER, Confidence, strengths

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]

# Where Platt's (1999) sigmoid starts before a knowledge base says otherwise, and how many examples that start is
# worth; the usual values come from leave-one-out over the phrasings of the public sets.
USUAL_OFFSET, USUAL_SLOPE = -2.0, 8.0
USUAL_WORTH = 20.0
# How much each kind of trial counts: own phrasings, phrasings of a topic left out, everyday requests.
KNOWN, LEFT_OUT, STRANGE = 1.0, 0.3, 0.3
# Of the questions that have an answer, this share may get a wrong one unasked; of everyday requests likewise.
WRONG_BUT_CONFIDENT = 0.03
ANSWERED_STRANGERS = 0.03
# Of the questions whose item is among the best three, this share may go without suggestions ...
MISSED = 0.04
# ... unless more than this share of everyday requests would get some.
SUGGESTED_STRANGERS = 0.4
# With fewer phrasings than this to leave out, thresholds are taken from the usual sigmoid.
FEWEST_TRIALS = 40
USUAL_ANSWER_FROM, USUAL_SUGGEST_FROM = 0.35, 0.15


@dataclass(frozen=True, slots=True)
class Trials:
    """How texts would be scored that the engine had not seen: scores (texts, items) of each kind.

    `known` are phrasings left out alone, with `labels` the item they belong to; `left_out` phrasings whose whole
    item was left out; `strange` everyday requests.
    """

    known: Floats
    labels: Ints
    left_out: Floats
    strange: Floats


def calibrated(trials: Trials) -> Confidence:
    """The confidence that fits `trials`."""
    known = trials.known
    right = known.argmax(axis=1) == trials.labels if len(known) else np.zeros(0, bool)
    offset, slope = _sigmoid(
        [(_best(known), right, KNOWN), (_best(trials.left_out), None, LEFT_OUT), (_best(trials.strange), None, STRANGE)]
    )
    if len(known) < FEWEST_TRIALS:
        return Confidence(offset, slope, USUAL_ANSWER_FROM, USUAL_SUGGEST_FROM)
    answer_from = _answer_from(known, right, trials.strange)
    return Confidence(offset, slope, answer_from, _suggest_from(known, trials.labels, trials.strange))


def _best(scores: Floats) -> Floats:
    if not len(scores):
        return np.zeros(0, np.float32)
    best: Floats = strengths(scores).max(axis=1)
    return best


def _sigmoid(trials: list[tuple[Floats, NDArray[np.bool_] | None, float]]) -> tuple[float, float]:
    """Offset and slope by Newton's method, drawn towards the usual ones; trials without `right` are all wrong."""
    strength = np.concatenate([values for values, _, _ in trials]).astype(np.float64)
    wrong = (np.zeros(len(values)) for values, _, _ in trials)
    target = np.concatenate(
        [nothing if right is None else right for nothing, (_, right, _) in zip(wrong, trials, strict=True)]
    )
    weight = np.concatenate([np.full(len(values), share / max(len(values), 1)) for values, _, share in trials])
    weight *= len(strength) / max(weight.sum(), 1e-9)
    usual = np.array([USUAL_OFFSET, USUAL_SLOPE])
    design = np.stack([np.ones(len(strength)), strength], axis=1)
    return _newton(design, target, weight, usual)


def _newton(design: Doubles, target: Doubles, weight: Doubles, usual: Doubles) -> tuple[float, float]:
    found = usual.copy()
    ridge = USUAL_WORTH / usual**2
    for _ in range(20):
        chance = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        slope = design.T @ (weight * (target - chance)) - ridge * (found - usual)
        curve = (design * (weight * chance * (1 - chance))[:, None]).T @ design + np.diag(ridge)
        found += np.clip(np.linalg.solve(curve, slope), -2, 2)
    return float(found[0]), float(max(found[1], 1.0))


def _answer_from(known: Floats, right: NDArray[np.bool_], strange: Floats) -> float:
    """The lowest strength from which on wrong answers, and answers to everyday requests, stay rare enough."""
    strength = strengths(known, rivalry=RIVALRY_TO_ANSWER).max(axis=1)
    wrong = np.sort(strength[~right])[::-1]
    allowed = int(WRONG_BUT_CONFIDENT * len(known))
    by_wrong = float(wrong[allowed]) if len(wrong) > allowed else 0.0
    return max(by_wrong, _quantile(strengths(strange, rivalry=RIVALRY_TO_ANSWER), 1 - ANSWERED_STRANGERS))


def _suggest_from(known: Floats, labels: NDArray[np.int64], strange: Floats) -> float:
    """The strength that keeps nearly all right suggestions, raised if too many everyday requests would get some."""
    ranked = np.argsort(-known, axis=1)[:, :3]
    offered = known[(ranked == labels[:, None]).any(axis=1)].max(axis=1)
    low = float(np.quantile(offered, MISSED)) if len(offered) else USUAL_SUGGEST_FROM
    return max(low, _quantile(strange, 1 - SUGGESTED_STRANGERS))


def _quantile(scores: Floats, share: float) -> float:
    return float(np.quantile(scores.max(axis=1), share)) if len(scores) else 0.0
