"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _decks()
    _study()
    _progress()
    op.create_table(
        "settings",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
    )
    op.create_table(
        "facts",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
    )


def _decks() -> None:
    op.create_table(
        "decks",
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("domain", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("mtime_ns", sa.Integer, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("present", sa.Boolean, nullable=False),
        sa.Column("faults", sa.JSON, nullable=False),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("deck", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("domain", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("tier", sa.Text, nullable=False),
        sa.Column("needs", sa.JSON, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("present", sa.Boolean, nullable=False),
    )
    op.create_index("notes_deck", "notes", ["deck"])
    op.create_table(
        "cards",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("variant", sa.Text, nullable=False),
        sa.Column("present", sa.Boolean, nullable=False),
    )
    op.create_index("cards_note", "cards", ["note"])
    op.create_table(
        "shipped",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("base", sa.LargeBinary, nullable=False),
    )


def _study() -> None:
    op.create_table(
        "memory",
        sa.Column("card", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("step", sa.Integer),
        sa.Column("stability", sa.Float),
        sa.Column("difficulty", sa.Float),
        sa.Column("due", sa.Text),
        sa.Column("due_day", sa.Integer),
        sa.Column("last_review", sa.Text),
        sa.Column("last_day", sa.Integer),
        sa.Column("reps", sa.Integer, nullable=False),
        sa.Column("lapses", sa.Integer, nullable=False),
        sa.Column("suspended", sa.Boolean, nullable=False),
        sa.Column("buried_until", sa.Integer),
        sa.Column("marked", sa.Boolean, nullable=False),
    )
    op.create_table(
        "reviews",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("time", sa.Text, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("options", sa.Integer, nullable=False),
        sa.Column("rating", sa.Integer),
        sa.Column("duration_ms", sa.Integer, nullable=False),
        sa.Column("ticks", sa.JSON, nullable=False),
        sa.Column("tick_count", sa.Integer, nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("feeders", sa.JSON, nullable=False),
        sa.Column("target", sa.Text),
        sa.Column("crc", sa.Integer, nullable=False),
    )
    op.create_index("reviews_card", "reviews", ["card"])
    op.create_index("reviews_day", "reviews", ["day"])
    op.create_index("reviews_target", "reviews", ["target"])
    op.create_table(
        "options",
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("values", sa.JSON, nullable=False),
        sa.Column("since", sa.Text, nullable=False),
    )


def _progress() -> None:
    op.create_table(
        "mocks",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("domain", sa.Text, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("passed", sa.Integer, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("predicted", sa.Float, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
    )
    op.create_table(
        "readiness_days",
        sa.Column("day", sa.Integer, primary_key=True),
        sa.Column("domain", sa.Text, primary_key=True),
        sa.Column("target", sa.Integer, nullable=False),
        sa.Column("mean", sa.Float),
        sa.Column("lo", sa.Float),
        sa.Column("hi", sa.Float),
        sa.Column("bar", sa.Float, nullable=False),
        sa.Column("coverage", sa.Float, nullable=False),
    )
