"""The map of the directory: every Saxon municipality a dot, so that the state draws itself; no outside shapes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sqrt
from typing import Self

from knowledge.entries import Actor
from knowledge.places import Gazetteer, Kind, Place
from knowledge.profiles import seats_of

WEST, EAST, SOUTH, NORTH = 11.80, 15.24, 50.13, 51.78  # degrees around Saxony, with room for labels
SCALE = 310.0  # drawing units per degree of latitude
NARROWER = cos(radians((SOUTH + NORTH) / 2))  # a degree of longitude against one of latitude, in the middle of the map
WIDTH, HEIGHT = round((EAST - WEST) * NARROWER * SCALE), round((NORTH - SOUTH) * SCALE)
ABOVE = 70.0  # what a name above a circle takes, with the circle
ROOM = 85.0  # half a district's name and half a place's
SMALLEST, GROWTH = 11.0, 2.6  # a circle's radius; its area grows with the number of organisations


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map with the organisations in it."""

    name: str
    x: float
    y: float
    count: int

    @property
    def radius(self) -> float:
        """Of its circle."""
        return round(SMALLEST + GROWTH * sqrt(self.count), 1)


@dataclass(frozen=True, slots=True)
class Area:
    """The name of a district where it is written."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class StateMap:
    """Where everything is drawn: one dot per municipality, the districts' names, and the seats of each actor."""

    dots: str
    areas: Sequence[Area]
    seats: Mapping[str, Sequence[Place]]
    width: int = WIDTH
    height: int = HEIGHT

    @classmethod
    def of(cls, gazetteer: Gazetteer, actors: Iterable[Actor]) -> Self:
        """From the table of places and the directory."""
        towns = [place for place in gazetteer.places if place.kind is Kind.MUNICIPALITY]
        dots = "".join("M{:.1f} {:.1f}h0".format(*position(place)) for place in towns)
        rural = [
            place for place in gazetteer.places if place.kind is Kind.DISTRICT and not place.name.startswith("Kreisfr")
        ]
        areas = [Area(place.name.removeprefix("Landkreis "), *position(place)) for place in rural]
        return cls(dots, areas, {actor.id: seats_of(actor, gazetteer) for actor in actors})

    def is_named_below(self, spot: Spot, spots: Sequence[Spot]) -> bool:
        """Whether another place lies where the name would stand above the circle."""
        return any(abs(one.x - spot.x) < ABOVE and 0 < spot.y - one.y < ABOVE for one in spots)

    def areas_beside(self, spots: Sequence[Spot]) -> list[Area]:
        """The districts whose names have room beside those of the places."""
        return [area for area in self.areas if all(hypot(area.x - one.x, area.y - one.y) > ROOM for one in spots)]

    def places_of(self, actor: Actor) -> tuple[str, ...]:
        """The Saxon places in which an actor sits."""
        return tuple(place.name for place in self.seats.get(actor.id, ()) if place.kind is not Kind.ELSEWHERE)

    def spots(self, actors: Iterable[Actor]) -> list[Spot]:
        """The places of these actors with their numbers, the biggest first, so that none covers a smaller one."""
        at = {place.name: position(place) for places in self.seats.values() for place in places}
        counts = Counter(name for actor in actors for name in self.places_of(actor))
        return [
            Spot(name, *at[name], count) for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        ]


def position(place: Place) -> tuple[float, float]:
    """Where a place is drawn: an equirectangular projection, right enough for so small a state."""
    x = (place.longitude - WEST) * NARROWER * SCALE
    return round(x, 1), round((NORTH - place.latitude) * SCALE, 1)
