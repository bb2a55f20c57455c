"""Why something staff wanted on a case was not done, and what they can do instead."""

from handlers.base import DESK, Case, CaseState, Reply, Turn
from handlers.lifecycle import TAKE_OVER_AFTER
from handlers.speech import quoted


def hint(turn: Turn, key: str, /, **args: str | int) -> str:
    """Our text `key` on what to do next: a command in the room, a button of the page at the desk (`desk-key`)."""
    at_desk = turn.message.chat.platform == DESK
    return turn.say(f"desk-{key}" if at_desk else key, **args)


async def again(turn: Turn, case: Case) -> Case:
    """The case as it is now, after a change of ours was refused."""
    return await turn.cases.find(case.number) or case


async def refused(turn: Turn, case: Case, key: str) -> Reply:
    """Our text `key` with the reason, from the case as it stands now."""
    now = await again(turn, case)
    return Reply(turn.say(key, number=now.number, reason=reason(turn, now)), case=now.number)


def reason(turn: Turn, case: Case) -> str:
    """What stands in the way: erased, merged, closed, or a colleague's."""
    if case.chat is None:
        return turn.say("staff-why-erased")
    if case.merged_into:
        return turn.say("staff-why-merged", into=case.merged_into)
    if case.state is CaseState.CLOSED:
        return turn.say("staff-closed-already")
    if case.owner and case.owner != turn.message.staff:
        return f"{turn.say('staff-owned-by', name=case.owner)}{silence(turn, case)}"
    return turn.say("staff-why-state", state=turn.say(f"staff-state-{case.state}"))


def silence(turn: Turn, case: Case) -> str:
    """How to get at a case whose owner has done nothing for a day; nothing where that is not so."""
    if not case.owner or (case.acted_at or case.changed_at) >= turn.now - TAKE_OVER_AFTER:
        return ""
    return " " + hint(turn, "staff-owner-silent", number=case.number, name=case.owner)


async def unsent(turn: Turn, case: Case) -> Reply:
    """Why a reply did not go out; what a colleague wrote meanwhile is shown, so that sending again is deliberate."""
    now = await again(turn, case)
    seen = turn.message.seen
    by = await turn.cases.overtaken(case.number, turn.message.staff, seen=seen)
    if now.chat is None or by is None:
        return _unsent_because(turn, now)
    if seen is None:
        await turn.cases.saw(case.number, turn.message.staff)
    free = now.state is not CaseState.CLOSED and now.owner in ("", turn.message.staff)
    then = turn.say("staff-overtaken-again") if free else reason(turn, now)
    said = turn.say("staff-overtaken", number=now.number, name=by.name, text=quoted(by.text), then=then)
    return Reply(said, case=now.number)


def _unsent_because(turn: Turn, case: Case) -> Reply:
    number = case.number
    if case.chat is None:
        return Reply(turn.say("staff-reply-erased", number=number), case=number)
    if case.merged_into:
        return Reply(turn.say("staff-reply-merged", number=number, into=case.merged_into), case=number)
    if case.owner and case.owner != turn.message.staff:
        said = turn.say("staff-reply-lost", number=number, name=case.owner)
        return Reply(f"{said}{silence(turn, case)}", case=number)
    return Reply(hint(turn, "staff-reply-closed", number=number), case=number)
