"""The first tables."""

import sqlalchemy as sa
from alembic import op

import bot.store.times

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("first_seen", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_seen", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("platform", "account", "address"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chat_last_seen"), ["last_seen"], unique=False)

    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "seen",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("at", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", "account", "event_id"),
    )
    with op.batch_alter_table("seen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seen_at"), ["at"], unique=False)

    op.create_table(
        "tally",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "platform", "what", "topic"),
    )
    op.create_table(
        "web_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("at", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("outbox_id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("web_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_line_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_web_line_at"), ["at"], unique=False)

    op.create_table(
        "button",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("created", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.Column("pressed_at", bot.store.times.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("button", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_button_chat_id"), ["chat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_button_expires"), ["expires"], unique=False)

    op.create_table(
        "inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("flag", sa.String(), nullable=False),
        sa.Column("consent_at", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.Column("opened_at", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_at", bot.store.times.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.create_index("inquiry_by_state", ["state", "changed_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiry_chat_id"), ["chat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiry_closed_at"), ["closed_at"], unique=False)

    op.create_table(
        "inquiry_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("at", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("inquiry_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inquiry_event_inquiry_id"), ["inquiry_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column("not_before", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.Column("transaction_id", sa.String(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.Column("created", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("transaction_id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_changed"), ["changed"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_inquiry_id"), ["inquiry_id"], unique=False)
        batch_op.create_index(
            "outbox_open",
            ["platform", "priority", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('due', 'sending', 'uncertain')"),
            postgresql_where=sa.text("state IN ('due', 'sending', 'uncertain')"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "outbox_open",
            sqlite_where=sa.text("state IN ('due', 'sending', 'uncertain')"),
            postgresql_where=sa.text("state IN ('due', 'sending', 'uncertain')"),
        )
        batch_op.drop_index(batch_op.f("ix_outbox_inquiry_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_changed"))
        batch_op.drop_index(batch_op.f("ix_outbox_address"))

    op.drop_table("outbox")
    with op.batch_alter_table("inquiry_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inquiry_event_inquiry_id"))

    op.drop_table("inquiry_event")
    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inquiry_closed_at"))
        batch_op.drop_index(batch_op.f("ix_inquiry_chat_id"))
        batch_op.drop_index("inquiry_by_state")

    op.drop_table("inquiry")
    with op.batch_alter_table("button", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_button_expires"))
        batch_op.drop_index(batch_op.f("ix_button_chat_id"))

    op.drop_table("button")
    with op.batch_alter_table("web_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_line_at"))
        batch_op.drop_index(batch_op.f("ix_web_line_address"))

    op.drop_table("web_line")
    op.drop_table("tally")
    with op.batch_alter_table("seen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seen_at"))

    op.drop_table("seen")
    op.drop_table("lease")
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chat_last_seen"))

    op.drop_table("chat")
