"""Announcements that are changed, scheduled and reported on, with their history."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NUMBERS = {"version": "1", "sequence": "0", "progress": "0"}
WORDS = ("words_de", "words_en", "editor")
MOMENTS = ("starts_at", "started_at")


def upgrade() -> None:
    for name in WORDS:
        op.add_column("announcement", sa.Column(name, sa.String(), nullable=False, server_default=sa.text("''")))
    for name, value in NUMBERS.items():
        column = sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text(value))
        op.add_column("announcement", column)
    for name in MOMENTS:
        op.add_column("announcement", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("announcement", sa.Column("report", sa.JSON(), nullable=True))
    op.execute("UPDATE announcement SET started_at = approved_at, editor = author")
    op.create_table(
        "announcement_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcement.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_announcement_step_announcement_id", "announcement_step", ["announcement_id"])


def downgrade() -> None:
    op.drop_table("announcement_step")
    for name in ("report", *MOMENTS, *NUMBERS, *WORDS):
        op.drop_column("announcement", name)
