"""What Matrix needs to lose nothing: events kept for later, reactions that are buttons, rooms that moved."""

import sqlalchemy as sa
from alembic import op

import bot.store.times

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "matrix_kept",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("since", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.Column("hinted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("account", "ref"),
    )
    op.create_table(
        "matrix_offer",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("created", bot.store.times.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", "ref"),
    )
    op.create_table(
        "matrix_move",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("account", "room"),
    )


def downgrade() -> None:
    op.drop_table("matrix_move")
    op.drop_table("matrix_offer")
    op.drop_table("matrix_kept")
