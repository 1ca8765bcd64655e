"""Failures that are not a fault of the program: a plain message, and a hint what to do next."""

from __future__ import annotations


class FlashprepError(Exception):
    """Something a person can mend; anything that is not one of these is a bug.

    ``message`` is one sentence, ``hint`` says what to do next.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return message and hint as one text."""
        return f"{self.message} {self.hint}".strip()


class ProfileError(FlashprepError):
    """The profile folder or its database cannot be read or written."""

    exit_code = 4


class NewerProfileError(ProfileError):
    """The database was written by a newer flashprep; it is left untouched."""


class DeckError(FlashprepError):
    """A deck file cannot be read or written."""


class UnknownCardError(FlashprepError):
    """No card has the id that was given."""


class StaleCardError(FlashprepError):
    """The card was changed elsewhere (another process) since it was shown."""


class NothingToUndoError(FlashprepError):
    """The log holds no grade that could be taken back."""


class SettingError(FlashprepError):
    """A setting's value is outside its range, or no such setting exists."""
