"""Subscriptions to events, reminders, and what was told to whom."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subscription",
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("rhythm", sa.String(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=False),
        sa.Column("quiet_to", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        _moment("agreed_at"),
        _moment("changed_at"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id"),
    )
    op.create_table(
        "subscription_choice",
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["subscription.chat_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id", "kind", "slug"),
    )
    op.create_table(
        "reminder",
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        _moment("agreed_at"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id", "event"),
    )
    op.create_table(
        "event_told",
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        _moment("at"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id", "event", "what"),
    )
    op.create_index("ix_subscription_rhythm", "subscription", ["rhythm"])
    op.create_index("subscription_choice_by_slug", "subscription_choice", ["kind", "slug", "chat_id"])
    op.create_index("ix_reminder_event", "reminder", ["event"])
    op.create_index("event_told_by_event", "event_told", ["event", "what", "chat_id"])


def downgrade() -> None:
    for table in ("event_told", "reminder", "subscription_choice", "subscription"):
        op.drop_table(table)


def _moment(name: str) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
