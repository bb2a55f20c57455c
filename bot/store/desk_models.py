"""The tables of the web desk; what staff have begun to write about a person lies in desk_draft, nowhere else."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from bot.store import models  # noqa: F401 - importing it declares the tables these refer to
from bot.store.times import UtcDateTime

FRESH_IDS = {"sqlite_autoincrement": True}  # a deleted user's id must never become somebody else's


class DeskUserRow(SQLModel, table=True):
    """Somebody who may work at the desk; `name` is the one that stands on cases, in the room as here."""

    __tablename__ = "desk_user"
    __table_args__ = FRESH_IDS

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    role: str
    language: str = ""
    created: datetime = Field(sa_type=UtcDateTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DeskIdentityRow(SQLModel, table=True):
    """An account at the office's sign-in service, and who it is here; the service's `subject` never changes."""

    __tablename__ = "desk_identity"

    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    user_id: int = Field(foreign_key="desk_user.id", index=True, ondelete="CASCADE")


class DeskFileRow(SQLModel, table=True):
    """A file that staff send to the person of a case; it goes with the case, and at once with the person's erasure."""

    __tablename__ = "desk_file"
    __table_args__ = FRESH_IDS

    id: int | None = Field(default=None, primary_key=True)
    inquiry_id: int = Field(foreign_key="inquiry.id", index=True, ondelete="CASCADE")
    name: str
    media_type: str
    content: bytes
    created: datetime = Field(sa_type=UtcDateTime)


class DeskLinkRow(SQLModel, table=True):
    """A sign-in link that was used, by the hash of its once; kept until it would have expired anyway."""

    __tablename__ = "desk_link"

    once: str = Field(primary_key=True)
    expires: datetime = Field(sa_type=UtcDateTime, index=True)


class DeskSessionRow(SQLModel, table=True):
    """One browser that is signed in; the store knows only the hash of its secret."""

    __tablename__ = "desk_session"

    id: str = Field(primary_key=True)
    user_id: int = Field(foreign_key="desk_user.id", index=True, ondelete="CASCADE")
    browser: str = ""
    created: datetime = Field(sa_type=UtcDateTime)
    last_seen: datetime = Field(sa_type=UtcDateTime, index=True)


class DeskDraftRow(SQLModel, table=True):
    """What a member of staff has begun to answer."""

    __tablename__ = "desk_draft"

    user_id: int = Field(foreign_key="desk_user.id", primary_key=True, ondelete="CASCADE")
    inquiry_id: int = Field(foreign_key="inquiry.id", primary_key=True, index=True, ondelete="CASCADE")
    text: str
    changed: datetime = Field(sa_type=UtcDateTime)


class DeskGazeRow(SQLModel, table=True):
    """Who has a case open in their browser, as of `at`; gone when the page says goodbye or falls silent."""

    __tablename__ = "desk_gaze"

    user_id: int = Field(foreign_key="desk_user.id", primary_key=True, ondelete="CASCADE")
    inquiry_id: int = Field(foreign_key="inquiry.id", primary_key=True, index=True, ondelete="CASCADE")
    at: datetime = Field(sa_type=UtcDateTime)


class DeskAuditRow(SQLModel, table=True):
    """Who did what at the desk, and when: names and case numbers, never a word of anybody's text."""

    __tablename__ = "desk_audit"
    __table_args__ = FRESH_IDS

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    name: str
    what: str
    about: str = ""


# What the desk's lists walk along; they belong to tables of others and are declared here as only it needs them.
_inquiry, _outbox = SQLModel.metadata.tables["inquiry"], SQLModel.metadata.tables["outbox"]
_LOST = text("state IN ('failed', 'blocked', 'uncertain')")
_walked = (_inquiry.c.state, _inquiry.c.rank, _inquiry.c.changed_at, _inquiry.c.id)
Index("inquiry_by_owner", _inquiry.c.owner, *_walked)
Index("outbox_lost", _outbox.c.inquiry_id, _outbox.c.changed, sqlite_where=_LOST, postgresql_where=_LOST)
