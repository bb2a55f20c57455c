"""The tables of a case's life beside the case: tags, what staff have seen, who works here, kept threats."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.store import models  # noqa: F401 - importing it declares the tables these refer to
from bot.store.times import UtcDateTime

FRESH_IDS = {"sqlite_autoincrement": True}  # a number staff once noted must never mean another person's message


class TagRow(SQLModel, table=True):
    """A word staff put on a case."""

    __tablename__ = "inquiry_tag"

    inquiry_id: int = Field(foreign_key="inquiry.id", primary_key=True, ondelete="CASCADE")
    tag: str = Field(primary_key=True, index=True)


class SightRow(SQLModel, table=True):
    """The newest line of a case that a member of staff can have seen in the room."""

    __tablename__ = "inquiry_sight"

    inquiry_id: int = Field(foreign_key="inquiry.id", primary_key=True, ondelete="CASCADE")
    name: str = Field(primary_key=True)
    event_id: int


class ColleagueRow(SQLModel, table=True):
    """Somebody who has worked on cases, so that one can be handed over to them by name."""

    __tablename__ = "colleague"

    name: str = Field(primary_key=True)
    seen: datetime = Field(sa_type=UtcDateTime, index=True)


class EvidenceRow(SQLModel, table=True):
    """A threat against staff, word for word; it outlives case and chat until `keep_until`, and then staff are told.

    `platform`, `account` and `address` say who wrote it: the only row that still does after an erasure.
    """

    __tablename__ = "evidence"
    __table_args__ = FRESH_IDS

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    account: str = ""
    address: str = Field(index=True)
    number: str = ""  # of the case it was said on, if there was one
    text: str
    at: datetime = Field(sa_type=UtcDateTime)
    keep_until: datetime = Field(sa_type=UtcDateTime, index=True)
