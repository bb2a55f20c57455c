"""Where people are and where organisations sit: every Saxon place by name, its position, and the way between two."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Self

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.phrases import Mention, Phrases, Words, word_set
from knowledge.text import folded, words

PLACES = Path(__file__).parent / "places.csv"
EARTH_KM = 6371.0
BIG_CITY = 200_000  # Leipzig, Dresden, Chemnitz; the next one, Zwickau, has less than half of that
# From this length on one slip is forgiven, in the long names two.
SHORTEST_SLIP, LONG_NAME = 5, 9
# Words before which a name is a place, also when the name is an ordinary word or written with a slip.
_BEFORE_PLACES = word_set(
    "in im bei aus nach nahe um near from around raum region stadt umgebung naehe kreis landkreis lk gemeinde ort "
    "rund lieber doch outside ab at zwischen between for fuer"
)
# Names that are ordinary words as well: they count only after a word that goes before places.
_ORDINARY = word_set(
    "aue bergen geyer thum treuen werda rathen schleife steinberg neustadt hof halle lauter schlegel triebel kitzen "
    "stein borna horka wachau maxen ort sosa penig reuth linda brand revier hohenstein freistaat elbland"
)
_PLAIN = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})  # how people without umlauts write


class Kind(StrEnum):
    """What sort of place it is, the widest first."""

    STATE = "state"
    REGION = "region"
    DISTRICT = "district"
    MUNICIPALITY = "municipality"
    PART = "part"
    ELSEWHERE = "elsewhere"


_WIDE = (Kind.STATE, Kind.REGION, Kind.DISTRICT)


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its position in degrees and the official keys of the districts it lies in or covers."""

    name: str
    kind: Kind
    districts: tuple[str, ...]
    latitude: float
    longitude: float
    population: int = 0
    postcodes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def is_wide(self) -> bool:
        """Whether it is an area rather than a town."""
        return self.kind in _WIDE

    def covers(self, other: "Place") -> bool:
        """Whether `other` lies in this area."""
        return self.is_wide and bool(other.districts) and set(other.districts) <= set(self.districts)


def kilometres(one: Place, other: Place) -> float:
    """The distance as the crow flies; none within an area that one of the two is."""
    if one.covers(other) or other.covers(one):
        return 0.0
    lat1, lat2 = radians(one.latitude), radians(other.latitude)
    half = sin((lat2 - lat1) / 2) ** 2
    half += cos(lat1) * cos(lat2) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def to_next_city(place: Place, cities: Iterable[Place]) -> float:
    """Kilometres to the nearest of `cities`."""
    return min((kilometres(place, city) for city in cities), default=0.0)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All places we know; finds those that a text names. `common` are words that are no misspelt places."""

    places: tuple[Place, ...]
    common: frozenset[str] = frozenset()
    _names: Phrases[Place] = field(init=False)
    _slips: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        names = [(name, place) for place in self.places for name in dict.fromkeys(_names_of(place))]
        object.__setattr__(self, "_names", Phrases.of(names))
        by_letter: dict[str, list[str]] = {}
        for key in sorted(self._names.values):
            if len(key) == 1 and len(key[0]) >= SHORTEST_SLIP and key[0].isalpha():
                by_letter.setdefault(key[0][0], []).append(key[0])
        object.__setattr__(self, "_slips", by_letter)

    @classmethod
    def load(cls, path: Path = PLACES, *, common: Iterable[str] = ()) -> Self:
        """From the table beside this file."""
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        return cls(tuple(_place(row) for row in csv.DictReader(lines, delimiter=";")), frozenset(common))

    @property
    def cities(self) -> tuple[Place, ...]:
        """The big cities of the state: those that are no part of a rural district."""
        return tuple(place for place in self.places if place.kind is Kind.MUNICIPALITY and place.population >= BIG_CITY)

    def named(self, name: str) -> Place | None:
        """The place called exactly so, the biggest one if there are several."""
        places = self._names.values.get(tuple(words(name)), ())
        return max(places, key=_prominence, default=None)

    def found_in(self, spoken: Words) -> list[Mention[Place]]:
        """The places that a text names, in their order; an area that only explains a town in it is left out."""
        named = list(self._names.found_in(spoken.all))
        taken = {at for mention in named for at in range(mention.start, mention.end)}
        exact = [mention for mention in named if _counts(spoken, mention)]
        found = [*exact, *(slip for at in range(len(spoken.all)) if at not in taken for slip in self._slip(spoken, at))]
        chosen = _one_each(sorted(found, key=lambda mention: mention.start))
        return [mention for mention in chosen if not any(_explains(mention, other) for other in chosen)]

    def _slip(self, spoken: Words, at: int) -> Iterator[Mention[Place]]:
        word = spoken.all[at]
        slips = 2 if len(word) >= LONG_NAME else 1
        if len(word) < SHORTEST_SLIP or word in self.common or not word.isalpha():
            return
        if len(word) <= SHORTEST_SLIP and not _after_preposition(spoken, at):
            return
        near = process.extractOne(word, self._slips.get(word[0], ()), scorer=OSA.distance, score_cutoff=slips)
        if near:
            yield from (Mention(place, at, at + 1) for place in self._names.values[(near[0],)])


def _place(row: dict[str, str]) -> Place:
    return Place(
        name=row["name"],
        kind=Kind(row["kind"]),
        districts=tuple(row["district"].split()),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        population=int(row["population"]),
        postcodes=tuple(row["postcodes"].split()),
        also=tuple(filter(None, row["also"].split("|"))),
    )


def _names_of(place: Place) -> Iterator[str]:
    """All ways to write a place: with and without its addition, as an adjective, its postcodes, without umlauts."""
    bare = re.sub(r"\s*\(.*\)|/.*$| (?:an der|auf dem|in) .*$", "", place.name)
    for name in dict.fromkeys((place.name, bare, *place.also)):
        plain = name.lower().translate(_PLAIN)
        yield from (name, plain, f"{name}s")
        if place.kind is Kind.DISTRICT and name.startswith("Landkreis "):
            rest = name.removeprefix("Landkreis ")
            yield from (f"Kreis {rest}", f"LK {rest}", f"Landkreises {rest}", f"district of {rest}", f"{rest} district")
        elif not place.is_wide:
            yield from _adjectives(name)
    if place.kind is Kind.MUNICIPALITY and "-" in bare:
        yield from (half for half in bare.split("-") if len(half) > SHORTEST_SLIP)
    yield from place.postcodes


def _adjectives(name: str) -> Iterator[str]:
    yield f"{name}er"  # Leipziger
    if name.endswith("en"):
        yield f"{name[:-2]}ner"  # Dresdner, Bautzner, Meißner
    if name.endswith("a"):
        yield f"{name[:-1]}aer"  # Pirnaer


def _counts(spoken: Words, mention: Mention[Place]) -> bool:
    if mention.end - mention.start > 1 or spoken.all[mention.start] not in _ORDINARY:
        return True
    return _after_preposition(spoken, mention.start) or len(spoken.all) <= 2


def _after_preposition(spoken: Words, at: int) -> bool:
    return at > 0 and spoken.all[at - 1] in _BEFORE_PLACES


def _one_each(mentions: Sequence[Mention[Place]]) -> list[Mention[Place]]:
    """Of several places with one name, the one in the area that the text names too, else the biggest."""
    wide = [mention.value for mention in mentions if mention.value.is_wide]
    by_start: dict[int, list[Mention[Place]]] = {}
    for mention in mentions:
        by_start.setdefault(mention.start, []).append(mention)
    return [
        max(same, key=lambda one: (any(area.covers(one.value) for area in wide), *_prominence(one.value)))
        for same in by_start.values()
    ]


def _prominence(place: Place) -> tuple[bool, int]:
    return place.kind in (Kind.MUNICIPALITY, *_WIDE), place.population


def _explains(area: Mention[Place], other: Mention[Place]) -> bool:
    """ "Oelsnitz im Vogtland", "Leipzig, Sachsen": the wider name only says which town is meant."""
    return area is not other and area.value.kind is not other.value.kind and area.value.covers(other.value)


def common_words(texts: Iterable[str], gazetteer: Gazetteer) -> frozenset[str]:
    """The words of `texts` that are no places: what they are near to is then no slip of a place's name."""
    known = {word for text in texts for word in folded(text).split()}
    return frozenset(word for word in known if (word,) not in gazetteer._names.values)
