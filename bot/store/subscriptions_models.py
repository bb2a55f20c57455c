"""The tables of subscriptions to events, of reminders, and of what was told to whom; all of it personal data."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from bot.store import models  # noqa: F401 - importing it declares the tables these refer to
from bot.store.times import UtcDateTime


class SubscriptionRow(SQLModel, table=True):
    """One person's subscription, begun by their own action at `agreed_at`; it goes with the conversation."""

    __tablename__ = "subscription"

    chat_id: int = Field(foreign_key="chat.id", primary_key=True, ondelete="CASCADE")
    rhythm: str = Field(index=True)
    quiet_from: int = 0
    quiet_to: int = 0
    language: str
    agreed_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)


class SubscriptionChoiceRow(SQLModel, table=True):
    """A topic, region or format somebody chose; who chose none of a kind wants all of it."""

    __tablename__ = "subscription_choice"
    __table_args__ = (Index("subscription_choice_by_slug", "kind", "slug", "chat_id"),)

    chat_id: int = Field(foreign_key="subscription.chat_id", primary_key=True, ondelete="CASCADE")
    kind: str = Field(primary_key=True)
    slug: str = Field(primary_key=True)


class ReminderRow(SQLModel, table=True):
    """Somebody wants to be reminded of one event."""

    __tablename__ = "reminder"

    chat_id: int = Field(foreign_key="chat.id", primary_key=True, ondelete="CASCADE")
    event: str = Field(primary_key=True, index=True)
    language: str
    agreed_at: datetime = Field(sa_type=UtcDateTime)


class ToldRow(SQLModel, table=True):
    """What somebody was told about an event: its news, a reminder, or the change with this sequence number."""

    __tablename__ = "event_told"
    __table_args__ = (Index("event_told_by_event", "event", "what", "chat_id"),)

    chat_id: int = Field(foreign_key="chat.id", primary_key=True, ondelete="CASCADE")
    event: str = Field(primary_key=True)
    what: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
