"""Alembic's steps between schema versions; nothing of it is imported before one is due.

upgrade    brings a database to the newest version: backup first, then one transaction
versions   one file a version, in Alembic's form; 0001 is the first schema,
           0002 keeps the interval that a grade gave,
           0003 a card's first and latest grades beside its state

A new version: raise ``SCHEMA_VERSION`` and ``REVISION`` in ``store.schema``, change the tables
there, and add ``versions/000n_what_changed.py`` whose ``upgrade`` does the same to an old database.
Tests compare both ways.
"""
