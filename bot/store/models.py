"""The tables. Of these, chat, button, inquiry, inquiry_event, post, thread, outbox and web_line hold personal data."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.store.times import UtcDateTime

# A deleted row's id must never come back: readers ask for lines after an id, and lines point to outbox rows.
FRESH_IDS = {"sqlite_autoincrement": True}
_EMPTY = {"server_default": text("''")}
_UNSENT = text("state IN ('due', 'sending', 'uncertain')")
_CLOCKED, _CROWDED = text("next_at IS NOT NULL"), text("burst > 3")  # as BURST of handlers/lifecycle.py


class OutboxState(StrEnum):
    """Where a message to be sent stands."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    BLOCKED = "blocked"
    FAILED = "failed"


class ChatRow(SQLModel, table=True):
    """One conversation with one person, or one staff room."""

    __tablename__ = "chat"
    __table_args__ = (UniqueConstraint("platform", "account", "address"), FRESH_IDS)

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    account: str = ""
    address: str
    state: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    first_seen: datetime = Field(sa_type=UtcDateTime)
    last_seen: datetime = Field(sa_type=UtcDateTime, index=True)


class SeenRow(SQLModel, table=True):
    """A platform's event that was taken; its unique key makes a redelivery harmless."""

    __tablename__ = "seen"

    platform: str = Field(primary_key=True)
    account: str = Field(primary_key=True, default="")
    event_id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)


class ButtonRow(SQLModel, table=True):
    """A button we offered, so that a press much later still refers to its own question."""

    __tablename__ = "button"
    __table_args__ = (Index("button_newest", "chat_id", "batch"),)

    id: str = Field(primary_key=True)
    chat_id: int = Field(foreign_key="chat.id", ondelete="CASCADE")
    batch: int  # the outbox row it was sent with: a chat's newest buttons are those with the highest
    position: int
    label: str
    words: list[str] = Field(default_factory=list, sa_type=JSON)
    action: str
    args: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    created: datetime = Field(sa_type=UtcDateTime)
    expires: datetime = Field(sa_type=UtcDateTime, index=True)
    pressed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class InquiryRow(SQLModel, table=True):
    """A case. Without `chat_id` the person had their data erased; only number and times remain."""

    __tablename__ = "inquiry"
    __table_args__ = (
        Index("inquiry_by_state", "state", "rank", "changed_at", "id"),
        Index("inquiry_clocked", "next_at", sqlite_where=_CLOCKED, postgresql_where=_CLOCKED),
        Index("inquiry_crowded", "burst_at", sqlite_where=_CROWDED, postgresql_where=_CROWDED),
        FRESH_IDS,
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    chat_id: int | None = Field(default=None, foreign_key="chat.id", index=True, ondelete="SET NULL")
    state: str
    language: str
    question: str
    topic: str = ""
    owner: str = ""
    flag: str = ""
    consent_at: datetime = Field(sa_type=UtcDateTime)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    rank: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})  # 0 stands above the others
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # until when an answer was promised
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # when the clock looks at the case next
    stage: str = Field(default="", sa_column_kwargs=_EMPTY)  # what the clock has said on it since it last changed
    acted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # when staff last did something
    replied_event: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})  # the newest answer's line
    replied_by: str = Field(default="", sa_column_kwargs=_EMPTY)
    merged_into: str = Field(default="", sa_column_kwargs=_EMPTY)  # the number of the case that goes on
    burst_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # when the person's present minute began
    burst: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})  # messages within it
    banned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # since when the person is not heard


class InquiryEventRow(SQLModel, table=True):
    """One line of a case's history: who, what, when."""

    __tablename__ = "inquiry_event"
    __table_args__ = FRESH_IDS

    id: int | None = Field(default=None, primary_key=True)
    inquiry_id: int = Field(foreign_key="inquiry.id", index=True, ondelete="CASCADE")
    at: datetime = Field(sa_type=UtcDateTime)
    by: str
    name: str = ""
    what: str
    text: str = ""
    ref: str = Field(default="", index=True)
    attachments: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)


class PostRow(SQLModel, table=True):
    """A message of ours that belongs to a case, so that a reply to it finds the case again.

    With `is_person` a reply to it goes to the person; `copy_of` is the message whose words it shows, `*` all of them.
    """

    __tablename__ = "post"

    platform: str = Field(primary_key=True)
    account: str = Field(primary_key=True, default="")
    address: str = Field(primary_key=True)
    ref: str = Field(primary_key=True)
    inquiry_id: int = Field(foreign_key="inquiry.id", index=True, ondelete="CASCADE")
    is_person: bool = False
    copy_of: str = ""


class ThreadRow(SQLModel, table=True):
    """The topic or thread that stands for a case in a staff room, as it was headed last."""

    __tablename__ = "thread"
    __table_args__ = (Index("thread_by_ref", "platform", "account", "address", "ref"),)

    inquiry_id: int = Field(foreign_key="inquiry.id", primary_key=True, ondelete="CASCADE")
    platform: str = Field(primary_key=True)
    account: str = Field(primary_key=True, default="")
    address: str = Field(primary_key=True)
    ref: str
    title: str = ""
    open: bool = True


class PositionRow(SQLModel, table=True):
    """How far a platform's stream was taken, committed with what it brought."""

    __tablename__ = "position"

    name: str = Field(primary_key=True)
    value: str


class OutboxRow(SQLModel, table=True):
    """A message to be sent, committed together with what caused it."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_open", "platform", "priority", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
        Index(
            "outbox_open_by_chat", "platform", "account", "address", "id",
            sqlite_where=_UNSENT, postgresql_where=_UNSENT,
        ),
        FRESH_IDS,
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    account: str = ""
    address: str = Field(index=True)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: OutboxState = Field(default=OutboxState.DUE, sa_type=String)
    priority: int = 0
    attempts: int = 0
    doubts: int = 0
    not_before: datetime = Field(sa_type=UtcDateTime)
    not_after: datetime | None = Field(default=None, sa_type=UtcDateTime)
    transaction_id: str = Field(unique=True)
    inquiry_id: int | None = Field(default=None, foreign_key="inquiry.id", index=True, ondelete="SET NULL")
    created: datetime = Field(sa_type=UtcDateTime)
    changed: datetime = Field(sa_type=UtcDateTime, index=True)
    error: str = ""


class WebLineRow(SQLModel, table=True):
    """One line of a conversation on the web page, kept so that a reload shows it again."""

    __tablename__ = "web_line"
    __table_args__ = FRESH_IDS

    id: int | None = Field(default=None, primary_key=True)
    address: str = Field(index=True)
    outbox_id: int | None = Field(default=None, unique=True)
    message_id: str = ""
    author: str
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    at: datetime = Field(sa_type=UtcDateTime, index=True)


class MatrixKeptRow(SQLModel, table=True):
    """Something from Matrix that cannot be taken yet: an event without its key (still encrypted), an invitation."""

    __tablename__ = "matrix_kept"

    account: str = Field(primary_key=True)
    ref: str = Field(primary_key=True)
    room: str
    kind: str
    source: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    since: datetime = Field(sa_type=UtcDateTime)
    hinted: bool = False


class MatrixOfferRow(SQLModel, table=True):
    """Which buttons stand under a message of ours, so that a reaction to it presses one."""

    __tablename__ = "matrix_offer"

    account: str = Field(primary_key=True)
    ref: str = Field(primary_key=True)
    buttons: list[str] = Field(default_factory=list, sa_type=JSON)
    created: datetime = Field(sa_type=UtcDateTime)


class MatrixMoveRow(SQLModel, table=True):
    """A room that replaces an older one; `chat` is the first of them, under which everything is stored."""

    __tablename__ = "matrix_move"

    account: str = Field(primary_key=True)
    room: str = Field(primary_key=True)
    chat: str


class TelegramMoveRow(SQLModel, table=True):
    """A group that got a new id; `chat` is its first one, under which everything is stored."""

    __tablename__ = "telegram_move"

    account: str = Field(primary_key=True)
    group: str = Field(primary_key=True)
    chat: str


class TelegramMemberRow(SQLModel, table=True):
    """What we call a member of the staff group: two may share a name in Telegram, here they do not."""

    __tablename__ = "telegram_member"
    __table_args__ = (UniqueConstraint("account", "name"),)

    account: str = Field(primary_key=True)
    member: str = Field(primary_key=True)
    name: str


class TallyRow(SQLModel, table=True):
    """How often something happened on a day: counts, no persons."""

    __tablename__ = "tally"

    day: date = Field(primary_key=True)
    platform: str = Field(primary_key=True)
    what: str = Field(primary_key=True)
    topic: str = Field(primary_key=True, default="")
    count: int = 0


class LeaseRow(SQLModel, table=True):
    """What only one process may do, who does it, and until when unless renewed."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True)
    holder: str
    until: datetime = Field(sa_type=UtcDateTime)
