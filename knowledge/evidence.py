"""What speaks for each actor, as numbers: one column per kind of evidence, ready to be weighed."""

from collections.abc import Iterable
from enum import StrEnum

import numpy as np

from knowledge.entries import Circle, Vocabulary
from knowledge.need import Need
from knowledge.places import Kind, Place, to_next_city
from knowledge.profiles import Bools, Floats, Profiles

# Nearness falls to a third over this way: what an hour by bus and train is worth.
NEARNESS_KM = 30.0
# An actor that is not state-wide is out of reach beyond this way, or from the country beyond the next big city and its
# surroundings; chambers serve their whole part of the state.
REACH_KM, SURROUNDINGS_KM = 40.0, 15.0
_CHAMBER = "chamber"
_PRIVATE = ("company", "startup")
_NOT_FOR_COMPANIES = frozenset({"citizen", "school", "club", "administration"})
# Who asks for private ends, and what such people can make use of: nobody at home orders contract research.
_PRIVATE_LIFE = frozenset({"citizen", "school", "club"})
_FOR_EVERYBODY = ("information", "consulting", "training", "events", "study-programmes", "supervision")


class Column(StrEnum):
    """The kinds of evidence, in the order of the columns."""

    KEYWORDS = "keywords"  # likeness in meaning to the keywords of the entry
    SAYING = "saying"  # likeness in meaning to its nearest sentence
    CURATED = "curated"  # likeness in meaning to the questions whose answers name it
    WORDS = "words"  # words in common with the entry
    EVERYDAY = "everyday"  # words in common with the everyday words for its topics and offers
    TOPIC = "topic"
    OFFER = "offer"
    SOUGHT = "sought"  # the kind of organisation that was asked for
    NAMED = "named"
    SEEKER = "seeker"  # kinds that are there for people like the sender
    SEEKER_TOPIC = "seeker-topic"
    SEEKER_OFFER = "seeker-offer"
    SEEKER_SECTOR = "seeker-sector"
    NEAR = "near"
    NEAR_STATEWIDE = "near-statewide"
    STATEWIDE = "statewide"  # where no place was named
    MUNICIPALITY = "municipality"  # a city administration helps few but its own people
    COMPANY = "company"  # a company for people who do not look for one


def collected(profiles: Profiles, vocabulary: Vocabulary, need: Need, kilometres: Floats | None) -> Floats:
    """All columns but SAYING, which costs more and is filled in for the best, shape (N, columns)."""
    seekers = [vocabulary.seekers[slug] for slug in need.seekers if slug in vocabulary.seekers]
    near = np.zeros(len(profiles.actors), np.float32) if kilometres is None else np.exp(-kilometres / NEARNESS_KM)
    values = {
        Column.WORDS: profiles.words.similarities(need.bare),
        Column.EVERYDAY: profiles.everyday.similarities(need.bare),
        Column.TOPIC: profiles.topics.share(need.wish.topics),
        Column.OFFER: profiles.offers.share(need.wish.offers),
        Column.SOUGHT: _any(profiles, circles(vocabulary, need.wish.sought)),
        Column.NAMED: _of(profiles, (*need.wish.actors, *need.related)),
        Column.SEEKER: _kinds(profiles, seekers),
        Column.SEEKER_TOPIC: profiles.topics.share(slug for circle in seekers for slug in circle.topics),
        Column.SEEKER_OFFER: profiles.offers.share(slug for circle in seekers for slug in circle.offers),
        Column.SEEKER_SECTOR: profiles.sectors.any_of(slug for circle in seekers for slug in circle.sectors),
        Column.NEAR: near * ~profiles.statewide,
        Column.NEAR_STATEWIDE: near * profiles.statewide,
        Column.STATEWIDE: profiles.statewide * (kilometres is None),
        Column.MUNICIPALITY: profiles.kinds.any_of(("municipality",)),
        Column.COMPANY: profiles.kinds.any_of(_PRIVATE) * bool(_NOT_FOR_COMPANIES & set(need.seekers)),
    }
    empty = np.zeros(len(profiles.actors), np.float32)
    return np.stack([np.asarray(values.get(column, empty), np.float32) for column in Column], axis=1)


def circles(vocabulary: Vocabulary, slugs: Iterable[str]) -> list[Circle]:
    """The sorts of organisations behind `slugs`."""
    return [vocabulary.sought[slug] for slug in slugs if slug in vocabulary.sought]


def distances(profiles: Profiles, places: Iterable[Place]) -> Floats | None:
    """Kilometres from each actor to the nearest of `places`, (N,); None if none of them is narrower than the state."""
    ways = [profiles.seats.kilometres(place) for place in places if place.kind is not Kind.STATE]
    return np.minimum.reduce(ways) if ways else None


def within_reach(profiles: Profiles, need: Need, kilometres: Floats | None) -> Bools:
    """Which actors serve the place of the need, (N,): state-wide ones, near ones, and the chamber of that part."""
    if kilometres is None:
        return np.ones(len(profiles.actors), bool)
    chamber = profiles.kinds.any_of((_CHAMBER,))
    area = np.logical_or.reduce([profiles.seats.in_area_of(place) for place in need.places])
    reach = max(REACH_KM, *(to_next_city(place, profiles.cities) + SURROUNDINGS_KM for place in need.places))
    return profiles.statewide | np.where(chamber & area.any(), area, kilometres <= reach)


def ruled_out(profiles: Profiles, vocabulary: Vocabulary, need: Need) -> Bools:
    """Which actors the need does not want, (N,): by kind, by name, by place, or because they serve others."""
    unwanted = _any(profiles, circles(vocabulary, need.without.sought)) > 0
    if need.seekers and _PRIVATE_LIFE.issuperset(need.seekers) and not need.wish.sought:
        unwanted |= ~profiles.offers.any_of(_FOR_EVERYBODY) | profiles.kinds.any_of(_PRIVATE)
    unwanted |= _of(profiles, need.without.actors) > 0
    if need.only.offers:
        unwanted |= ~profiles.offers.any_of(need.only.offers)
    if need.only.sought:
        unwanted |= _any(profiles, circles(vocabulary, need.only.sought)) == 0
    away = distances(profiles, need.without.places)
    return unwanted if away is None else unwanted | (away < 1) & ~profiles.statewide


def _any(profiles: Profiles, several: Iterable[Circle]) -> Floats:
    found = np.zeros(len(profiles.actors), bool)
    for circle in several:
        found |= profiles.belonging(circle)
    return found.astype(np.float32)


def _kinds(profiles: Profiles, seekers: Iterable[Circle]) -> Floats:
    """Sectors have a column of their own."""
    return _any(profiles, [circle.model_copy(update={"sectors": ()}) for circle in seekers])


def _of(profiles: Profiles, ids: Iterable[str]) -> Floats:
    found = np.zeros(len(profiles.actors), np.float32)
    found[[profiles.at[id_] for id_ in ids if id_ in profiles.at]] = 1
    return found
