"""Puts actors in order for a need: weighs the evidence, leaves out what cannot help, draws lots among equals."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from knowledge.encoder import Vectors
from knowledge.entries import Vocabulary
from knowledge.evidence import REACH_KM, Column, collected, distances, ruled_out, within_reach
from knowledge.need import Need
from knowledge.profiles import Bools, Floats, Ints, Profiles

# Fitted by tests/knowledge/fit_needs.py on the development half of tests/knowledge/needs.jsonl (conditional logit).
WEIGHTS: Mapping[Column, float] = {
    Column.KEYWORDS: 6.00,
    Column.SAYING: 3.77,
    Column.WORDS: 13.06,
    Column.EVERYDAY: 17.10,
    Column.TOPIC: 1.73,
    Column.OFFER: 0.97,
    Column.SOUGHT: 2.20,
    Column.NAMED: 2.64,
    Column.SEEKER: 1.99,
    Column.SEEKER_TOPIC: 0.83,
    Column.SEEKER_OFFER: 0.71,
    Column.SEEKER_SECTOR: 1.34,
    Column.NEAR: 1.82,
    Column.NEAR_STATEWIDE: 0.23,
    Column.STATEWIDE: 1.26,
    Column.MUNICIPALITY: -2.48,
    Column.COMPANY: -1.28,
}
# Merits are turned into the chance that an actor fits: fitted on the same needs.
OFFSET, STEEPNESS = -6.35, 0.62
# A stale entry ranks behind equally good fresh ones.
OVERDUE = -0.5
# What likeness in meaning is taken for where it was not looked at: between that of fitting and of other actors.
LIKENESS = 0.2
# Sentences are compared for this many actors only, those that are best without: 10,000 stay as quick as 400.
CLOSER_LOOK = 400
# Merits this near to the best of their band are no difference that anybody could defend: lots are drawn.
EQUAL = 0.25
# Behind the best by more than this, an actor is no longer offered.
WORTH_OFFERING = 4.0
LOWEST = float(np.finfo(np.float32).min)  # below it stand only those that were left out
# Below this chance, nearness left aside, an actor does not fit, unless it carries what was named.
FITTING = 0.01
PLACE = (Column.NEAR, Column.NEAR_STATEWIDE, Column.STATEWIDE)
BEING_NAMED = (Column.TOPIC, Column.SOUGHT, Column.NAMED)


@dataclass(frozen=True, slots=True)
class Ranked:
    """An actor's place in the order: its row, the chance that it fits (shared by equals), and the way there."""

    row: int
    score: float
    kilometres: float | None


def ranked(
    profiles: Profiles, vocabulary: Vocabulary, need: Need, vector: Vectors | None, *, occasion: str, today: date
) -> Iterator[Ranked]:
    """The actors worth offering, best first; equals in the order of their lots, which `occasion` decides.

    `vector` is the meaning of the need, (dimensions,), or None while there is no encoder.
    """
    if not profiles.actors or (need.is_empty and not need.matter):
        return
    kilometres = distances(profiles, need.places)
    merits, fitting = _weighed(profiles, vocabulary, need, vector, kilometres)
    merits[profiles.review_by < today.toordinal()] += OVERDUE
    if kilometres is not None and not need.bare:
        fitting = kilometres <= REACH_KM  # nothing but a place: who is there
    fitting &= ~ruled_out(profiles, vocabulary, need)
    near = fitting & within_reach(profiles, need, kilometres)
    merits = np.where(near if near.any() else fitting, merits, -np.inf)
    for row, merit in _drawn(profiles, merits, occasion):
        yield Ranked(row, _chance(merit), None if kilometres is None else float(kilometres[row]))


def _weighed(
    profiles: Profiles, vocabulary: Vocabulary, need: Need, vector: Vectors | None, kilometres: Floats | None
) -> tuple[Floats, Bools]:
    """The merits, (N,), and who fits at all, wherever it sits: by what was named, or by likeness that is enough."""
    evidence = collected(profiles, vocabulary, need, kilometres)
    evidence[:, _columns((Column.KEYWORDS, Column.SAYING))] = LIKENESS
    if vector is not None:
        keywords = profiles.keywords.likeness(vector, np.arange(len(profiles.actors)))
        evidence[:, _columns((Column.KEYWORDS,))] = keywords[:, None]
    weights = np.array([WEIGHTS[column] for column in Column], np.float32)
    merits = evidence @ weights
    if vector is not None:
        best = _best(merits, CLOSER_LOOK)
        merits[best] += WEIGHTS[Column.SAYING] * (profiles.sayings.likeness(vector, best) - LIKENESS)
    place, named = _columns(PLACE), _columns(BEING_NAMED)
    matter = merits - evidence[:, place] @ weights[place]
    return merits, (matter >= _merit(FITTING)) | (evidence[:, named] > 0).any(axis=1)


def _columns(columns: Iterable[Column]) -> list[int]:
    order = list(Column)
    return [order.index(column) for column in columns]


def _best(merits: Floats, count: int) -> Ints:
    if len(merits) <= count:
        return np.arange(len(merits))
    return np.sort(np.argpartition(-merits, count)[:count])


def _drawn(profiles: Profiles, merits: Floats, occasion: str) -> Iterator[tuple[int, float]]:
    """Rows with the merit of their band: who is not worse than its first by more than EQUAL shares its place."""
    order = np.argsort(-merits, kind="stable")
    bar = max(float(merits[order[0]]) - WORTH_OFFERING, LOWEST)
    order = order[merits[order] >= bar]
    at = 0
    while at < len(order):
        first = float(merits[order[at]])
        size = int(np.searchsorted(-merits[order], -(first - EQUAL), side="right")) - at
        band = sorted(
            (int(row) for row in order[at : at + size]), key=lambda row: lot(occasion, profiles.actors[row].id)
        )
        yield from ((row, first) for row in band)
        at += size


def lot(occasion: str, actor: str) -> str:
    """The published rule: the lot of an actor is the SHA-256 of "occasion:actor id"; the lowest comes first."""
    return hashlib.sha256(f"{occasion}:{actor}".encode()).hexdigest()


def _chance(merit: float) -> float:
    return float(1 / (1 + np.exp(-(OFFSET + STEEPNESS * merit))))


def _merit(chance: float) -> float:
    return (float(np.log(chance / (1 - chance))) - OFFSET) / STEEPNESS
