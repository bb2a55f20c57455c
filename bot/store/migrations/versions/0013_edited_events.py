"""Events as staff make and change them at the desk, with their history."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edited_event",
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("live", sa.JSON(), nullable=True),
        sa.Column("draft", sa.JSON(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("author", "editor")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("event"),
    )
    op.create_table(
        "edited_event_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "what", "text")),
        sa.ForeignKeyConstraint(["event"], ["edited_event.event"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_edited_event_step_event", "edited_event_step", ["event"])


def downgrade() -> None:
    op.drop_table("edited_event_step")
    op.drop_table("edited_event")
