"""Knowledge bases too large to be compared as a whole: find near rows roughly, compare those exactly, decide there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.compressed import Counts, Vectors, likeness
from knowledge.confidence import Confidence
from knowledge.encoder import Encoder
from knowledge.items import Rows
from knowledge.model import SHARE_OF_MEANING
from knowledge.postings import Asked, Postings
from knowledge.scoring import Reading, Scored, together
from knowledge.thesaurus import Thesaurus
from knowledge.vicinity import NEAREST_STRANGERS, Nearby, nearest_items, nearest_of_each, regressed

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# Rows that are looked at closely, found by meaning and found by words.
NEAR_BY_MEANING, NEAR_BY_WORDS = 400, 200
# The score of what is not even near: no regression over near rows goes as low.
FAR = -9.0
NO_ROWS: Ints = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Question:
    """A text as it is compared: its n-grams; with meaning its vector (D,) and how unlike in signs (N,) all rows are."""

    asked: Asked
    vector: Floats | None = None
    unlike: Counts | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Rows looked at closely, ascending, and how alike the text is to each."""

    rows: Ints
    likeness: Floats

    def without(self, rows: Ints) -> Self:
        """The same but for some `rows`."""
        stay = ~np.isin(self.rows, rows)
        return type(self)(self.rows[stay], self.likeness[stay])


@dataclass(frozen=True, slots=True)
class LargeModel:
    """What `Model` is for more rows than can be compared each with each."""

    rows: Rows
    kept: Ints
    thesaurus: Thesaurus
    postings: Postings
    by_words: Confidence
    vectors: Vectors | None = None
    by_both: Confidence | None = None

    def questions(self, texts: Sequence[str], encoder: Encoder | None) -> list[Question]:
        """`texts` ready to be compared; everything is encoded together."""
        asked = [self.postings.asked(text, self.thesaurus) for text in texts]
        if encoder is None or self.vectors is None:
            return [Question(grams) for grams in asked]
        vectors = self.vectors.turned(encoder.encode(texts))
        unlike = self.vectors.unlike_signs(vectors)
        return [Question(*parts) for parts in zip(asked, vectors, unlike, strict=True)]

    def near(self, question: Question) -> Near:
        """The rows that `question` may be about and the nearest everyday requests, compared exactly."""
        background = self.rows.background
        rows = self.postings.nearest(question.asked, NEAR_BY_WORDS)
        if question.unlike is not None:
            by_meaning = least(question.unlike[:background], NEAR_BY_MEANING)
            strangers = background + least(question.unlike[background:], NEAREST_STRANGERS)
            rows = np.concatenate([rows, by_meaning, strangers])
        rows = np.unique(rows)
        return Near(rows, self.likeness(question, rows))

    def likeness(self, question: Question, rows: Ints) -> Floats:
        """How alike `question` and `rows` are."""
        words = self.postings.likeness(question.asked, rows)
        if question.vector is None or self.vectors is None:
            return words
        alike = likeness(self.vectors.of_rows(rows) @ question.vector)
        return (1 - SHARE_OF_MEANING) * words + SHARE_OF_MEANING * alike

    def kernel(self, rows: Ints, *, with_meaning: bool) -> Floats:
        """How alike `rows` are among each other, shape (rows, rows); the words' share of it is estimated."""
        sketches = self.postings.sketches(rows)
        words: Floats = sketches @ sketches.T
        if not with_meaning or self.vectors is None:
            return words
        vectors = self.vectors.of_rows(rows)
        return (1 - SHARE_OF_MEANING) * words + SHARE_OF_MEANING * likeness(vectors @ vectors.T)

    def rows_of(self, items: Ints) -> Ints:
        """All rows of `items`: phrasings and sentences of answers."""
        asked, answered = np.split(self.rows.labels[: self.rows.background], [self.rows.phrasings])
        return np.concatenate([_ranges(asked, items), self.rows.phrasings + _ranges(answered, items)])


def nearby(model: LargeModel, question: Question, near: Near, *, without: Ints = NO_ROWS) -> Nearby:
    """The scores of the items near `question`, given the rows `near` to it; as if rows `without` were not there."""
    near = near.without(without)
    labels, nobody = model.rows.labels[near.rows], model.rows.nobody
    own = labels != nobody
    if not own.any():
        return Nearby(NO_ROWS, np.array([near.likeness.max(initial=0)], np.float32))
    more = np.setdiff1d(model.rows_of(nearest_items(labels[own], near.likeness[own])), without)
    alike = model.likeness(question, more)
    chosen = nearest_of_each(model.rows.labels[more], alike)
    strangers = np.flatnonzero(~own)
    rows = np.concatenate([more[chosen], near.rows[strangers]])
    kernel = model.kernel(rows, with_meaning=question.vector is not None)
    return regressed(kernel, model.rows.labels[rows], np.append(alike[chosen], near.likeness[strangers]), nobody)


def scored(model: LargeModel, encoder: Encoder | None, readings: Sequence[Reading]) -> list[Scored]:
    """What `scoring.scored` is for a `Model`."""
    texts = [text for reading in readings for text in (*reading.whole, *reading.sentences)]
    questions = iter(model.questions(texts, encoder))
    return [_read(model, [next(questions) for _ in (*one.whole, *one.sentences)], len(one.whole)) for one in readings]


def _read(model: LargeModel, questions: Sequence[Question], whole: int) -> Scored:
    near = [model.near(question) for question in questions]
    found = [nearby(model, question, rows) for question, rows in zip(questions, near, strict=True)]
    items = np.unique(np.concatenate([one.items for one in found]))
    table = np.zeros((len(found), len(items) + 1), np.float32)
    for row, one in zip(table, found, strict=True):
        row[np.searchsorted(items, one.items)] = one.scores[:-1]
        row[-1] = one.scores[-1]
    scores = np.full(model.rows.nobody + 1, FAR, np.float32)
    scores[np.append(items, model.rows.nobody)] = together(table, whole)
    alike = np.zeros(len(model.rows.texts), np.float32)
    for rows in near:
        alike[rows.rows] = np.maximum(alike[rows.rows], rows.likeness)
    with_meaning = questions[0].vector is not None and model.by_both is not None
    confidence = model.by_both if with_meaning and model.by_both else model.by_words
    return Scored(scores, alike, confidence, with_meaning)


def least(unlike: Counts, number: int) -> Ints:
    """The places of the `number` least, in no order; counting how often each number occurs beats sorting."""
    if number >= len(unlike):
        return np.arange(len(unlike))
    most = int(np.searchsorted(np.cumsum(np.bincount(unlike)), number))
    less, equal = np.flatnonzero(unlike < most), np.flatnonzero(unlike == most)
    return np.concatenate([less, equal[: number - len(less)]])


def _ranges(labels: Ints, items: Ints) -> Ints:
    """Where `items` stand among ascending `labels`."""
    begins = np.searchsorted(labels, items, side="left")
    ends = np.searchsorted(labels, items, side="right")
    pieces = [np.arange(begin, end) for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]
    return np.concatenate(pieces) if pieces else NO_ROWS
