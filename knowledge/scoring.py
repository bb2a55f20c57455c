"""From texts to scores: how strongly each item is meant, read as a whole, without slips, and sentence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.confidence import Confidence
from knowledge.encoder import Encoder
from knowledge.model import Model, View, mixed

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


def scored(model: Model, encoders: Sequence[Encoder], readings: Sequence[Reading]) -> list[Scored]:
    """The scores for each of `readings`; everything is encoded together. Without an encoder words alone decide.

    The second encoder takes its time, so it is asked only about what the first leaves unsure.
    """
    texts = [text for reading in readings for text in (*reading.whole, *reading.sentences)]
    words = model.word_likeness(texts)
    if not encoders or not model.meaning or not model.by_both:
        return _read(model, model.by_words, words, readings)
    meaning = model.meaning.similarities(encoders[0].encode(texts))
    found = _read(model, model.by_both, mixed(words, meaning), readings, with_meaning=True)
    unsure = [at for at, one in enumerate(found) if one.confidence.wavers(one.scores)]
    if unsure and len(encoders) > 1 and model.second and model.by_all:
        places = [place for at in unsure for place in _spans(readings)[at]]
        second = model.second.similarities(encoders[1].encode([texts[place] for place in places]))
        likeness = mixed(words[places], meaning[places], second)
        again = _read(model, model.by_all, likeness, [readings[at] for at in unsure], with_meaning=True)
        for at, one in zip(unsure, again, strict=True):
            found[at] = one
    return found


def _spans(readings: Sequence[Reading]) -> list[range]:
    """Where the texts of each of `readings` stand among all."""
    ends = np.cumsum([len(reading.whole) + len(reading.sentences) for reading in readings]).tolist()
    return [range(begin, end) for begin, end in zip([0, *ends], ends, strict=False)]


def _read(
    model: Model, view: View, likeness: Floats, readings: Sequence[Reading], *, with_meaning: bool = False
) -> list[Scored]:
    scores = view.scores(model.rows, likeness)
    return [
        Scored(
            together(scores[span.start : span.stop], len(reading.whole)),
            likeness[span.start],
            view.confidence,
            with_meaning,
        )
        for reading, span in zip(readings, _spans(readings), strict=True)
    ]


def together(scores: Floats, whole: int) -> Floats:
    """The mean over the readings of the whole; in a story, each item's best sentence counts as much as the whole."""
    read_whole = scores[:whole].mean(axis=0)
    both: Floats = read_whole if len(scores) == whole else (read_whole + scores[whole:].max(axis=0)) / 2
    return both
