"""Times as a person writes them on the command line."""

from __future__ import annotations

import argparse
from datetime import datetime

from flashprep.core.i18n import _


def moment(text: str) -> datetime:
    """Return an ISO 8601 time as an aware local datetime; raise ``ArgumentTypeError`` if none."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        message = _("{text} is no ISO 8601 time such as 2026-03-01T19:30 or 2026-03-01T19:30Z.")
        raise argparse.ArgumentTypeError(message.format(text=text)) from None
