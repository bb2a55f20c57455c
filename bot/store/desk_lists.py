"""Which cases a list of the desk shows, and in which order: walks along indexes, bounded whatever is in the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, literal, tuple_, union_all
from sqlmodel import col, select

from bot.store.case_rows import LOST, NORMAL, RAISED
from bot.store.inquiries import OVERDUE_AFTER
from bot.store.lifecycle_models import TagRow
from bot.store.models import ChatRow, InquiryRow, OutboxRow
from bot.store.times import UtcDateTime
from handlers.base import CaseState
from handlers.lifecycle import OPEN

PAGE = 50
SCAN = 1_500  # cases a filter looks at before it asks whether to go on: what a page may cost stays bounded
MOST_COUNTED = 100
VIEWS = ("open", "new", "mine", "waiting", "overdue", "undelivered", "closed")
_STATES: Mapping[str, tuple[CaseState, ...]] = {
    "open": OPEN, "new": (CaseState.NEW,), "mine": OPEN, "waiting": (CaseState.WAITING,),
    "overdue": (CaseState.NEW, CaseState.CLAIMED), "closed": (CaseState.CLOSED,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a list, between two cases: what comes after the case of this rank, changed at `at`, with this id."""

    rank: int
    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.rank}_{self.at.isoformat()}_{self.id}"

    @classmethod
    def parse(cls, written: str) -> "Spot | None":
        """The spot as `str` wrote it; None for anything else."""
        try:
            rank, at, id_ = written.split("_")
            moment, number = datetime.fromisoformat(at), int(id_)
        except ValueError:
            return None
        fits = rank in (str(RAISED), str(NORMAL)) and moment.tzinfo is not None and 0 <= number < 2**63
        return cls(int(rank), moment, number) if fits else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a list is to show; empty filters let everything through."""

    view: str = "open"
    staff: str = ""
    channel: str = ""
    topic: str = ""
    text: str = ""
    tag: str = ""

    @property
    def filtered(self) -> bool:
        """Whether more than the view decides."""
        return bool(self.channel or self.topic or self.text or self.tag)

    @property
    def newest(self) -> bool:
        """Closed cases are read from the newest on, all others from the one that waits longest."""
        return self.view == "closed"


def walk(wanted: Wanted, after: Spot | None, now: datetime, *, limit: int) -> Any:
    """Ranks, times and ids in order: walks along an index, merged; a database sorts no more than these few."""
    if wanted.view == "undelivered":
        return _lost(after, limit=limit)
    walks = [_along(only, after, newest=wanted.newest, limit=limit).subquery() for only in _conditions(wanted, now)]
    merged = union_all(*(select(one.c.rank, one.c.at, one.c.id) for one in walks)).subquery()
    return select(merged.c.rank, merged.c.at, merged.c.id).order_by(*in_order(merged.c, wanted)).limit(limit)


def countable(view: str, staff: str, now: datetime) -> Any:
    """As many ids of a view as are counted; what was lost need not be put in order for that."""
    if view != "undelivered":
        return walk(Wanted(view, staff), None, now, limit=MOST_COUNTED)
    lost = select(col(OutboxRow.inquiry_id)).where(LOST, col(OutboxRow.inquiry_id).is_not(None))
    return lost.distinct().limit(MOST_COUNTED)


def in_order(columns: Any, wanted: Wanted) -> Sequence[Any]:
    """The order of a list: raised cases first, then the longest untouched."""
    order = (columns.rank, columns.at, columns.id)
    return [part.desc() for part in order] if wanted.newest else order


def passing(steps: Any, wanted: Wanted, *, limit: int) -> Any:
    """The first of a walk's cases that pass the filters.

    Each is looked up by itself: given a join, PostgreSQL would rather read the whole table of cases.
    """
    case = select(and_(*_filters(wanted))).select_from(InquiryRow)
    fits = case.outerjoin(ChatRow, col(ChatRow.id) == InquiryRow.chat_id)
    found = select(steps.c.rank, steps.c.at, steps.c.id)
    found = found.where(fits.where(col(InquiryRow.id) == steps.c.id).scalar_subquery())
    return found.order_by(*in_order(steps.c, wanted)).limit(limit)


def _filters(wanted: Wanted) -> list[Any]:
    """What a list asks for besides its view."""
    found: list[Any] = []
    if wanted.channel:
        found.append(col(ChatRow.platform) == wanted.channel)
    if wanted.topic:
        found.append(col(InquiryRow.topic) == wanted.topic)
    if wanted.tag:
        tagged = select(TagRow.inquiry_id).where(TagRow.inquiry_id == InquiryRow.id, TagRow.tag == wanted.tag)
        found.append(tagged.exists())
    if wanted.text:
        found.append(func.lower(col(InquiryRow.question)).contains(wanted.text.lower(), autoescape=True))
    return found


def _conditions(wanted: Wanted, now: datetime) -> list[list[Any]]:
    """One walk for each of these: a state, and what the view asks for besides."""
    state = col(InquiryRow.state)
    states = [state == one.value for one in _STATES[wanted.view]]
    if wanted.view == "mine":
        return [[one, col(InquiryRow.owner) == wanted.staff] for one in states]
    if wanted.view == "overdue":
        return [[one, *late] for one in states for late in _late(now)]
    return [[one] for one in states]


def _late(now: datetime) -> list[list[Any]]:
    """Whose promise is broken was raised by the clock; without a promise, whoever was left alone for two days."""
    due, rank = col(InquiryRow.due_at), col(InquiryRow.rank)
    alone = (due.is_(None), col(InquiryRow.changed_at) < now - OVERDUE_AFTER)
    return [[rank == RAISED, due <= now], [rank == RAISED, *alone], [rank == NORMAL, *alone]]


def _along(only: Sequence[Any], after: Spot | None, *, newest: bool, limit: int) -> Any:
    """Places and ids of the cases that fit, in order, from a spot on."""
    order = (col(InquiryRow.rank), col(InquiryRow.changed_at), col(InquiryRow.id))
    found: Any = select(order[0], order[1].label("at"), order[2]).where(*only)
    if after:
        here, there = tuple_(*order), tuple_(literal(after.rank), literal(after.at, UtcDateTime), literal(after.id))
        found = found.where(here < there if newest else here > there)
    return found.order_by(*(part.desc() for part in order) if newest else order).limit(limit)


def _lost(after: Spot | None, *, limit: int) -> Any:
    """Cases with something that did not arrive, by when that was first found out: read from one small index."""
    at, id_ = func.min(OutboxRow.changed), col(OutboxRow.inquiry_id)
    found: Any = select(literal(NORMAL).label("rank"), at.label("at"), id_.label("id")).where(LOST, id_.is_not(None))
    found = found.group_by(id_)
    if after:
        found = found.having(tuple_(at, id_) > tuple_(literal(after.at, UtcDateTime), literal(after.id)))
    return found.order_by(at, id_).limit(limit)
