"""Points to organisations that fit a need: asks back what is missing, names three at a time, and shows each in full."""

from dataclasses import replace

from handlers.actor_lists import details, listed, nobody
from handlers.asking import MATTER, PLACE, WHO, ask, asked, choose, missing, what_to_change
from handlers.base import Answer, Button, Reply, Turn, Usage
from handlers.browsing import browsed
from handlers.commands import asked_for, command_of
from handlers.introduction import introduce_button
from handlers.seeking import ANSWER, SAID, Search, Step, current, keep, need_of

ACTORS = Usage("akteure", "actors", "usage-actors")


def need_behind(text: str) -> str:
    """The need in "/akteure Robotik Chemnitz"; empty for everything else."""
    command = command_of(text)
    return command.rest if command and command.is_one_of(ACTORS) else ""


class Actors:
    """`/akteure`, with a need or alone, and all buttons of the dialogue."""

    usage = (ACTORS,)

    async def answer(self, turn: Turn) -> Answer:
        if (action := turn.pressed("actors")) is not None:
            return await _pressed(turn, action)
        command = asked_for(turn, ACTORS)
        if command is None:
            return None
        if not command.rest:
            return [ask(turn, Search.begun(turn), MATTER)]
        return browsed(turn, command.rest) or await begin(turn, (SAID, command.rest))


async def begin(turn: Turn, *steps: Step, meant: tuple[Button, ...] = ()) -> list[Reply]:
    """A new search; `meant` are questions that the person may have meant instead."""
    return await go_on(turn, Search.begun(turn, *steps), meant=meant)


async def go_on(turn: Turn, search: Search, *, meant: tuple[Button, ...] = ()) -> list[Reply]:
    """Whoever fits, with the next question of ours; somebody who began with nothing is asked first."""
    need = need_of(turn, search)
    found = turn.directory.match(need, occasion=search.occasion, skip=search.skip, today=turn.now.date())
    what = missing(turn, search, found)
    if what and (not search.steps or MATTER in search.asked):
        return [ask(turn, search, what)]
    search = replace(search.asking(what) if what else search, following=search.skip + len(found.fits))
    keep(turn, search)
    if search.skip == 0:
        await turn.tally.count("matched" if found.fits else "unmatched")
    if not found.fits:
        return [nobody(turn, search, need)]
    return [listed(turn, search, found, *asked(turn, what), *meant)]


async def _pressed(turn: Turn, action: str) -> Answer:
    if action == "show":
        return [_shown(turn)]
    if action == "contact":
        return [_whom(turn)]
    if action == "find":
        return await begin(turn, *_steps_of_answer(turn))
    search = current(turn)
    if search is None and action == "pick":
        search = Search.begun(turn)  # a button of an earlier search still says something
    if search is None:
        return [ask(turn, Search.begun(turn), MATTER)]
    return await _continued(turn, search, action)


async def _continued(turn: Turn, search: Search, action: str) -> Answer:
    args = turn.args
    if action == "more":
        return await go_on(turn, replace(search, skip=int(args.get("skip", "0")), awaits=""))
    if action == "pick":
        return await go_on(turn, search.then(turn, args["group"], args["value"]))
    if action == "skip":
        return await go_on(turn, replace(search, awaits=""))
    if action == "change":
        return [what_to_change(turn)]
    if action == "ask":
        return [_asked(turn, search, args["what"])]
    return None


def _asked(turn: Turn, search: Search, what: str) -> Reply:
    """The person wants to change something: that question again, however often we asked it."""
    if what == MATTER:
        return ask(turn, Search.begun(turn), MATTER)
    return ask(turn, search, what) if what in (PLACE, WHO) else choose(turn, search, what)


def _shown(turn: Turn) -> Reply:
    actor = turn.library.actors.get(turn.args["id"])
    if actor is None:
        return Reply(turn.say("gone"))
    search = current(turn) if "back" in turn.args else None
    bridge = introduce_button(turn, actor.id, need=search.words if search else "")
    back = (turn.button("button-back-to-list", "actors.more", skip=str(search.skip)),) if search else ()
    return Reply(details(turn, actor), (bridge, *back))


def _whom(turn: Turn) -> Reply:
    """The way from a list to one of those it named, with the words of the search."""
    search = current(turn)
    ids = [id_ for id_ in turn.args["ids"].split() if id_ in turn.library.actors]
    words = search.words if search else ""
    bridges = [introduce_button(turn, id_, need=words, named=True) for id_ in ids]
    return Reply(turn.say("actors-contact-whom" if ids else "gone"), tuple(bridges))


def _steps_of_answer(turn: Turn) -> tuple[Step, ...]:
    """From an answer: what it was about, then what the person said themselves, if it names anything."""
    topic, question = turn.args.get("topic", ""), turn.args.get("question", "")
    need = turn.directory.need_in(question, language=turn.language)
    said = ((SAID, question),) if question and (not topic or not need.is_empty) else ()
    return (*(((ANSWER, topic),) if topic else ()), *said)
