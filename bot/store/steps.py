"""Makes one conditional update out of a row of the table in `handlers/lifecycle.py`."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, func, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.case_rows import NORMAL, tidy_number
from bot.store.models import InquiryRow
from handlers.base import CaseState
from handlers.lifecycle import ANNOUNCED_BEFORE, CLOSE_AFTER, REMIND_AFTER, STEPS, TAKE_OVER_AFTER, Back, Holder
from handlers.stored import Promise


async def take_step(
    session: AsyncSession, what: str, number: str, name: str, now: datetime, *more: Any, **values: Any
) -> int | None:
    """Take the step if the case allows it, `more` conditions hold and it is `name`'s to take.

    Returns the case's id, or None when nothing changed: of any number of callers whose steps exclude each other,
    exactly one is told an id.
    """
    step, row = STEPS[what], InquiryRow
    only = [col(row.state).in_([state.value for state in step.leads]), *_held(step.holder, name, now), *more]
    if step.reachable:
        only.append(col(row.chat_id).is_not(None))
    owner = values.get("owner", col(row.owner))
    settled = {"state": _state_after(what, owner), "changed_at": now} | values
    statement = update(row).where(col(row.number) == tidy_number(number), *only).values(**settled)
    found: int | None = (await session.exec(statement.returning(col(row.id)))).scalar_one_or_none()
    return found


def resting(state: CaseState, now: datetime) -> dict[str, Any]:
    """What the clock is to do with a case that the team need not act on: remind, announce, close."""
    if state is CaseState.WAITING:
        return {"due_at": None, "stage": "", "next_at": now + REMIND_AFTER}
    if state is CaseState.ANSWERED:
        return {"due_at": None, "stage": "", "next_at": now + CLOSE_AFTER - ANNOUNCED_BEFORE, "rank": NORMAL}
    return {"due_at": None, "stage": "", "next_at": None, "rank": NORMAL, "closed_at": now}


def promised(promise: Promise | None) -> dict[str, Any]:
    """What the clock is to do with a case that waits for the team."""
    due, nudge = (promise.due_at, promise.nudge_at) if promise else (None, None)
    return {"due_at": due, "stage": "", "next_at": nudge}


def _held(holder: Holder, name: str, now: datetime) -> list[Any]:
    owner = col(InquiryRow.owner)
    mine: Any = owner == name
    if holder is Holder.NOBODY:
        return [owner == ""]
    if holder is Holder.MINE_OR_NOBODY:
        return [owner.in_(["", name])]
    if holder is Holder.MINE_OR_SILENT:
        acted = func.coalesce(InquiryRow.acted_at, InquiryRow.changed_at)
        return [mine | ((owner != "") & (acted < now - TAKE_OVER_AFTER))]
    return []


def _state_after(what: str, owner: object) -> Any:
    """The next state as the database works it out from the present one."""
    team = _team_state(owner)
    leads = STEPS[what].leads.items()
    return case(*[(col(InquiryRow.state) == state.value, _value(to, team)) for state, to in leads])


def _value(to: CaseState | Back, team: Any) -> Any:
    return team if isinstance(to, Back) else to.value


def _team_state(owner: object) -> Any:
    claimed, new = CaseState.CLAIMED.value, CaseState.NEW.value
    if isinstance(owner, str):
        return claimed if owner else new
    return case((col(InquiryRow.owner) != "", claimed), else_=new)
