"""The tables of learning: what people asked without an answer, and what the team made of it; nothing names a person."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from bot.store.models import FRESH_IDS
from bot.store.times import UtcDateTime


class ProposalRow(SQLModel, table=True):
    """A masked question nobody could answer, or one that meant `topic`, and how often; `day` is the latest, no finer.

    There is no chat, no case and no number in order: nothing here leads back to a person.
    """

    __tablename__ = "learning_proposal"

    kind: str = Field(primary_key=True)
    topic: str = Field(primary_key=True, default="")
    language: str = Field(primary_key=True)
    text: str = Field(primary_key=True)
    day: date = Field(index=True)
    count: int = 0


class CuratedRow(SQLModel, table=True):
    """A change of what we know, as `content`: a draft, then approved, rejected or withdrawn.

    `author` began it, `editor` changed it last; whoever decides is neither. It points to no case.
    """

    __tablename__ = "curated"
    __table_args__ = (Index("curated_by_state", "state", "id"), FRESH_IDS)

    id: int | None = Field(default=None, primary_key=True)
    state: str
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    author: str
    editor: str
    version: int = 1  # counts the edits: who approves names the one they read
    changed: datetime = Field(sa_type=UtcDateTime)


class CuratedEventRow(SQLModel, table=True):
    """One line of a change's history: who did what, with a reason where one was given."""

    __tablename__ = "curated_event"
    __table_args__ = FRESH_IDS

    id: int | None = Field(default=None, primary_key=True)
    curated_id: int = Field(foreign_key="curated.id", index=True, ondelete="CASCADE")
    at: datetime = Field(sa_type=UtcDateTime)
    name: str
    what: str
    text: str = ""


class RevisionRow(SQLModel, table=True):
    """A number that grows with every change of what is approved; every process looks at it."""

    __tablename__ = "curated_revision"

    name: str = Field(primary_key=True)
    number: int = 0
