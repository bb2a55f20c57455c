"""Learning: proposals, drafts and what was approved, with its history."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "learning_proposal",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "topic", "language", "text")),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "topic", "language", "text"),
    )
    op.create_table(
        "curated",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("editor", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "curated_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("curated_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "what", "text")),
        sa.ForeignKeyConstraint(["curated_id"], ["curated.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "curated_revision",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_index("ix_learning_proposal_day", "learning_proposal", ["day"])
    op.create_index("curated_by_state", "curated", ["state", "id"])
    op.create_index("ix_curated_event_curated_id", "curated_event", ["curated_id"])


def downgrade() -> None:
    for table in ("curated_event", "curated", "curated_revision", "learning_proposal"):
        op.drop_table(table)
