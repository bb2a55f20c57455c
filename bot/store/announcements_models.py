"""The table of announcements: who wrote and approved each, and how far it came; readers stand in event_told."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.store.times import UtcDateTime


class AnnouncementRow(SQLModel, table=True):
    """The news of one event to everybody who asked for its kind; `position` is the last conversation written to."""

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
