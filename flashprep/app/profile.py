"""The profile folder: where a person's decks and progress lie, and whether it can be used."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from flashprep.core.errors import ProfileError
from flashprep.core.i18n import _

VARIABLE = "FLASHPREP_PROFILE"


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile's places; everything of it lies in one folder that can be copied away."""

    folder: Path

    @property
    def database(self) -> Path:
        """Return the file that holds the progress."""
        return self.folder / "flashprep.db"

    @property
    def decks(self) -> Path:
        """Return the folder of the person's decks."""
        return self.folder / "decks"

    @property
    def cache(self) -> Path:
        """Return the folder of rendered cards, which may be deleted at any time."""
        return self.folder / "cache"


def locate(named: str | None = None) -> Profile:
    """Return the profile that is named, else the environment's, else the platform's default."""
    chosen = named or os.environ.get(VARIABLE)
    if chosen:
        return Profile(Path(chosen).expanduser().absolute())
    from platformdirs import user_data_path

    return Profile(user_data_path("flashprep", appauthor=False))


def prepare(profile: Profile) -> None:
    """Make the profile's folders; raise ``ProfileError`` when they cannot be written."""
    hint = _("Check its permissions, or name another folder with --profile DIR or {variable}.")
    hint = hint.format(variable=VARIABLE)
    try:
        profile.decks.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise ProfileError(
            _("The profile {folder} is not a folder.").format(folder=profile.folder), hint
        ) from error
    except OSError as error:
        raise ProfileError(
            _("The profile folder {folder} cannot be made: {reason}.").format(
                folder=profile.folder, reason=error.strerror
            ),
            hint,
        ) from error
    if not os.access(profile.folder, os.W_OK | os.X_OK):
        raise ProfileError(
            _("The profile folder {folder} cannot be written.").format(folder=profile.folder), hint
        )
