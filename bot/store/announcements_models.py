"""The tables of announcements: who wrote and approved each, and how far it came; readers stand in event_told."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, text
from sqlmodel import Field, SQLModel

from bot.store.times import UtcDateTime

_EMPTY = {"server_default": text("''")}
_ZERO, _ONE = {"server_default": text("0")}, {"server_default": text("1")}


class AnnouncementRow(SQLModel, table=True):
    """The news of one event to everybody who asked for its kind; `position` is the last conversation written to.

    `report` is what became of it, by platform and outcome, kept when the last message of it came to an end: the rows of
    the outbox do not live as long.
    """

    __tablename__ = "announcement"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    event: str = Field(index=True)
    text_de: str
    text_en: str
    state: str = Field(index=True)
    author: str
    approver: str = ""
    readers: int = 0
    written: int = 0
    position: int = 0
    created: datetime = Field(sa_type=UtcDateTime)
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    words_de: str = Field(default="", sa_column_kwargs=_EMPTY)
    words_en: str = Field(default="", sa_column_kwargs=_EMPTY)
    editor: str = Field(default="", sa_column_kwargs=_EMPTY)  # who changed the wording last
    version: int = Field(default=1, sa_column_kwargs=_ONE)
    sequence: int = Field(default=0, sa_column_kwargs=_ZERO)  # of the event when it was worded
    starts_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # when to begin; NULL: once it is approved
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    progress: int = Field(default=0, sa_column_kwargs=_ZERO)  # per cent, as the staff rooms were told last
    report: dict[str, Any] | None = Field(default=None, sa_type=JSON)


class AnnouncementStepRow(SQLModel, table=True):
    """One line of an announcement's history: which member of staff did what, in the room or at the desk."""

    __tablename__ = "announcement_step"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    announcement_id: int = Field(foreign_key="announcement.id", index=True, ondelete="CASCADE")
    at: datetime = Field(sa_type=UtcDateTime)
    name: str
    what: str
