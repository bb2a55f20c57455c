"""Points to organisations: one actor's details, or those whose entry fits a few words."""

from handlers.answers import filled, provenance
from handlers.base import Answer, Button, Reply, Turn, Usage
from handlers.commands import asked_for
from handlers.speech import quoted
from knowledge.entries import Actor
from knowledge.matching import Fit, match

ACTORS = Usage("akteure", "actors", "usage-actors")
SHOWN = 3
PRIVATE_KINDS = frozenset({"company", "startup", "start-up", "private-company"})


class Actors:
    """`/akteure` with a need in words, and the actor buttons under answers."""

    usage = (ACTORS,)

    async def answer(self, turn: Turn) -> Answer:
        if turn.pressed("actors") == "show":
            actor = turn.library.actors.get(turn.args["id"])
            return [Reply(details(turn, actor)) if actor else Reply(turn.say("gone"))]
        command = asked_for(turn, ACTORS)
        if command is None:
            return None
        if not command.rest:
            return [Reply(turn.say("actors-ask"))]
        return [_found(turn, command.rest)]


def _found(turn: Turn, need: str) -> Reply:
    fits = match(turn.library, need, limit=SHOWN)
    if not fits:
        person = turn.button("button-person", "inquiry.ask", words="words-yes", question=need)
        return Reply(turn.say("actors-none", need=quoted(need[:200])), (person,))
    head = turn.say("actors-found", need=quoted(need[:200]))
    lines = [_line(turn, fit) for fit in fits]
    buttons = tuple(Button(fit.actor.short_name, "actors.show", {"id": fit.actor.id}) for fit in fits)
    return Reply("\n\n".join([head, *lines]), buttons)


def _line(turn: Turn, fit: Fit) -> str:
    why = " · ".join(fit.why(turn.language))
    return f"{fit.actor.name} ({fit.actor.city})\n{turn.say('actors-reason', why=why)}"


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
