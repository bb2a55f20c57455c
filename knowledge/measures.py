"""The measures of retrieval with a confidence, on plain arrays."""

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Marks = NDArray[np.bool_]

TENTHS = 10


def area_under_curve(sure: Doubles, unsure: Doubles) -> float:
    """AUROC: how often a question with an answer is scored above one without, ties counting half."""
    if not len(sure) or not len(unsure):
        return float("nan")
    ordered = np.sort(unsure)
    below = np.searchsorted(ordered, sure, side="left")
    not_above = np.searchsorted(ordered, sure, side="right")
    return float((below + not_above).mean() / 2 / len(unsure))


def accuracy_at_rejection(sure: Doubles, right: Marks, unsure: Doubles, rejected: float) -> float:
    """The share answered rightly once the threshold turns away this share of the questions without an answer."""
    if not len(sure) or not len(unsure):
        return float("nan")
    return float((right & (sure > np.quantile(unsure, rejected))).mean())


def direct_at_wrong(sure: Doubles, right: Marks, wrong: float) -> float:
    """The largest share answered rightly by a threshold that lets through at most this share of wrong answers."""
    if not len(sure):
        return float("nan")
    order = np.argsort(-sure, kind="stable")
    allowed = np.cumsum(~right[order]) <= wrong * len(sure)
    last_of_ties = np.append(np.diff(sure[order]) != 0, True)
    possible = np.flatnonzero(allowed & last_of_ties)
    return float(right[order][: possible[-1] + 1].sum() / len(sure)) if len(possible) else 0.0


def recall_of_strangers_at_loss(sure: Doubles, right: Marks, unsure: Doubles, loss: float) -> float:
    """The share of questions without an answer turned away when that costs this share of right answers."""
    if not len(sure) or not len(unsure):
        return float("nan")
    lost = np.sort(sure[right])
    bearable = int(loss * len(sure))
    threshold = lost[bearable] if bearable < len(lost) else np.inf
    return float((unsure < threshold).mean())


def reliability(sure: Doubles, right: Marks) -> list[tuple[float, float, int]]:
    """Per tenth of confidence that occurs: the mean confidence, the share that was right, and how many."""
    tenth = np.minimum((sure * TENTHS).astype(int), TENTHS - 1)
    marks = ((tenth == number) for number in range(TENTHS))
    return [(float(sure[m].mean()), float(right[m].mean()), int(m.sum())) for m in marks if m.any()]
