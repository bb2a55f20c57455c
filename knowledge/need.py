"""What somebody needs, as a value that can be merged and changed: topics, offers, who asks, where, and what not."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Self

from knowledge.entries import Language
from knowledge.places import Place

Slugs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """Slugs of the vocabulary that a text names: what it is about, what is offered, which sort of organisation."""

    topics: Slugs = ()
    offers: Slugs = ()
    sought: Slugs = ()
    actors: Slugs = ()
    places: tuple[Place, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was named."""
        return not any(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True)
class Need:
    """A need as understood from free text; empty fields were not mentioned.

    `matter` are the person's words without the names that were ruled out, for comparing the meaning; `bare` the same
    without places, for comparing words;
    `seekers` and `size` are what the sender tells about itself; `only` is what must hold of everybody offered
    ("nur Förderung"), and `related` are the actors that curators put beside what was asked before.
    """

    matter: str = ""
    bare: str = ""
    language: Language = "de"
    wish: Wish = Wish()
    without: Wish = Wish()
    seekers: Slugs = ()
    size: str | None = None
    only: Wish = Wish()
    related: Slugs = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it should be; any of them will do."""
        return self.wish.places

    @property
    def place(self) -> Place | None:
        """The place named first."""
        return self.wish.places[0] if self.wish.places else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the directory's language was recognised."""
        return self.wish.is_empty and not self.seekers

    @property
    def names_only_a_place(self) -> bool:
        """Whether nothing but a place was said."""
        wish = self.wish
        return not (self.bare or wish.topics or wish.offers or wish.sought or wish.actors or self.seekers)

    def changed_by(self, later: Self) -> Self:
        """This need with what a later message says instead: "doch lieber Leipzig", "keine Hochschule".

        A new place replaces the old one, a new topic the old topics; what is now wanted is no longer ruled out. Of a
        word that names a topic and an offer alike ("nur Förderung"), only the offer changes.
        """
        topics = tuple(slug for slug in later.wish.topics if not (self.wish.topics and slug in later.wish.offers))
        named = replace(later.wish, topics=topics)
        new = named.topics or named.actors or not self.matter
        matter = self.bare if later.places else self.matter  # the old place is no longer part of it
        return replace(
            self,
            matter="\n".join(filter(None, (matter, later.matter))) if new else matter,
            bare="\n".join(filter(None, (self.bare, later.bare))) if new else self.bare,
            wish=_less(_preferring(named, self.wish), later.without),
            without=_united(_less(self.without, later.wish), later.without),
            seekers=later.seekers or self.seekers,
            size=later.size or self.size,
            only=_less(_preferring(later.only, self.only), later.without),
            related=self.related,
        )


def _preferring(one: Wish, other: Wish) -> Wish:
    return Wish(
        one.topics or other.topics,
        one.offers or other.offers,
        one.sought or other.sought,
        one.actors or other.actors,
        one.places or other.places,
    )


def _united(one: Wish, other: Wish) -> Wish:
    return Wish(
        unique((*one.topics, *other.topics)),
        unique((*one.offers, *other.offers)),
        unique((*one.sought, *other.sought)),
        unique((*one.actors, *other.actors)),
        tuple(dict.fromkeys((*one.places, *other.places))),
    )


def _less(one: Wish, other: Wish) -> Wish:
    return Wish(
        tuple(slug for slug in one.topics if slug not in other.topics),
        tuple(slug for slug in one.offers if slug not in other.offers),
        tuple(slug for slug in one.sought if slug not in other.sought),
        tuple(slug for slug in one.actors if slug not in other.actors),
        tuple(place for place in one.places if place not in other.places),
    )


def unique(slugs: Iterable[str]) -> Slugs:
    """`slugs` once each, in their order."""
    return tuple(dict.fromkeys(slugs))
