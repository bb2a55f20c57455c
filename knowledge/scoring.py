"""From texts to scores: how strongly each item is meant, read as a whole, without slips, and sentence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.confidence import Confidence
from knowledge.encoder import Encoder
from knowledge.model import Model, mixed

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message is read as: `whole` as typed and, where it differs, mended; and its sentences, if several."""

    whole: tuple[str, ...]
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """One message: its `scores` (items + 1,), nobody's last, the likeness (N,) of all rows, and what they are worth."""

    scores: Floats
    likeness: Floats
    confidence: Confidence
    with_meaning: bool


def scored(model: Model, encoder: Encoder | None, readings: Sequence[Reading]) -> list[Scored]:
    """The scores for each of `readings`; everything is encoded together. Without `encoder` words alone decide."""
    texts = [text for reading in readings for text in (*reading.whole, *reading.sentences)]
    likeness = model.word_likeness(texts)
    view, with_meaning = model.by_words, False
    if encoder and model.meaning and model.by_both:
        likeness = mixed(likeness, model.meaning.similarities(encoder.encode(texts)))
        view, with_meaning = model.by_both, True
    scores = view.scores(model.rows, likeness)
    results, begin = [], 0
    for reading in readings:
        end = begin + len(reading.whole) + len(reading.sentences)
        together = _together(scores[begin:end], len(reading.whole))
        results.append(Scored(together, likeness[begin], view.confidence, with_meaning))
        begin = end
    return results


def _together(scores: Floats, whole: int) -> Floats:
    """The mean over the readings of the whole; in a story, each item's best sentence counts as much as the whole."""
    read_whole = scores[:whole].mean(axis=0)
    together: Floats = read_whole if len(scores) == whole else (read_whole + scores[whole:].max(axis=0)) / 2
    return together
