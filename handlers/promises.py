"""What people are honestly told about when: a promise where office hours are set, else only what is known."""

from handlers.base import Turn
from handlers.stored import Promise
from handlers.times import by_when


def promised(turn: Turn) -> Promise | None:
    """Until when an answer can be promised now; None where the office set no hours."""
    return turn.hours.promise(turn.now) if turn.hours else None


def expectation(turn: Turn, promise: Promise | None = None) -> str:
    """What a person may expect who passed something on just now."""
    if promise is None:
        hours = turn.library.operator.details(turn.language)["opening_hours"]
        return turn.say("expectation-hours", hours=hours) if hours else turn.say("expectation-unknown")
    due = by_when(promise.due_at, turn.now, turn.language)
    return turn.say("expectation-promise", due=due) + back_again(turn)


def back_again(turn: Turn) -> str:
    """When people are back, to be added to what is said while nobody is there; else nothing."""
    if turn.hours is None or turn.hours.is_open(turn.now):
        return ""
    opening = by_when(turn.hours.next_opening(turn.now), turn.now, turn.language)
    return " " + turn.say("office-closed", opening=opening)
