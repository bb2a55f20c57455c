"""The web desk: users, sessions, drafts, who is looking, what was done; and the indexes of its lists."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LOST = sa.text("state IN ('failed', 'blocked', 'uncertain')")


def upgrade() -> None:
    op.create_table(
        "desk_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "desk_link",
        sa.Column("once", sa.String(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("once"),
    )
    op.create_table(
        "desk_session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["desk_user.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "desk_draft", *_of_user_and_case(), sa.Column("text", sa.String(), nullable=False), _moment("changed")
    )
    op.create_table("desk_gaze", *_of_user_and_case(), _moment("at"))
    op.create_table(
        "desk_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_desk_link_expires", "desk_link", ["expires"])
    op.create_index("ix_desk_session_user_id", "desk_session", ["user_id"])
    op.create_index("ix_desk_session_last_seen", "desk_session", ["last_seen"])
    op.create_index("ix_desk_draft_inquiry_id", "desk_draft", ["inquiry_id"])
    op.create_index("ix_desk_gaze_inquiry_id", "desk_gaze", ["inquiry_id"])
    op.create_index("ix_desk_audit_at", "desk_audit", ["at"])
    op.create_index("inquiry_by_owner", "inquiry", ["owner", "state", "changed_at", "id"])
    op.create_index("outbox_lost", "outbox", ["inquiry_id"], sqlite_where=LOST, postgresql_where=LOST)


def downgrade() -> None:
    op.drop_index("outbox_lost", "outbox")
    op.drop_index("inquiry_by_owner", "inquiry")
    for table in ("desk_audit", "desk_gaze", "desk_draft", "desk_session", "desk_link", "desk_user"):
        op.drop_table(table)


def _of_user_and_case() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["desk_user.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "inquiry_id"),
    ]


def _moment(name: str) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
