"""What messengers with threads, edits and files need."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "position",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "post",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("is_person", sa.Boolean(), nullable=False),
        sa.Column("copy_of", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("platform", "account", "address", "ref"),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_inquiry_id"), ["inquiry_id"], unique=False)
    op.create_table(
        "thread",
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("inquiry_id", "platform", "account", "address"),
    )
    with op.batch_alter_table("thread", schema=None) as batch_op:
        batch_op.create_index("thread_by_ref", ["platform", "account", "address", "ref"], unique=False)
    with op.batch_alter_table("button", schema=None) as batch_op:
        batch_op.create_index("button_newest", ["chat_id", "batch"], unique=False)
        batch_op.drop_index(batch_op.f("ix_button_chat_id"))
    still_open = sa.text("state IN ('due', 'sending', 'uncertain')")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "outbox_open_by_chat",
            ["platform", "account", "address", "id"],
            unique=False,
            sqlite_where=still_open,
            postgresql_where=still_open,
        )
    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("topic", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.alter_column("topic", server_default=None)
    with op.batch_alter_table("inquiry_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ref", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("attachments", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.create_index(batch_op.f("ix_inquiry_event_ref"), ["ref"], unique=False)
    with op.batch_alter_table("inquiry_event", schema=None) as batch_op:  # the defaults were for the rows there are
        batch_op.alter_column("ref", server_default=None)
        batch_op.alter_column("attachments", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("outbox_open_by_chat")
    with op.batch_alter_table("button", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_button_chat_id"), ["chat_id"], unique=False)
        batch_op.drop_index("button_newest")
    with op.batch_alter_table("inquiry_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inquiry_event_ref"))
        batch_op.drop_column("attachments")
        batch_op.drop_column("ref")
    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.drop_column("topic")
    op.drop_table("thread")
    op.drop_table("post")
    op.drop_table("position")
