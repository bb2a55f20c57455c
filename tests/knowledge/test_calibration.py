"""The thresholds that calibration sets: what they let through, and who is looked at again."""

import numpy as np
import pytest

from knowledge.calibration import (
    ANSWERED_LEFT_OUT,
    ANSWERED_STRANGERS,
    ANSWERED_WRONGLY,
    SURELY,
    Floats,
    Trials,
    calibrated,
)
from knowledge.confidence import RIVALRY_TO_ANSWER, Confidence, strengths

ITEMS, TEXTS = 5, 1_000
HIT, MISS, STRANGER = 0.5, 0.2, 0.1


@pytest.fixture(scope="module")
def trials() -> Trials:
    """Phrasings that are found with some strength, and three kinds of texts that are found with less."""
    numbers = np.random.default_rng(3)

    def found(strength: float, labels: Floats) -> Floats:
        scores = numbers.normal(0, 0.02, (TEXTS, ITEMS + 1))
        scores[np.arange(TEXTS), labels.astype(int)] += np.abs(numbers.normal(strength, 0.15, TEXTS))
        return scores.astype(np.float32)

    labels = numbers.integers(0, ITEMS, TEXTS)
    meant = np.where(numbers.random(TEXTS) < 0.9, labels, (labels + 1) % ITEMS)  # a tenth sounds like its neighbour
    others = numbers.integers(0, ITEMS, TEXTS).astype(np.float32)
    return Trials(found(HIT, meant.astype(np.float32)), labels, found(MISS, others), found(STRANGER, others))


@pytest.fixture(scope="module")
def confidence(trials: Trials) -> Confidence:
    return calibrated(trials)


def shares_above(threshold: float, trials: Trials) -> tuple[float, float, float]:
    """Of each kind of trial the share that would get an answer it should not get."""
    known, left_out, strange = (
        strengths(scores, rivalry=RIVALRY_TO_ANSWER).max(axis=1) >= threshold
        for scores in (trials.known, trials.left_out, trials.strange)
    )
    wrong = trials.known[:, :-1].argmax(axis=1) != trials.labels
    return float((known & wrong).mean()), float(left_out.mean()), float(strange.mean())


def used(threshold: float, trials: Trials) -> float:
    """How much of its limit the kind that decides the threshold uses up."""
    limits = (ANSWERED_WRONGLY, ANSWERED_LEFT_OUT, ANSWERED_STRANGERS)
    return max(share / limit for share, limit in zip(shares_above(threshold, trials), limits, strict=True))


def test_each_kind_of_unwanted_answer_stays_below_its_limit_and_one_comes_near(
    confidence: Confidence, trials: Trials
) -> None:
    assert 0.9 < used(confidence.answer_from, trials) <= 1


def test_surely_answered_is_what_would_be_under_stricter_limits(confidence: Confidence, trials: Trials) -> None:
    assert SURELY - 0.1 < used(confidence.sure_from, trials) <= SURELY
    assert confidence.sure_from > confidence.answer_from


@pytest.mark.parametrize(("strength", "wavers"), [(-0.05, False), (0.5, True), (1.5, False)])
def test_what_is_hopeless_or_surely_answered_is_not_looked_at_again(
    confidence: Confidence, strength: float, wavers: bool
) -> None:
    """Strengths as multiples of what counts as sure."""
    scores = np.zeros(ITEMS + 1, np.float32)
    scores[:ITEMS] = min(strength, 0)
    scores[0] = strength * confidence.sure_from
    assert confidence.wavers(scores) is wavers


def test_what_is_answered_but_not_surely_is_looked_at_again(confidence: Confidence) -> None:
    scores = np.zeros(ITEMS + 1, np.float32)
    scores[0] = (confidence.answer_from + confidence.sure_from) / 2
    assert confidence.answers(scores)
    assert confidence.wavers(scores)
