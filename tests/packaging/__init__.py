"""Tests of packaging/: the bootstrap and the lock file."""
