"""Puts actors in order for a need: weighs the evidence, leaves out what cannot help, draws lots among equals."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.doubts import doubtful
from knowledge.encoder import Vectors
from knowledge.entries import Vocabulary
from knowledge.evidence import REACH_KM, Column, collected, distances, ruled_out, within_reach
from knowledge.need import Need
from knowledge.profiles import Bools, Floats, Ints, Profiles

# Fitted by tests/knowledge/fit_needs.py on the development half of tests/knowledge/needs.jsonl (conditional logit).
WEIGHTS: Mapping[Column, float] = {
    Column.KEYWORDS: 6.94,
    Column.SAYING: 3.67,
    Column.CURATED: 2.86,
    Column.WORDS: 13.91,
    Column.EVERYDAY: 19.82,
    Column.TOPIC: 1.78,
    Column.OFFER: 0.99,
    Column.SOUGHT: 1.99,
    Column.NAMED: 2.58,
    Column.SEEKER: 2.22,
    Column.SEEKER_TOPIC: 0.49,
    Column.SEEKER_OFFER: 0.88,
    Column.SEEKER_SECTOR: 1.84,
    Column.NEAR: 2.65,
    Column.NEAR_STATEWIDE: 0.78,
    Column.STATEWIDE: 1.80,
    Column.MUNICIPALITY: -3.05,
    Column.COMPANY: -1.35,
}
# Merits are turned into the chance that an actor fits: fitted on the same needs.
OFFSET, STEEPNESS = -6.82, 0.56
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
    """An actor's place in the order: its row, the chance that it fits (shared by equals), and the way there.

    A `doubtful` one is named only to who asks for more.
    """

    row: int
    score: float
    kilometres: float | None
    doubtful: bool


def ranked(
    profiles: Profiles, vocabulary: Vocabulary, need: Need, vector: Vectors | None, *, occasion: str, stale: Bools
) -> Iterator[Ranked]:
    """The actors worth offering, best first; equals in the order of their lots, which `occasion` decides.

    `vector` is the meaning of the need, (dimensions,), or None while there is no encoder; `stale` (N,) tells whose
    entries rank lower.
    """
    if not profiles.actors or (need.is_empty and not need.matter):
        return
    kilometres = distances(profiles, need.places)
    evidence = collected(profiles, vocabulary, need, kilometres)
    merits, fitting = _weighed(profiles, need, evidence, vector)
    merits[stale] += OVERDUE
    if kilometres is not None and need.names_only_a_place:
        fitting = kilometres <= REACH_KM  # nothing but a place: who is there
    fitting &= ~ruled_out(profiles, vocabulary, need)
    near = fitting & within_reach(profiles, need, kilometres)
    merits = np.where(_offered(need, evidence, fitting=fitting, near=near), merits, -np.inf)
    doubts: Bools | None = None
    for row, merit in _drawn(profiles, merits, occasion):
        if doubts is None:
            doubts = doubtful(
                profiles, need, evidence, best=row, behind=merits[row] - merits,
                chances=None if vector is None else _chance(merits), kilometres=kilometres,
            )  # fmt: skip
        way = None if kilometres is None else float(kilometres[row])
        yield Ranked(row, float(_chance(np.array(merit, np.float32))), way, bool(doubts[row]))


def _offered(need: Need, evidence: Floats, *, fitting: Bools, near: Bools) -> Bools:
    """Who is within reach, (N,); if nobody there has to do with what was named, who has to do with it farther away."""
    carrying = (evidence[:, _columns((*BEING_NAMED, Column.SEEKER))] > 0).any(axis=1)
    if need.wish.topics and not (near & carrying).any() and (fitting & carrying).any():
        return np.asarray(fitting & carrying)
    return near if near.any() else fitting


def _weighed(profiles: Profiles, need: Need, evidence: Floats, vector: Vectors | None) -> tuple[Floats, Bools]:
    """The merits, (N,), and who fits at all, wherever it sits: by what was named, or by likeness that is enough.

    Fills in the columns of meaning.
    """
    evidence[:, _columns((Column.KEYWORDS, Column.SAYING, Column.CURATED))] = LIKENESS
    if vector is not None:
        keywords = profiles.keywords.likeness(vector, np.arange(len(profiles.actors)))
        evidence[:, _columns((Column.KEYWORDS,))] = keywords[:, None]
        curated = profiles.answers.likeness(vector, len(profiles.actors))
        evidence[:, _columns((Column.CURATED,))] = curated[:, None]
    weights = np.array([WEIGHTS[column] for column in Column], np.float32)
    merits = evidence @ weights
    if vector is not None:
        best = _best(merits, CLOSER_LOOK)
        merits[best] += WEIGHTS[Column.SAYING] * (profiles.sayings.likeness(vector, best) - LIKENESS)
    only_an_offer = not (need.wish.topics or need.wish.sought or need.wish.actors or need.seekers)
    place, named = _columns(PLACE), _columns((*BEING_NAMED, *((Column.OFFER,) if only_an_offer else ())))
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
    return hashlib.sha256(f"{occasion}:{actor}".encode("utf-8", "surrogatepass")).hexdigest()


def _chance(merits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(OFFSET + STEEPNESS * merits))), np.float32)


def _merit(chance: float) -> float:
    return (float(np.log(chance / (1 - chance))) - OFFSET) / STEEPNESS
