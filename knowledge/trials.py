"""Tries the engine on its own rows: what would it have said to them, had it not known them?"""

import numpy as np
from numpy.typing import NDArray

from knowledge.calibration import Trials
from knowledge.classifier import Trained
from knowledge.items import Rows

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# As many rows of each kind are enough for two thresholds and a sigmoid.
MOST_TRIED = 2_000


def nearest_scores(rows: Rows, likeness: Floats) -> Floats:
    """The likeness (n, N) of each item's nearest phrasing, and last of the nearest everyday request: (n, items + 1)."""
    scores = np.zeros((len(likeness), rows.nobody + 1), np.float32)
    scores[:, :-1] = np.maximum.reduceat(likeness[:, : rows.phrasings], rows.begins, axis=1)
    if rows.background < likeness.shape[1]:
        scores[:, -1] = likeness[:, rows.background :].max(axis=1)
    return scores


def tried_rows(rows: Rows) -> Ints:
    """The rows to try the nearest phrasing on: phrasings and background, evenly thinned."""
    candidates = np.concatenate([np.arange(rows.phrasings), np.arange(rows.background, len(rows.labels))])
    return candidates[:: max(1, len(candidates) // MOST_TRIED)]


def trials_of_nearest(rows: Rows, tried: Ints, likeness: Floats) -> Trials:
    """The trials of the nearest phrasing, given the `likeness` (tried, N) of the `tried` rows to all rows."""
    likeness[np.arange(len(tried)), tried] = 0
    scores = nearest_scores(rows, likeness)
    return _sorted(rows, tried, scores, scores.copy())


def trials_of_trained(rows: Rows, trained: Trained) -> Trials:
    """The trials of a trained classifier."""
    tried = np.concatenate([np.arange(rows.phrasings), np.arange(rows.background, len(rows.labels))])
    return _sorted(rows, tried, trained.without_row[tried], trained.without_class[tried])


def _sorted(rows: Rows, tried: Ints, without_row: Floats, without_class: Floats) -> Trials:
    labels = rows.labels[tried]
    own = labels < rows.nobody
    company = np.bincount(rows.labels[: rows.phrasings], minlength=rows.nobody + 1)[labels] > 1
    without_class[np.flatnonzero(own), labels[own]] = 0
    return Trials(without_row[own & company], labels[own & company], without_class[own], without_row[~own])
