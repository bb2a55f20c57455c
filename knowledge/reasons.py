"""Why an actor fits and what speaks against it, as data: a code and a value, worded where they are shown."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.entries import Actor, Language
from knowledge.library import Library
from knowledge.need import Need
from knowledge.places import Place
from knowledge.profiles import STATEWIDE
from knowledge.text import folded

PRIVATE_KINDS = frozenset({"company", "startup"})
# So near that the distance is not worth naming, and so far that it is a reservation.
HERE_KM, FAR_KM = 3.0, 60.0
MOST_LABELS = 2  # of topics and of offers each: a reason is read at a glance


class Why(StrEnum):
    """What makes an actor fit; the value is a slug, a word, or kilometres."""

    NAMED = "named"
    TOPIC = "topic"
    OFFER = "offer"
    KIND = "kind"
    KEYWORD = "keyword"
    ABOUT = "about"  # nothing was named alike: what the entry is mainly about
    HERE = "here"
    KILOMETRES = "km"
    STATEWIDE = "statewide"


class But(StrEnum):
    """What a person should know before they call."""

    MEMBERS_ONLY = "members-only"
    PRIVATE = "private"
    FAR = "far"
    OVERDUE = "overdue"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that makes an actor fit."""

    code: Why
    value: str = ""

    def label(self, library: Library, language: Language) -> str:
        """In the words of the vocabulary: "Bildverarbeitung", "12 km"."""
        groups = {Why.TOPIC: "topics", Why.ABOUT: "topics", Why.OFFER: "offers", Why.KIND: "kinds"}
        if self.code in groups:
            return library.label(groups[self.code], self.value, language)
        if self.code is Why.STATEWIDE:
            return library.label("regions", self.value, language)
        return f"{self.value} km" if self.code is Why.KILOMETRES else self.value


@dataclass(frozen=True, slots=True)
class Reservation:
    """One thing that speaks against an actor, or that is to be known about it."""

    code: But
    value: str = ""


def reasons_for(library: Library, actor: Actor, need: Need, kilometres: float | None) -> tuple[Reason, ...]:
    """What of the need the entry meets, the matter first, the place last."""
    found = [Reason(Why.NAMED, actor.short_name)] if actor.id in need.wish.actors else []
    seekers = [library.vocabulary.seekers[slug] for slug in need.seekers]
    topics = [*need.wish.topics, *(topic for seeker in seekers for topic in seeker.topics)]
    found += [Reason(Why.TOPIC, slug) for slug in dict.fromkeys(topics) if slug in actor.topics][:MOST_LABELS]
    found += [Reason(Why.OFFER, slug) for slug in need.wish.offers if slug in actor.offers][:MOST_LABELS]
    if _is_sought(library, actor, need):
        found.append(Reason(Why.KIND, actor.kind))
    if not any(reason.code in (Why.TOPIC, Why.OFFER) for reason in found):
        found += _keyword(actor, need) or [Reason(Why.ABOUT, slug) for slug in actor.topics[:1]]
    return (*found, *_place(actor, need.place, kilometres))


def reservations_about(
    actor: Actor, kilometres: float | None, today: date, unconfirmed: date | None = None
) -> tuple[Reservation, ...]:
    """What is to be known about an actor, whatever was asked; `unconfirmed`: since when it leaves us without answer."""
    found = [Reservation(But.MEMBERS_ONLY)] if actor.members_only else []
    found += [Reservation(But.PRIVATE)] if actor.kind in PRIVATE_KINDS else []
    if kilometres is not None and kilometres > FAR_KM and actor.region not in STATEWIDE:
        found.append(Reservation(But.FAR, f"{kilometres:.0f}"))
    found += [Reservation(But.OVERDUE, actor.review_by.isoformat())] if actor.overdue(today) else []
    found += [Reservation(But.UNCONFIRMED, unconfirmed.isoformat())] if unconfirmed else []
    return tuple(found)


def _is_sought(library: Library, actor: Actor, need: Need) -> bool:
    circles = [library.vocabulary.sought[slug] for slug in need.wish.sought]
    return any(
        actor.kind in circle.kinds or actor.sector in circle.sectors or actor.id in circle.actors for circle in circles
    )


def _keyword(actor: Actor, need: Need) -> list[Reason]:
    """The keyword of the entry that the need contains, if any."""
    said = f" {folded(need.matter)} "
    named = (word for word in (*actor.keywords.in_(need.language), *actor.keywords.de) if f" {folded(word)} " in said)
    return [Reason(Why.KEYWORD, word) for word in named][:1]


def _place(actor: Actor, place: Place | None, kilometres: float | None) -> list[Reason]:
    if place is not None and kilometres is not None:
        if kilometres <= HERE_KM:
            return [Reason(Why.HERE, place.name)]
        if kilometres <= FAR_KM:
            return [Reason(Why.KILOMETRES, f"{kilometres:.0f}")]
    return [Reason(Why.STATEWIDE, actor.region)] if actor.region in STATEWIDE else []
