"""The life of an inquiry: the one table of what may be done with a case, from which the store makes its updates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from handlers.stored import CaseState

TAKE_OVER_AFTER = timedelta(hours=24)  # a colleague who did nothing for a day may be ill: anybody may free the case
REMIND_AFTER = timedelta(days=7)  # the person is reminded once that the team waits for them
CLOSE_AFTER = timedelta(days=30)  # silent days until a case is closed; issue 6 names thirty
ANNOUNCED_BEFORE = timedelta(days=3)
BURST = 3  # messages within a minute of which the team hears one by one; of what follows, once the minute is over

NEW, CLAIMED, WAITING = CaseState.NEW, CaseState.CLAIMED, CaseState.WAITING
ANSWERED, CLOSED = CaseState.ANSWERED, CaseState.CLOSED
OPEN = (NEW, CLAIMED, WAITING, ANSWERED)


class Holder(StrEnum):
    """Whose case it must be for the step to be taken."""

    NOBODY = "nobody"
    MINE_OR_NOBODY = "mine or nobody"
    MINE_OR_SILENT = "mine or silent"  # or the owner has done nothing for TAKE_OVER_AFTER
    ANYBODY = "anybody"


class Notice(StrEnum):
    """What the clock says on a case, as it stands in the history."""

    NUDGED = "nudged"  # to staff: the promise is due soon
    LATE = "late"  # to both: it was broken
    REMINDED = "reminded"  # to the person: the team waits for them
    ANNOUNCED = "announced"  # to the person: the case will be closed
    EXPIRED = "expired"  # to both: it is


class Back(StrEnum):
    """A state that depends on the owner: claimed when there is one, else new."""

    TO_TEAM = "to team"


@dataclass(frozen=True, slots=True)
class Step:
    """What leads from which state to which, for whom; `reachable` when there must be a person to hear of it."""

    leads: Mapping[CaseState, CaseState | Back]
    holder: Holder = Holder.MINE_OR_NOBODY
    reachable: bool = False


STEPS: Mapping[str, Step] = {
    "claimed": Step({NEW: CLAIMED, WAITING: WAITING, ANSWERED: ANSWERED}, Holder.NOBODY),
    "released": Step({CLAIMED: NEW, WAITING: WAITING, ANSWERED: ANSWERED}, Holder.MINE_OR_SILENT),
    "handed-over": Step({NEW: CLAIMED, CLAIMED: CLAIMED, WAITING: WAITING, ANSWERED: ANSWERED}),
    "asked": Step(dict.fromkeys(OPEN, WAITING), reachable=True),
    "replied": Step(dict.fromkeys(OPEN, ANSWERED), reachable=True),
    "parked": Step({NEW: WAITING, CLAIMED: WAITING, ANSWERED: WAITING}, reachable=True),
    "closed": Step(dict.fromkeys(OPEN, CLOSED)),
    "merged": Step(dict.fromkeys(OPEN, CLOSED), reachable=True),
    "reopened": Step({ANSWERED: Back.TO_TEAM, CLOSED: Back.TO_TEAM}, Holder.ANYBODY, reachable=True),
    "message": Step({**{state: state for state in CaseState}, WAITING: Back.TO_TEAM}, Holder.ANYBODY),
    "withdrawn": Step(dict.fromkeys(OPEN, CLOSED), Holder.ANYBODY),
    "expired": Step({WAITING: CLOSED, ANSWERED: CLOSED}, Holder.ANYBODY),
}  # fmt: skip


def next_notice(state: CaseState, said: str, *, past_due: bool) -> Notice | None:
    """What the clock is to say next on a case, `said` being the last thing it did; None when it is done with it."""
    if state in (NEW, CLAIMED):
        if said == Notice.LATE:
            return None
        return Notice.LATE if past_due else Notice.NUDGED
    if state is WAITING and not said:
        return Notice.REMINDED
    if state in (WAITING, ANSWERED):
        return Notice.EXPIRED if said == Notice.ANNOUNCED else Notice.ANNOUNCED
    return None


def after(what: str, state: CaseState, *, owned: bool) -> CaseState | None:
    """Where the step leads from `state`, given whether the case has an owner; None where it is not allowed."""
    to = STEPS[what].leads.get(state)
    return (CLAIMED if owned else NEW) if to is Back.TO_TEAM else to
