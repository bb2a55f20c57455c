"""The public directory: a searchable list with a map beside it, and a page for each organisation."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from bot.platforms.web.directory_map import StateMap
from bot.platforms.web.site import Site, SitePages, language_of
from handlers.times import source_date
from handlers.words import plain
from knowledge.entries import LANGUAGES, Actor, Language
from knowledge.library import Library
from knowledge.places import Gazetteer
from knowledge.reasons import PRIVATE_KINDS

PATH = "/akteure"
LONGEST_QUERY = 200
READ = ["GET", "HEAD"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor looks for; empty filters let everything through."""

    q: str = ""
    topic: str = ""
    offer: str = ""
    kind: str = ""
    region: str = ""
    place: str = ""

    @classmethod
    def of(cls, request: Request) -> "Wanted":
        """From the address of a page."""
        query = request.query_params
        return cls(**{name: query.get(name, "")[:LONGEST_QUERY] for name in asdict(cls())})

    @property
    def address(self) -> str:
        """The same as a query, without the empty filters."""
        return urlencode({name: value for name, value in asdict(self).items() if value})


@dataclass(frozen=True, slots=True)
class Card:
    """An actor as the list shows it; `text` is what the search looks through."""

    actor: Actor
    places: tuple[str, ...]
    text: str

    def meets(self, wanted: Wanted) -> bool:
        """Whether every filter lets it through; each word of the search must occur, as a part of a word."""
        actor = self.actor
        listed = (wanted.topic, actor.topics), (wanted.offer, actor.offers), (wanted.place, self.places)
        single = (wanted.kind, actor.kind), (wanted.region, actor.region)
        return (
            all(not value or value in values for value, values in listed)
            and all(not value or value == own for value, own in single)
            and all(word in self.text for word in plain(wanted.q).split())
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, as it is offered."""

    value: str
    label: str


def directory_routes(site: Site, pages: SitePages) -> APIRouter:
    """`/akteure` and `/akteure/{id}`."""
    routes = APIRouter(prefix=PATH)
    state = StateMap.of(Gazetteer.load(), site.library.actors.values())
    cards = _cards(site.library, state)

    @routes.api_route("", methods=READ)
    async def show_list(request: Request) -> Response:
        wanted, language = Wanted.of(request), language_of(request)
        found = {card.actor.id for card in cards if card.meets(wanted)}
        unconfirmed = await site.entries.unconfirmed(site.now())
        return pages.answer(
            request, "directory.html", cards=cards, found=found, wanted=wanted, map=state, others=wanted.address,
            spots=state.spots(card.actor for card in cards), unconfirmed=unconfirmed, private=PRIVATE_KINDS,
            counts={spot.name: spot.count for spot in state.spots(c.actor for c in cards if c.actor.id in found)},
            choices=_choices(site.library, cards, language),
        )  # fmt: skip

    @routes.api_route("/{id_}", methods=READ)
    async def show_actor(request: Request, id_: str) -> Response:
        actor = site.library.actors.get(id_)
        if actor is None:
            return pages.refused(request, 404, "no-actor")
        language = language_of(request)
        unconfirmed = (await site.entries.unconfirmed(site.now())).get(actor.id)
        return pages.answer(
            request, "actor.html", actor=actor, private=actor.kind in PRIVATE_KINDS, unconfirmed=unconfirmed,
            entry=await site.entries.of(actor.id), overdue=actor.overdue(site.now().date()),
            sources=[(source, source_date(source.as_of, language)) for source in actor.sources_in_order],
        )  # fmt: skip

    return routes


def _cards(library: Library, state: StateMap) -> list[Card]:
    """All of them by name: no order but the alphabet's, so that nobody is preferred."""
    actors = sorted(library.actors.values(), key=lambda actor: plain(actor.name))
    return [Card(actor, state.places_of(actor), _text(library, actor)) for actor in actors]


def _text(library: Library, actor: Actor) -> str:
    """Everything a visitor may type for it, in both languages."""
    labels = [
        library.label(group, slug, language)
        for language in LANGUAGES
        for group, slugs in (("kinds", (actor.kind,)), ("topics", actor.topics), ("offers", actor.offers))
        for slug in slugs
    ]
    words = (actor.name, actor.short_name, actor.city, *actor.keywords.de, *actor.keywords.en, *labels)
    return plain(" ".join((*words, actor.summary.de, actor.summary.en)))


def _choices(library: Library, cards: Sequence[Card], language: Language) -> dict[str, list[Choice]]:
    """What each filter offers: only what occurs, in the order of its labels."""

    def labelled(group: str, slugs: Iterable[str]) -> list[Choice]:
        return _sorted(slugs, lambda slug: library.label(group, slug, language))

    actors = [card.actor for card in cards]
    return {
        "topic": labelled("topics", (slug for actor in actors for slug in actor.topics)),
        "offer": labelled("offers", (slug for actor in actors for slug in actor.offers)),
        "kind": labelled("kinds", (actor.kind for actor in actors)),
        "region": labelled("regions", (actor.region for actor in actors)),
        "place": _sorted((name for card in cards for name in card.places), str),
    }


def _sorted(slugs: Iterable[str], label: Callable[[str], str]) -> list[Choice]:
    return sorted((Choice(slug, label(slug)) for slug in set(slugs)), key=lambda choice: plain(choice.label))
