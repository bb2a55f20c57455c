"""Warm introductions and the freshness of the directory."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "introduction",
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        _moment("consent_at", nullable=False),
        _moment("sent_at"),
        sa.Column("sent_by", sa.String(), nullable=False),
        _moment("answered_at"),
        _moment("followed_up_at"),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("inquiry_id"),
    )
    op.create_table(
        "entry",
        sa.Column("actor", sa.String(), nullable=False),
        _moment("asked_at"),
        _moment("confirmed_at"),
        sa.PrimaryKeyConstraint("actor"),
    )
    op.create_table(
        "entry_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        _moment("at", nullable=False),
        _moment("handled_at"),
        sa.Column("handled_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_introduction_state", "introduction", ["state"])
    for column in ("actor", "at", "handled_at"):
        op.create_index(f"ix_entry_proposal_{column}", "entry_proposal", [column])


def downgrade() -> None:
    for table in ("entry_proposal", "entry", "introduction"):
        op.drop_table(table)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
