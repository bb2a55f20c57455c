"""The tables of events as staff make and change them at the desk; they name staff, and nobody else."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from bot.store.models import FRESH_IDS
from bot.store.times import UtcDateTime


class EditedEventRow(SQLModel, table=True):
    """An event by its id: `live` is what was published, `draft` what is being written beside it; either may be missing.

    `author` began the draft, `editor` changed it last; whoever publishes is neither.
    """

    __tablename__ = "edited_event"

    event: str = Field(primary_key=True)
    live: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    draft: dict[str, str] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    author: str
    editor: str
    version: int = 1  # counts the changes: who acts names the one they read
    changed: datetime = Field(sa_type=UtcDateTime)


class EditedEventStepRow(SQLModel, table=True):
    """One line of an event's history: who did what, with a reason where one was given."""

    __tablename__ = "edited_event_step"
    __table_args__ = FRESH_IDS

    id: int | None = Field(default=None, primary_key=True)
    event: str = Field(foreign_key="edited_event.event", index=True, ondelete="CASCADE")
    at: datetime = Field(sa_type=UtcDateTime)
    name: str
    what: str
    text: str = ""
