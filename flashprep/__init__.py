"""flashprep: spaced repetition for the Amazon Senior Applied Scientist (L6) interview.

Map of the house (imports run down only): ``__main__`` and ``cli`` start; ``ui`` is the Qt window;
``app`` holds one module per thing a person does; ``decks`` (text to cards), ``render`` (card to
HTML) and ``store`` (rows to values) stand side by side; ``core`` is pure.
"""

__version__ = "0.1.0"
