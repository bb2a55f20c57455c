"""Decides among near rows only: a small ridge regression over the nearest rows of the nearest items.

What `classifier` learns once from all rows is here learned anew for each text from some two hundred of them; among
100,000 items nothing else would fit into memory.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.classifier import RIDGE

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# By leaving out phrasings of public sets and of our own content, each buried among 10,000 other entries: fewer items
# lose right ones, more rows only take time.
NEAREST_ITEMS, ROWS_OF_ITEM = 24, 8
NEAREST_STRANGERS = 20


@dataclass(frozen=True, slots=True)
class Nearby:
    """What may be meant by a text: `items` ascending, and their `scores` (items + 1,), nobody's last."""

    items: Ints
    scores: Floats


def nearest_items(labels: Ints, likeness: Floats, number: int = NEAREST_ITEMS) -> Ints:
    """The items whose best row is most like the text, ascending, given rows' `labels` (n,) and `likeness` (n,)."""
    best_first = labels[np.argsort(-likeness, kind="stable")]
    items, first = np.unique(best_first, return_index=True)
    return np.sort(items[np.argsort(first)[:number]])


def nearest_of_each(labels: Ints, likeness: Floats, number: int = ROWS_OF_ITEM) -> Ints:
    """The places of at most `number` rows of each item, those most like the text."""
    order = np.lexsort((-likeness, labels))
    ordered = labels[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    return np.asarray(order[rank < number], np.int64)


def regressed(kernel: Floats, labels: Ints, likeness: Floats, nobody: int) -> Nearby:
    """Fit on near rows with their `kernel` (n, n), used up, and `labels`; score the text that is so alike to them."""
    items = np.unique(labels[labels != nobody])
    column = np.where(labels == nobody, len(items), np.searchsorted(items, labels))
    kernel[np.diag_indices_from(kernel)] += RIDGE
    scores = np.bincount(column, np.linalg.solve(kernel, likeness), len(items) + 1)
    return Nearby(items, scores.astype(np.float32))
