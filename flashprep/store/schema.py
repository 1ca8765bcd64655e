"""The tables of a profile's database.

Times are ISO 8601 in UTC, days are numbers of local study days, structured values are JSON: a
person with the ``sqlite3`` shell can read every row.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

SCHEMA_VERSION = 3
"""Raised with every migration; stored in ``PRAGMA user_version``."""

REVISION = "0003"
"""Alembic's name for ``SCHEMA_VERSION``."""

VERSION_TABLE = "CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT PRIMARY KEY)"
"""Alembic's own table, made here so that a new database equals a migrated one."""

metadata = MetaData()

decks = Table(
    "decks",
    metadata,
    Column("path", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("domain", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("mtime_ns", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("present", Boolean, nullable=False),
    Column("faults", JSON, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("deck", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("domain", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("tier", Text, nullable=False),
    Column("needs", JSON, nullable=False),
    Column("question", Text, nullable=False),
    Column("content", JSON, nullable=False),
    Column("present", Boolean, nullable=False),
    Index("notes_deck", "deck"),
)

cards = Table(
    "cards",
    metadata,
    Column("id", Text, primary_key=True),
    Column("note", Text, nullable=False),
    Column("variant", Text, nullable=False),
    Column("present", Boolean, nullable=False),
    Index("cards_note", "note"),
)

memory = Table(
    "memory",
    metadata,
    Column("card", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("step", Integer),
    Column("stability", Float),
    Column("difficulty", Float),
    Column("due", Text),
    Column("due_day", Integer),
    Column("last_review", Text),
    Column("last_day", Integer),
    Column("reps", Integer, nullable=False),
    Column("lapses", Integer, nullable=False),
    Column("suspended", Boolean, nullable=False),
    Column("buried_until", Integer),
    Column("marked", Boolean, nullable=False),
    Column("first_rating", Integer),
    Column("latest", Text),
)
"""The state of each card that was ever touched.

``first_rating`` and ``latest`` repeat what the log says: the first grade of the card, and the marks
(``core.evidence.mark``) of the latest that speak of mastery, the oldest first. Readiness would
otherwise have to read a log of years for them.
"""

reviews = Table(
    "reviews",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("device", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("card", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("options", Integer, nullable=False),
    Column("rating", Integer),
    Column("duration_ms", Integer, nullable=False),
    Column("ticks", JSON, nullable=False),
    Column("tick_count", Integer, nullable=False),
    Column("before", JSON, nullable=False),
    Column("feeders", JSON, nullable=False),
    Column("target", Text),
    Column("crc", Integer, nullable=False),
    Column("interval", Integer),
    Index("reviews_card", "card", "seq"),
    Index("reviews_day", "day"),
    Index("reviews_target", "target"),
)

options = Table(
    "options",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("values", JSON, nullable=False),
    Column("since", Text, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", JSON, nullable=False),
)

facts = Table(
    "facts", metadata, Column("name", Text, primary_key=True), Column("value", JSON, nullable=False)
)
"""What the program remembers for itself: the device id, the window's place, open questions."""

shipped = Table(
    "shipped",
    metadata,
    Column("name", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("base", LargeBinary, nullable=False),
)
"""The text of each deck as the program last shipped it: the base of the three-way merge."""

mocks = Table(
    "mocks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("domain", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("passed", Integer, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("predicted", Float, nullable=False),
    Column("notes", Text, nullable=False),
)
"""Mock interviews; ``predicted`` is what the cards alone said of the domain on that day."""

readiness_days = Table(
    "readiness_days",
    metadata,
    Column("day", Integer, primary_key=True),
    Column("domain", Text, primary_key=True),
    Column("target", Integer, nullable=False),
    Column("mean", Float),
    Column("lo", Float),
    Column("hi", Float),
    Column("bar", Float, nullable=False),
    Column("coverage", Float, nullable=False),
)
"""Readiness as it was on each study day, for the day ``target``: the past of the trend."""
