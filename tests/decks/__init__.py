"""Tests of ``flashprep.decks``; the modules mirror those of the source."""
