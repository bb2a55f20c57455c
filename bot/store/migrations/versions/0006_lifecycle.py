"""The life of an inquiry: promises, priority, tags, merging, what staff have seen, kept threats."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BY_STATE = ["state", "rank", "changed_at", "id"]
LOST = sa.text("state IN ('failed', 'blocked', 'uncertain')")
CLOCKED, CROWDED = sa.text("next_at IS NOT NULL"), sa.text("burst > 3")


def upgrade() -> None:
    for column in _columns():  # each with a default of the database, so that no table is written anew
        op.add_column("inquiry", column)
    op.drop_index("inquiry_by_state", "inquiry")
    op.drop_index("inquiry_by_owner", "inquiry")
    op.create_index("inquiry_by_state", "inquiry", BY_STATE)
    op.create_index("inquiry_by_owner", "inquiry", ["owner", *BY_STATE])
    op.drop_index("outbox_lost", "outbox")
    op.create_index("outbox_lost", "outbox", ["inquiry_id", "changed"], sqlite_where=LOST, postgresql_where=LOST)
    op.create_index("inquiry_clocked", "inquiry", ["next_at"], sqlite_where=CLOCKED, postgresql_where=CLOCKED)
    op.create_index("inquiry_crowded", "inquiry", ["burst_at"], sqlite_where=CROWDED, postgresql_where=CROWDED)
    op.execute(
        "UPDATE inquiry SET next_at = changed_at WHERE state = 'waiting'"
    )  # the clock looks after them from now on
    op.create_table(
        "inquiry_tag",
        _of_case(),
        sa.Column("tag", sa.String(), nullable=False),
        _case_key(),
        sa.PrimaryKeyConstraint("inquiry_id", "tag"),
    )
    op.create_index("ix_inquiry_tag_tag", "inquiry_tag", ["tag"])
    op.create_table(
        "inquiry_sight",
        _of_case(),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        _case_key(),
        sa.PrimaryKeyConstraint("inquiry_id", "name"),
    )
    op.create_table(
        "colleague",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_index("ix_colleague_seen", "colleague", ["seen"])
    _create_evidence()


def downgrade() -> None:
    for table in ("evidence", "colleague", "inquiry_sight", "inquiry_tag"):
        op.drop_table(table)
    for index in ("inquiry_crowded", "inquiry_clocked", "inquiry_by_owner", "inquiry_by_state"):
        op.drop_index(index, "inquiry")
    op.drop_index("outbox_lost", "outbox")
    op.create_index("outbox_lost", "outbox", ["inquiry_id"], sqlite_where=LOST, postgresql_where=LOST)
    op.create_index("inquiry_by_state", "inquiry", ["state", "changed_at", "id"])
    op.create_index("inquiry_by_owner", "inquiry", ["owner", "state", "changed_at", "id"])
    for column in reversed(_columns()):
        op.drop_column("inquiry", column.name)


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("rank", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stage", sa.String(), nullable=False, server_default=sa.text("''")),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replied_event", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("replied_by", sa.String(), nullable=False, server_default=sa.text("''")),
        sa.Column("merged_into", sa.String(), nullable=False, server_default=sa.text("''")),
        sa.Column("burst_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("burst", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("banned_at", sa.DateTime(timezone=True), nullable=True),
    ]


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keep_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_evidence_address", "evidence", ["address"])
    op.create_index("ix_evidence_keep_until", "evidence", ["keep_until"])


def _of_case() -> sa.Column[int]:
    return sa.Column("inquiry_id", sa.Integer(), nullable=False)


def _case_key() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], ondelete="CASCADE")
