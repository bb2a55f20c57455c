"""Mid-dialogue: takes the answer to what we asked back, "weitere", and whatever changes the search under way."""

import re
from dataclasses import replace

from handlers.actors import go_on
from handlers.asking import MATTER, PLACE, WHO, ask
from handlers.base import Answer, Reply, Turn, Usage
from handlers.seeking import SAID, Search, current
from knowledge.need import Need
from knowledge.routing import Route
from knowledge.search import Decision
from knowledge.text import folded

# A change is short and says so: "doch lieber Leipzig", "keine Hochschule", "nur Förderung", "rather Leipzig".
LONGEST_CHANGE, LONGEST_PLACE = 8, 4
_CHANGE = re.compile(
    r"^(?:(?:und|ja|nein|ach|oh|hm|ok|okay|bitte|yes|no|please|and|but) )*"
    r"(?:doch|lieber|nur|kein\w*|nicht|ohne|ausser|statt\w*|eher|besser|aber|auch|wie waere|wie sieht|und|in|im|bei"
    r"|nahe|ich bin|wir sind|i am|we are|rather|instead|only|no|not|without|prefer\w*|better|actually|what about"
    r"|how about|and|near|around)\b"
)


class Refining:
    """Comes before Joining: what we just asked is answered here, also by people with an open case."""

    usage: tuple[Usage, ...] = ()

    async def answer(self, turn: Turn) -> Answer:
        search = current(turn)
        if search is None:
            turn.conversation.search = {}
            return None
        if turn.press or not turn.text or turn.text.startswith("/"):
            return None
        if turn.text.rstrip(".!").casefold() in turn.say("words-more-actors").split(", "):
            return await go_on(turn, replace(search, skip=search.following, awaits=""))
        if turn.words.small_talk(turn.text):
            return None
        need = turn.directory.need_in(turn.text, language=turn.language)
        if not _known_word_for_word(turn) and (_changes(turn, need) or _answers(turn, search, need)):
            return await go_on(turn, search.then(turn, SAID, turn.text))
        return await _unknown_place(turn, search, need)


def _known_word_for_word(turn: Turn) -> bool:
    return any(match.score == 1.0 for found in turn.findings for match in found.matches[:1])


def _changes(turn: Turn, need: Need) -> bool:
    """Whether this changes the search rather than asking something of its own."""
    words = folded(turn.text).split()
    if need.wish.is_empty and need.without.is_empty and not need.seekers:
        return False
    only_a_place = bool(need.places) and len(words) <= LONGEST_PLACE
    return only_a_place or (len(words) <= LONGEST_CHANGE and bool(_CHANGE.match(" ".join(words))))


def _answers(turn: Turn, search: Search, need: Need) -> bool:
    """Whether this answers what we asked; a question that we can answer is one of its own."""
    if not search.awaits or _asks_something(turn):
        return False
    if search.awaits == PLACE:
        return bool(need.places)
    if search.awaits == WHO:
        return bool(need.seekers or not need.wish.is_empty)
    return search.awaits == MATTER and not search.steps


def _asks_something(turn: Turn) -> bool:
    answered = any(found.decision is Decision.ANSWER for found in turn.findings)
    return answered and (turn.sought is None or turn.sought.route is Route.ANSWER) and "?" in turn.text


async def _unknown_place(turn: Turn, search: Search, need: Need) -> Answer:
    """A word that is no place we know, where we asked for one: say so once more, with the way past it."""
    short = len(turn.text.split()) <= LONGEST_PLACE
    if search.awaits != PLACE or not short or not need.is_empty or _known_word_for_word(turn) or "?" in turn.text:
        return None
    again = ask(turn, replace(search, asked=tuple(what for what in search.asked if what != PLACE)), PLACE)
    return [Reply(turn.say("actors-unknown-place"), again.buttons)]
