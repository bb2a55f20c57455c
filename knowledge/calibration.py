"""Calibrates the confidence on own phrasings left out, on whole items left out and on everyday requests."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.confidence import NO_RIVALRY, RIVALRY, RIVALRY_TO_ANSWER, Confidence, strengths

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]

# Where Platt's (1999) sigmoid starts before a knowledge base says otherwise, and how many examples that start is
# worth; the usual values come from leave-one-out over the phrasings of the public sets.
USUAL_OFFSET, USUAL_SLOPE = -2.0, 10.0
USUAL_WORTH = 20.0
# How much each kind of trial counts: own phrasings, phrasings of an item left out, everyday requests.
KNOWN, LEFT_OUT, STRANGE = 1.0, 0.3, 0.3
# What may be answered unasked at most: the share of left-out phrasings that would get a wrong answer (leaving one out
# is harder than life: 6 % here are about 3 % of real questions), of phrasings whose item is left out, of everyday
# requests.
ANSWERED_WRONGLY, ANSWERED_LEFT_OUT, ANSWERED_STRANGERS = 0.06, 0.25, 0.03
# Of the phrasings whose item is among the best three, this share may go without being offered it, unless more than
# the second share of everyday requests would be offered something.
MISSED, OFFERED_STRANGERS = 0.003, 0.85
# People's questions are weaker than phrasings left out: offered is from this share of their strength on.
WEAKER = 0.6
# Surely answered is what would be if only this share of each kind of unwanted answer were allowed. At 0.75 39 of 100
# questions are looked at again, at 0.6 44, at 0.5 47, which costs more time and gains nothing more.
SURELY = 0.6
# With fewer phrasings than this to leave out, the usual thresholds hold: medians over the public sets.
FEWEST_TRIALS = 40
USUAL_ANSWER_FROM, USUAL_OFFER_FROM, USUAL_SURE_FROM = 0.12, 0.02, 0.2


@dataclass(frozen=True, slots=True)
class Trials:
    """How texts would be scored that the engine had not seen: scores (texts, items + 1) of each kind.

    `known` are phrasings left out alone, with `labels` the item they belong to; `left_out` phrasings whose whole
    item was left out; `strange` everyday requests.
    """

    known: Floats
    labels: Ints
    left_out: Floats
    strange: Floats


def calibrated(trials: Trials) -> Confidence:
    """The confidence that fits `trials`."""
    right = _argmax(trials.known) == trials.labels
    offset, slope = _sigmoid(trials, right)
    if len(trials.known) < FEWEST_TRIALS:
        return Confidence(offset, slope, USUAL_ANSWER_FROM, USUAL_OFFER_FROM, USUAL_SURE_FROM)
    sure_from = _answer_from(trials, right, share=SURELY)
    return Confidence(offset, slope, _answer_from(trials, right), _offer_from(trials), sure_from)


def _argmax(scores: Floats) -> Ints:
    return np.asarray(scores[:, :-1].argmax(axis=1) if len(scores) else np.zeros(0), np.int64)


def _best(scores: Floats, rivalry: float) -> Floats:
    best: Floats = strengths(scores, rivalry=rivalry).max(axis=1) if len(scores) else np.zeros(0, np.float32)
    return best


def _sigmoid(trials: Trials, right: Marks) -> tuple[float, float]:
    """Offset and slope of the chance to be right, by Newton's method, drawn towards the usual ones."""
    kinds = (trials.known, trials.left_out, trials.strange)
    strength = np.concatenate([_best(scores, RIVALRY) for scores in kinds]).astype(np.float64)
    target = np.concatenate([right, np.zeros(len(trials.left_out) + len(trials.strange))])
    shares = zip(kinds, (KNOWN, LEFT_OUT, STRANGE), strict=True)
    weight = np.concatenate([np.full(len(scores), share / max(len(scores), 1)) for scores, share in shares])
    weight *= len(strength) / max(float(weight.sum()), 1e-9)
    return _newton(np.stack([np.ones(len(strength)), strength], axis=1), target, weight)


def _newton(design: Doubles, target: Doubles, weight: Doubles) -> tuple[float, float]:
    usual = np.array([USUAL_OFFSET, USUAL_SLOPE])
    found, ridge = usual.copy(), USUAL_WORTH / usual**2
    for _ in range(20):
        chance = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        slope = design.T @ (weight * (target - chance)) - ridge * (found - usual)
        curve = (design * (weight * chance * (1 - chance))[:, None]).T @ design + np.diag(ridge)
        found += np.clip(np.linalg.solve(curve, slope), -2, 2)
    return float(found[0]), float(max(found[1], 1.0))


def _answer_from(trials: Trials, right: Marks, *, share: float = 1.0) -> float:
    """The lowest strength from which on each kind of unwanted answer stays rarer than this share of its limit."""
    known, left_out, strange = (
        _best(scores, RIVALRY_TO_ANSWER) for scores in (trials.known, trials.left_out, trials.strange)
    )
    return max(
        _exceeded_by(known[~right], share * ANSWERED_WRONGLY * len(known)),
        _exceeded_by(left_out, share * ANSWERED_LEFT_OUT * len(left_out)),
        _exceeded_by(strange, share * ANSWERED_STRANGERS * len(strange)),
    )


def _exceeded_by(strength: Floats, number: float) -> float:
    """The strength that about `number` of these exceed."""
    falling = np.sort(strength)[::-1]
    return float(falling[int(number)]) + 1e-6 if len(falling) > number else 0.0


def _offer_from(trials: Trials) -> float:
    """The strength that keeps nearly all right offers, raised if too many everyday requests would get some."""
    ranked = np.argsort(-trials.known[:, :-1], axis=1)[:, :3]
    offered = _best(trials.known[(ranked == trials.labels[:, None]).any(axis=1)], NO_RIVALRY)
    low = float(np.quantile(offered, MISSED)) if len(offered) else USUAL_OFFER_FROM
    low = min(low, WEAKER * low)
    strange = _best(trials.strange, NO_RIVALRY)
    return max(low, _exceeded_by(strange, OFFERED_STRANGERS * len(strange)))
