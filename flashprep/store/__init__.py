"""Rows to values and back: the only room that knows SQLAlchemy.

connection  how the file is connected to, and its errors in plain words
database    one SQLite file: WAL, FULL, one BEGIN IMMEDIATE transaction a write, schema versions
schema      the tables, as SQLAlchemy Core describes them
migrations  Alembic's steps between schema versions (imported only when one is due)
decks       deck files and their notes and cards, as last read
memory      the state of each card
reviews     the append-only log, and the versioned scheduling options
pace        what the plan reads of the log
settings    key and JSON value
mocks       mock interviews, and readiness as it was on past days
evidence    cards and grades as readiness reads them: few columns, many rows
statistics  the narrow rows that the charts are counted from
"""
