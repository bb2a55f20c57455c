"""What Telegram needs kept besides the conversations: groups that got a new id, and what we call members of staff."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "telegram_move",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("account", "group"),
    )
    op.create_table(
        "telegram_member",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("member", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("account", "member"),
        sa.UniqueConstraint("account", "name"),
    )


def downgrade() -> None:
    op.drop_table("telegram_member")
    op.drop_table("telegram_move")
