"""All that the engine learned from one knowledge base: how to score by words, by meaning, and by a second meaning."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.calibration import calibrated
from knowledge.classifier import train
from knowledge.confidence import Confidence
from knowledge.encoder import Encoder
from knowledge.items import Rows
from knowledge.lexical import Lexicon
from knowledge.meaning import Meaning
from knowledge.thesaurus import Thesaurus
from knowledge.trials import nearest_scores, trials_of_nearest, trials_of_trained, tried_rows

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# From cross-validation over phrasings and topics of the public sets: 0.75 costs half a point, 0.5 three; more than
# this gains where entries have three phrasings and loses where they have twenty. Two senses share it evenly.
SHARE_OF_MEANING = 0.85
# So many rows of the kernel are made at a time.
BLOCK = 512
# Training needs memory with the square of the rows (12,000: 600 MB for each of three matrices) and time with their
# cube. Beyond that, the nearest phrasing decides.
MOST_TRAINED = 12_000
# An everyday request nearer to a phrasing than this is in this knowledge base nobody's no longer: a bot that
# tells the weather must not learn that the weather is off topic. Cosine of the n-grams, and of the encoder.
TOO_NEAR_BY_WORDS = 0.5
TOO_NEAR_BY_MEANING = 0.4


@dataclass(frozen=True, slots=True)
class View:
    """One way to score: by a trained classifier, `dual` (N, items + 1), or without one by the nearest phrasing."""

    confidence: Confidence
    dual: Floats | None = None

    def scores(self, rows: Rows, likeness: Floats) -> Floats:
        """The score of every item, and last of nobody's, given `likeness` (n, N), shape (n, items + 1)."""
        if self.dual is None:
            return nearest_scores(rows, likeness)
        scores: Floats = likeness @ self.dual
        return scores


@dataclass(frozen=True, slots=True)
class Model:
    """The rows, and the views of them: by words alone, by words and meaning, and by the second sense of meaning too.

    `kept` says which rows of the background stayed, by their place among all rows.
    """

    rows: Rows
    kept: Ints
    lexicon: Lexicon
    by_words: View
    meaning: Meaning | None = None
    by_both: View | None = None
    second: Meaning | None = None
    by_all: View | None = None

    def word_likeness(self, texts: Sequence[str]) -> Floats:
        """How alike the words of `texts` and of every row are, shape (n, N)."""
        return np.stack([self.lexicon.similarities(text) for text in texts])


def learned(rows: Rows, encoder: Encoder | None, thesaurus: Thesaurus) -> Model:
    """Learn from `rows`; without an encoder by words alone."""
    vectors = encoder.encode(rows.texts) if encoder else None
    kept = _kept_strangers(rows, vectors)
    rows, vectors = only(rows, kept), None if vectors is None else vectors[_places(rows, kept)]
    lexicon = Lexicon.of(rows.texts, thesaurus)
    tried = tried_rows(rows)
    words = np.stack([lexicon.similarities(rows.texts[at]) for at in tried])
    meaning = None if vectors is None else Meaning.of(vectors, rows.labels, rows.phrasings)
    by_both = None
    if meaning and len(rows.texts) > MOST_TRAINED:
        by_both = View(calibrated(trials_of_nearest(rows, tried, mixed(words, meaning.of_rows(tried)))))
    elif meaning:
        by_both = _trained(rows, lexicon, [meaning])
    return Model(rows, kept, lexicon, View(calibrated(trials_of_nearest(rows, tried, words))), meaning, by_both)


def extended(model: Model, vectors: Floats) -> Model:
    """`model` with a second sense of meaning: what another encoder makes of its rows, `vectors` (N, D)."""
    if model.meaning is None:
        return model
    second = Meaning.of(vectors, model.rows.labels, model.rows.phrasings, second=True)
    return replace(model, second=second, by_all=_trained(model.rows, model.lexicon, [model.meaning, second]))


def mixed(words: Floats, *meanings: Floats) -> Floats:
    """The likeness by words and by each sense of meaning in one, all of the same shape."""
    together = (1 - SHARE_OF_MEANING) * words
    for meaning in meanings:
        together += SHARE_OF_MEANING / len(meanings) * meaning
    return together


def _trained(rows: Rows, lexicon: Lexicon, senses: Sequence[Meaning]) -> View:
    trained = train(_kernel(lexicon, senses), rows.labels, rows.nobody + 1)
    return View(calibrated(trials_of_trained(rows, trained)), trained.dual)


def _kernel(lexicon: Lexicon, senses: Sequence[Meaning]) -> Floats:
    """How alike the rows are among each other, shape (N, N); there is memory for one of this size, not for three."""
    kernel = lexicon.gram_matrix()
    for begin in range(0, len(kernel), BLOCK):
        block = slice(begin, begin + BLOCK)
        kernel[block] = mixed(kernel[block], *(sense.of_rows(block) for sense in senses))
    return kernel


def only(rows: Rows, kept: Ints) -> Rows:
    """`rows` with no more of the background than `kept`."""
    places = _places(rows, kept)
    return replace(rows, texts=tuple(rows.texts[at] for at in places), labels=rows.labels[places])


def _places(rows: Rows, kept: Ints) -> Ints:
    return np.concatenate([np.arange(rows.background), kept])


def _kept_strangers(rows: Rows, vectors: Floats | None) -> Ints:
    first = rows.background
    if vectors is None:
        lexicon = Lexicon.of(rows.texts[: rows.phrasings])
        near = np.array([lexicon.similarities(text).max() > TOO_NEAR_BY_WORDS for text in rows.texts[first:]], bool)
    else:
        near = (vectors[first:] @ vectors[: rows.phrasings].T).max(axis=1, initial=-1) > too_near(vectors, rows)
    return first + np.flatnonzero(~near)


def too_near(vectors: Floats, rows: Rows) -> float:
    """How near phrasings of one item usually come to each other, the median of the nearest."""
    nearest = []
    for mine in np.split(vectors[: rows.phrasings], rows.begins[1:]):
        if len(mine) > 1:
            cosine = mine @ mine.T
            np.fill_diagonal(cosine, -1)
            nearest.extend(cosine.max(axis=1))
    return max(TOO_NEAR_BY_MEANING, float(np.median(nearest))) if nearest else 0.6
