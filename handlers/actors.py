"""Points to organisations: those that fit a need, with reasons, three at a time, and each one's details."""

from datetime import date

from handlers.answers import filled, provenance
from handlers.base import Answer, Button, Reply, Turn, Usage
from handlers.commands import asked_for
from handlers.speech import quoted
from handlers.times import day
from knowledge.entries import Actor
from knowledge.library import Library
from knowledge.matching import AT_A_TIME, Fit, Matcher, Matches, why
from knowledge.reasons import PRIVATE_KINDS, But, Reservation

ACTORS = Usage("akteure", "actors", "usage-actors")
LONGEST_QUOTE = 200
RESERVATIONS = {
    But.MEMBERS_ONLY: "actors-but-members",
    But.PRIVATE: "actors-but-private",
    But.FAR: "actors-but-far",
    But.OVERDUE: "actors-but-overdue",
}


class Actors:
    """`/akteure` with a need in words, "weitere", and the actor buttons under answers."""

    usage = (ACTORS,)

    def __init__(self) -> None:
        self._known: tuple[Library, Matcher] | None = None

    async def answer(self, turn: Turn) -> Answer:
        pressed = turn.pressed("actors")
        if pressed == "show":
            actor = turn.library.actors.get(turn.args["id"])
            return [Reply(details(turn, actor)) if actor else Reply(turn.say("gone"))]
        if pressed == "more":
            return [self._found(turn, turn.args["need"], turn.args["occasion"], int(turn.args["skip"]))]
        command = asked_for(turn, ACTORS)
        if command is None:
            return None
        if not command.rest:
            return [Reply(turn.say("actors-ask"))]
        return [self._found(turn, command.rest, turn.message.id, 0)]

    def _found(self, turn: Turn, text: str, occasion: str, skip: int) -> Reply:
        """The next three; the id of the message that asked first is the occasion of the draw among equals."""
        matcher = self._matcher(turn.library)
        need = matcher.need_in(text, language=turn.language)
        found = matcher.match(need, occasion=occasion, skip=skip, today=turn.now.date())
        if not found.fits:
            return _nobody(turn, text)
        lines = [_head(turn, found, text, skip), *(_line(turn, fit) for fit in found.fits)]
        buttons = [Button(fit.actor.short_name, "actors.show", {"id": fit.actor.id}) for fit in found.fits]
        if found.more:
            further = {"need": text, "occasion": occasion, "skip": str(skip + AT_A_TIME)}
            buttons.append(turn.button("button-more-actors", "actors.more", words="words-more-actors", **further))
        return Reply("\n\n".join(lines), tuple(buttons))

    def _matcher(self, library: Library) -> Matcher:
        """Words alone decide: it is made at the first need, and must not keep anybody waiting for the encoder."""
        if self._known is None or self._known[0] is not library:
            self._known = library, Matcher(library)
        return self._known[1]


def _nobody(turn: Turn, text: str) -> Reply:
    person = turn.button("button-person", "inquiry.ask", words="words-yes", question=text)
    return Reply(turn.say("actors-none", need=quoted(text[:LONGEST_QUOTE])), (person,))


def _head(turn: Turn, found: Matches, text: str, skip: int) -> str:
    head = turn.say("actors-more" if skip else "actors-found", need=quoted(text[:LONGEST_QUOTE]))
    if found.none_near and found.need.place:
        return f"{head}\n{turn.say('actors-none-near', place=found.need.place.name)}"
    return head


def _line(turn: Turn, fit: Fit) -> str:
    lines = [f"{fit.actor.name} ({fit.actor.city})"]
    lines.append(turn.say("actors-reason", why=" · ".join(why(turn.library, fit, turn.language))))
    if fit.reservations:
        but = " · ".join(_reservation(turn, one) for one in fit.reservations)
        lines.append(turn.say("actors-but", but=but))
    return "\n".join(lines)


def _reservation(turn: Turn, one: Reservation) -> str:
    value = day(date.fromisoformat(one.value), turn.language) if one.code is But.OVERDUE else one.value
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
