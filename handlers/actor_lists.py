"""How organisations are named: those that fit, with reasons and reservations, and one of them in full."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from handlers.answers import filled, provenance
from handlers.asking import QUESTIONS
from handlers.base import Button, Reply, Turn
from handlers.seeking import Search
from handlers.speech import quoted
from handlers.times import day
from knowledge.doubts import NEAR_KM
from knowledge.entries import Actor
from knowledge.matching import Fit, Matches, why
from knowledge.need import Need, Wish
from knowledge.reasons import PRIVATE_KINDS, But, Reservation

LONGEST_QUOTE = 200
EXAMPLES = ("Leipzig", "Dresden")
RESERVATIONS = {
    But.MEMBERS_ONLY: "actors-but-members",
    But.PRIVATE: "actors-but-private",
    But.FAR: "actors-but-far",
    But.OVERDUE: "actors-but-overdue",
    But.UNCONFIRMED: "actors-but-unconfirmed",
}
DATED = (But.OVERDUE, But.UNCONFIRMED)


def listed(turn: Turn, search: Search, found: Matches, *extra: Button) -> Reply:
    """Up to three that fit, and how to go on; `extra` are further offers before the last button."""
    lines = [_head(turn, search, found), *(_entry(turn, fit) for fit in found.fits)]
    if search.awaits:
        lines.append(turn.say(QUESTIONS[search.awaits]))
    elif not search.skip:
        lines.append(turn.say("actors-change-hint", place=_elsewhere(found.need)))
    buttons = [actor_button(fit.actor, back=True) for fit in found.fits]
    if found.more:
        skip = str(search.skip + len(found.fits))
        buttons.append(turn.button("button-more-actors", "actors.more", words="words-more-actors", skip=skip))
    ids = " ".join(fit.actor.id for fit in found.fits)
    contact = turn.button("button-introduce-me", "actors.contact", words="words-introduce-me", ids=ids)
    change = turn.button("button-change-search", "actors.change", words="words-change-search")
    return Reply("\n\n".join(lines), (*buttons, contact, *extra, change))


def nobody(turn: Turn, search: Search, need: Need) -> Reply:
    """Nobody fits: said plainly, with the way to a person and to other words."""
    words = search.words or understood(turn, need)
    key = "actors-no-more" if search.skip else "actors-none"
    person = turn.button("button-person", "inquiry.ask", words="words-yes", question=words)
    change = turn.button("button-change-search", "actors.change", words="words-change-search")
    return Reply(turn.say(key, need=quoted(words[:LONGEST_QUOTE])), (person, change))


def actor_button(actor: Actor, *, back: bool = False) -> Button:
    """Leads to the details, and from there `back` to the list of the search."""
    return Button(actor.short_name, "actors.show", {"id": actor.id} | ({"back": "list"} if back else {}))


def _head(turn: Turn, search: Search, found: Matches) -> str:
    words = search.words or understood(turn, found.need)
    lines = [turn.say("actors-more" if search.skip else "actors-found", need=quoted(words[:LONGEST_QUOTE]))]
    if search.words and len(search.steps) > 1 and (said := understood(turn, found.need)):
        lines.append(turn.say("actors-understood", need=said))
    if found.none_near and found.need.place and not search.skip:
        lines.append(turn.say("actors-none-near", place=found.need.place.name, km=round(NEAR_KM)))
    return "\n".join(lines)


def _elsewhere(need: Need) -> str:
    """A town to name as an example of another place than theirs."""
    return next(town for town in EXAMPLES if not need.place or need.place.name != town)


def understood(turn: Turn, need: Need) -> str:
    """The need in the words of the vocabulary: "Robotik · Beratung · Leipzig · nicht: Hochschule"."""
    parts = [*_named(turn, need.wish)]
    parts += [turn.library.label("seekers", slug, turn.language) for slug in need.seekers]
    unwanted = replace(need.without, topics=(), offers=())
    parts += [turn.say("actors-without", what=label) for label in _named(turn, unwanted)]
    return " · ".join(dict.fromkeys(parts))


def _named(turn: Turn, wish: Wish) -> Iterator[str]:
    for group in ("topics", "offers", "sought"):
        yield from (turn.library.label(group, slug, turn.language) for slug in getattr(wish, group))
    yield from (turn.library.actors[id_].short_name for id_ in wish.actors if id_ in turn.library.actors)
    yield from (place.name for place in wish.places)


def _entry(turn: Turn, fit: Fit) -> str:
    lines = [f"{fit.actor.name} ({fit.actor.city})"]
    lines.append(turn.say("actors-reason", why=" · ".join(why(turn.library, fit, turn.language))))
    if fit.reservations:
        lines.append(turn.say("actors-but", but=" · ".join(_reservation(turn, one) for one in fit.reservations)))
    return "\n".join(lines)


def _reservation(turn: Turn, one: Reservation) -> str:
    value = day(date.fromisoformat(one.value), turn.language) if one.code in DATED else one.value
    return turn.say(RESERVATIONS[one.code], value=value)


def details(turn: Turn, actor: Actor) -> str:
    """One actor in full, with source and date."""
    language, library = turn.language, turn.library
    lines = [actor.name, turn.say("actor-facts", kind=library.label("kinds", actor.kind, language), place=actor.city)]
    lines += ["", filled(turn, actor.summary.in_(language)), ""]
    topics = ", ".join(library.label("topics", slug, language) for slug in actor.topics)
    offers = ", ".join(library.label("offers", slug, language) for slug in actor.offers)
    lines += [turn.say("actor-topics", topics=topics)] if topics else []
    lines += [turn.say("actor-offers", offers=offers)] if offers else []
    lines += [turn.say("actor-members")] if actor.members_only else []
    lines += [turn.say("actor-private")] if actor.kind in PRIVATE_KINDS else []
    lines += [turn.say("actor-website", url=actor.url)] if actor.url else []
    return "\n".join([*lines, "", provenance(turn, actor)])
