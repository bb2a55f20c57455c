"""From texts to scores: how strongly each item is meant, read as a whole, without slips, and sentence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.confidence import Confidence, strengths
from knowledge.encoder import Encoder
from knowledge.model import Model, View, mixed

Floats = NDArray[np.float32]

# Sentences of one story that are looked at again, the strongest: more change no figure and make people wait.
MOST_SENTENCES = 3


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
        return _read(model.by_words, model, words, readings)[0]
    meaning = model.meaning.similarities(encoders[0].encode(texts))
    found, scores = _read(model.by_both, model, mixed(words, meaning), readings)
    unsure = [at for at, one in enumerate(found) if one.confidence.wavers(one.scores)]
    if unsure and len(encoders) > 1 and model.second and model.by_all:
        spans = _spans(readings)
        again = [_best_of(readings[at], spans[at], scores) for at in unsure]
        places = [place for chosen in again for place in chosen]
        second = model.second.similarities(encoders[1].encode([texts[place] for place in places]))
        shorter = [_shortened(readings[at], len(chosen)) for at, chosen in zip(unsure, again, strict=True)]
        closer, _ = _read(model.by_all, model, mixed(words[places], meaning[places], second), shorter)
        for at, one in zip(unsure, closer, strict=True):
            found[at] = one
    return found


def _best_of(reading: Reading, span: range, scores: Floats) -> list[int]:
    """Of the places of a reading's texts those that are looked at again: the whole and its strongest sentences."""
    whole, telling = list(span[: len(reading.whole)]), list(span[len(reading.whole) :])
    if len(telling) <= MOST_SENTENCES:
        return whole + telling
    strongest = np.argsort(-strengths(scores[telling]).max(axis=1), kind="stable")[:MOST_SENTENCES]
    return whole + sorted(telling[at] for at in strongest)


def _shortened(reading: Reading, texts: int) -> Reading:
    return Reading(reading.whole, reading.sentences[: texts - len(reading.whole)])


def _spans(readings: Sequence[Reading]) -> list[range]:
    """Where the texts of each of `readings` stand among all."""
    ends = np.cumsum([len(reading.whole) + len(reading.sentences) for reading in readings]).tolist()
    return [range(begin, end) for begin, end in zip([0, *ends], ends, strict=False)]


def _read(view: View, model: Model, likeness: Floats, readings: Sequence[Reading]) -> tuple[list[Scored], Floats]:
    """What `view` makes of each of `readings`, and the scores of all their texts."""
    scores, with_meaning = view.scores(model.rows, likeness), view is not model.by_words
    found = [
        Scored(
            together(scores[span.start : span.stop], len(reading.whole)),
            likeness[span.start],
            view.confidence,
            with_meaning,
        )
        for reading, span in zip(readings, _spans(readings), strict=True)
    ]
    return found, scores


def together(scores: Floats, whole: int) -> Floats:
    """The mean over the readings of the whole; in a story, each item's best sentence counts as much as the whole."""
    read_whole = scores[:whole].mean(axis=0)
    both: Floats = read_whole if len(scores) == whole else (read_whole + scores[whole:].max(axis=0)) / 2
    return both
