"""Finds the events a question is about: those to come, those that are over, and series without a confirmed date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from knowledge.entries import Event
from knowledge.event_questions import EventQuestion
from knowledge.library import Library
from knowledge.places import Gazetteer, Kind, Place, kilometres

NEAR_KM = 25.0  # "in Leipzig" includes what a regional train reaches in half an hour
ONLINE = "online"
STATEWIDE = "landesweit"
LUSATIA = "Görlitz/Lausitz"
# The keys of the districts of Görlitz and Bautzen (Amtlicher Gemeindeschlüssel), which make up Saxon Lusatia.
LUSATIAN_DISTRICTS = frozenset(("14625", "14626"))


@dataclass(frozen=True, slots=True)
class Agenda:
    """What fits: events to come, events that are over (newest first), and series whose next date nobody confirmed.

    Where nothing to come fits, `others` are the next events of all.
    """

    ahead: tuple[Event, ...] = ()
    past: tuple[Event, ...] = ()
    series: tuple[Event, ...] = ()
    others: tuple[Event, ...] = ()


def agenda(library: Library, question: EventQuestion, *, now: datetime, gazetteer: Gazetteer) -> Agenda:
    """The events that fit `question` as of `now`."""
    fitting = sorted((one for one in library.events.values() if _fits(one, question, gazetteer)), key=_begins)
    then = [one for one in fitting if _in_period(one, question)]
    ahead = tuple(one for one in then if one.is_ahead(now))
    past = tuple(one for one in sorted(then, key=_begins, reverse=True) if is_past(one, now))
    series = tuple(one for one in fitting if one.status == "recurring" and not one.is_ahead(now))
    others = () if ahead or question.past else tuple(upcoming(library.events.values(), now))
    return Agenda(ahead, past, series, others)


def upcoming(events: Iterable[Event], now: datetime) -> list[Event]:
    """All events with a date that is not over, the next one first."""
    return sorted((event for event in events if event.is_ahead(now)), key=_begins)


def is_past(event: Event, now: datetime) -> bool:
    """Whether it is over; of some only the year is known, these say so themselves."""
    return event.over <= now if event.over else event.status == "past"


def _begins(event: Event) -> float:
    """For sorting; what has no date counts as long ago."""
    return event.begins.timestamp() if event.begins else 0.0


def _in_period(event: Event, question: EventQuestion) -> bool:
    if question.period is None:
        return True
    return event.starts is not None and question.period.meets(event.starts, event.ends or event.starts)


def _fits(event: Event, question: EventQuestion, gazetteer: Gazetteer) -> bool:
    """Everything but the date. Who names an event means its whole series, wherever it takes place."""
    if question.events and event.id not in question.events:
        return False
    if question.topics and not question.events and not set(question.topics) & set(event.topics):
        return False
    if question.formats and not question.events and event.format not in question.formats:
        return False
    if question.online and not is_online(event):
        return False
    return question.place is None or bool(question.events) or _is_near(event, question.place, gazetteer)


def is_online(event: Event) -> bool:
    """Whether one can take part from home."""
    return bool(event.link) or ONLINE in event.city.casefold()


def _is_near(event: Event, place: Place, gazetteer: Gazetteer) -> bool:
    held = gazetteer.named(event.city) or gazetteer.named(event.city.split(" ")[0])
    if held is None:
        return False
    if place.kind in (Kind.MUNICIPALITY, Kind.PART, Kind.ELSEWHERE) and held.is_wide:
        return False
    return held == place or kilometres(held, place) <= (0.0 if place.is_wide else NEAR_KM)


def region_of(library: Library, event: Event, gazetteer: Gazetteer) -> str:
    """The vocabulary's region in which an event takes place."""
    if event.region:
        return event.region
    return region_of_place(library, gazetteer.named(event.city) or gazetteer.named(event.city.split(" ")[0]))


def region_of_place(library: Library, place: Place | None) -> str:
    """The region a place belongs to: its own name, Lusatia, else that of the nearest town a region is named after."""
    if place is None or place.kind is Kind.STATE:
        return STATEWIDE
    if place.name in library.vocabulary.regions:
        return place.name
    if place.districts and set(place.districts) <= LUSATIAN_DISTRICTS:
        return LUSATIA
    return min(TOWNS, key=lambda town: _degrees(place, TOWNS[town]))


# Where the regions named after towns lie, in degrees north and east (as in places.csv).
TOWNS = {
    "Dresden": (51.05, 13.74), "Leipzig": (51.34, 12.37), "Chemnitz": (50.83, 12.92), "Freiberg": (50.92, 13.34),
    "Zwickau": (50.72, 12.50), "Mittweida": (50.98, 12.98),
}  # fmt: skip


def _degrees(place: Place, town: tuple[float, float]) -> float:
    """Distance for comparing only: at 51 degrees north a degree eastward is 0.63 of one northward."""
    return (place.latitude - town[0]) ** 2 + (0.63 * (place.longitude - town[1])) ** 2
