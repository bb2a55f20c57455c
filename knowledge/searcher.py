"""The search itself: reads messages, has them scored, and decides what to do about each."""

import os
from collections.abc import Sequence
from threading import BoundedSemaphore, Event

import numpy as np

from knowledge import large
from knowledge.confidence import Confidence
from knowledge.encoder import Encoder
from knowledge.findings import Decision, Finding, Match
from knowledge.items import Rows
from knowledge.large import LargeModel
from knowledge.model import Model
from knowledge.reader import Reader
from knowledge.scoring import Floats, Reading, Scored, scored
from knowledge.senses import Senses
from knowledge.splitting import questions_in, telling_sentences
from knowledge.text import cleaned, folded, sentences, without_ruled_out

Verdict = tuple[Decision, tuple[Match, ...], str]

# Suggestions and near misses: what a person can still take in at a glance.
MATCHES = 3


class Searcher:
    """Finds items for texts; may be called from any thread. Gets better once its `senses` have been loaded."""

    def __init__(self, model: Model | LargeModel, reader: Reader, senses: Senses) -> None:
        self.senses = senses
        self._reader = reader
        self._now: tuple[Model | LargeModel, tuple[Encoder, ...]] = (model, ())
        # One core is left to the event loop: what more threads than the others searched would come out of its time.
        self._room = BoundedSemaphore(max(1, (os.cpu_count() or 1) - 1))
        self.settled = Event()  # set when nothing is loading any more

    @property
    def model(self) -> Model | LargeModel:
        """What was learned; replaced as a whole when more has been learned."""
        return self._now[0]

    @property
    def knows_meaning(self) -> bool:
        """Whether an encoder takes part already."""
        model, encoders = self._now
        return bool(encoders) and model.by_both is not None

    @property
    def encoder(self) -> Encoder | None:
        """The first encoder once it is loaded, for others who compare meanings."""
        return next(iter(self._now[1]), None)

    def use(self, model: Model | LargeModel, *encoders: Encoder) -> None:
        """From now on use `model` with `encoders`; searches that are under way finish with what they began with."""
        self._now = model, encoders

    def find(self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None) -> list[Finding]:
        """One finding per text; all that is not known word for word is encoded together.

        `languages` are the platform's hints, used where a text does not give its language away.
        """
        hints = languages or [None] * len(texts)
        asked = [cleaned(text) for text in texts]
        guesses = [self._reader.language_of(text, hint) for text, hint in zip(asked, hints, strict=True)]
        verdicts = [self._known(text) for text in asked]
        searched = iter(self._searched([text for text, known in zip(asked, verdicts, strict=True) if known is None]))
        return [
            Finding(text, *(known or next(searched)), guess.language, guess.sure)
            for text, guess, known in zip(texts, guesses, verdicts, strict=True)
        ]

    def ask(self, text: str, *, language: str | None = None) -> tuple[Finding, ...]:
        """The findings for a message: usually one, several if it holds several questions.

        Taken apart is what is nothing but two or more questions of which one has an answer, and any message
        whose questions each have an answer of their own; a story with questions in it stays whole.
        """
        return self.ask_all([text], languages=[language])[0]

    def ask_all(
        self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None
    ) -> list[tuple[Finding, ...]]:
        """The same for many messages, encoded together."""
        hints = languages or [None] * len(texts)
        parts = [[text, *questions_in(cleaned(text))] for text in texts]
        spread = [hint for own, hint in zip(parts, hints, strict=True) for _ in own]
        found = iter(self.find([text for own in parts for text in own], languages=spread))
        return [_whole_or_apart([next(found) for _ in own]) for own in parts]

    def scored(self, texts: Sequence[str]) -> list[Scored]:
        """The scores of every item for each of `texts`, before any decision."""
        return _scored(*self._now, [self._reading(cleaned(text)) for text in texts])

    def _reading(self, text: str) -> Reading:
        meant = without_ruled_out(text)
        mended = self._reader.speller.mended(meant)
        return Reading((meant,) if mended == meant else (meant, mended), telling_sentences(mended))

    def _searched(self, texts: Sequence[str]) -> list[Verdict]:
        if not texts:
            return []
        with self._room:
            model, encoders = self._now
            results = _scored(model, encoders, [self._reading(text) for text in texts])
            return [_decided(model, result) for result in results]

    def _known(self, text: str) -> Verdict | None:
        key = folded(text)
        if not key:
            return Decision.NONE, (), "no words to search for"
        item = self._reader.exact.get(key)
        if item is None:
            return None
        return Decision.ANSWER, (Match(self.model.rows.ids[item], 1.0, text),), "a phrasing word for word"


def _whole_or_apart(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The finding of a message, or those of the questions in it, which follow it."""
    whole, *single = findings
    answered = [finding.matches[0].id for finding in single if finding.decision is Decision.ANSWER]
    each_its_own = len(answered) == len(set(answered)) > 0
    nothing_else = len(single) == len(sentences(cleaned(whole.text)))
    apart = each_its_own and len(single) > 1 and (nothing_else or len(answered) == len(single))
    return tuple(single) if apart else (whole,)


def _scored(model: Model | LargeModel, encoders: Sequence[Encoder], readings: Sequence[Reading]) -> list[Scored]:
    if isinstance(model, LargeModel):
        return large.scored(model, encoders[0] if encoders else None, readings)
    return scored(model, encoders, readings)


def _decided(model: Model | LargeModel, result: Scored) -> Verdict:
    best = best_first(result.scores[:-1], MATCHES)
    chances = result.confidence.probabilities(result.scores)
    ids = model.rows.ids
    matches = tuple(
        Match(ids[at], float(chances[at]), nearest_phrasing(model.rows, at, result.likeness)) for at in best
    )
    decision, bar = _decision(result.confidence, result.scores)
    ranking = "; runner-up ".join(f"{ids[at]} {result.scores[at]:.2f}" for at in best[:2])
    views = "words and meaning" if result.with_meaning else "words alone"
    return decision, matches, f"won by {views}: {ranking}; {bar}"


def _decision(confidence: Confidence, scores: Floats) -> tuple[Decision, str]:
    if confidence.answers(scores):
        return Decision.ANSWER, f"answered from {confidence.answer_from:.2f} on"
    if confidence.offers(scores):
        return (
            Decision.SUGGEST,
            f"offered from {confidence.offer_from:.2f}, answered from {confidence.answer_from:.2f} on",
        )
    return Decision.NONE, f"offered only from {confidence.offer_from:.2f} on"


def nearest_phrasing(rows: Rows, item: int, likeness: Floats) -> str:
    """The phrasing of `item` that is most like the text behind `likeness` (N,)."""
    return rows.texts[nearest_row(rows, item, likeness)]


def nearest_row(rows: Rows, item: int, likeness: Floats) -> int:
    """The place of that phrasing."""
    begin, end = np.searchsorted(rows.labels[: rows.phrasings], [item, item + 1])
    return int(begin + likeness[begin:end].argmax())


def best_first(scores: Floats, number: int) -> list[int]:
    """The places of the `number` greatest scores; the rest of 100,000 is not sorted."""
    few = number < len(scores)
    best = np.flatnonzero(scores >= np.partition(scores, -number)[-number]) if few else np.arange(len(scores))
    found: list[int] = best[np.argsort(-scores[best], kind="stable")][:number].tolist()
    return found
