"""The tables of the bridge: introductions people agreed to, and how fresh the directory's entries are."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.store import models  # noqa: F401 - importing it declares the tables these refer to
from bot.store.times import UtcDateTime

FRESH_IDS = {"sqlite_autoincrement": True}


class IntroductionRow(SQLModel, table=True):
    """What a person agreed to have told to one organisation; it goes when its case goes, and when the person does.

    `round` counts what was agreed to: the link of an earlier round is used up. Empty `contact`: only through the bot.
    """

    __tablename__ = "introduction"

    inquiry_id: int = Field(foreign_key="inquiry.id", primary_key=True, ondelete="CASCADE")
    actor: str
    text: str
    contact: str = ""
    state: str = Field(index=True)
    round: int = 1
    consent_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_by: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    followed_up_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class EntryRow(SQLModel, table=True):
    """When an organisation was last asked whether its entry is right, and when it last said so."""

    __tablename__ = "entry"

    actor: str = Field(primary_key=True)
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class EntryProposalRow(SQLModel, table=True):
    """What an organisation would have changed in its entry; a curator decides. `sender`: how to ask back."""

    __tablename__ = "entry_proposal"
    __table_args__ = FRESH_IDS

    id: int | None = Field(default=None, primary_key=True)
    actor: str = Field(index=True)
    text: str
    sender: str = ""
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    handled_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    handled_by: str = ""
