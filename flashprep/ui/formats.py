"""Times, intervals and counts as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashprep.core.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_IN_DAYS, _IN_MONTHS = 60, 730
"""Up to two months days read better than months, up to two years months than years."""


def interval(span: timedelta) -> str:
    """Return the time until a card is due: ``10 min``, ``5 days``, ``3 months``, ``1.2 years``."""
    seconds = span.total_seconds()
    days = round(seconds / _DAY)
    if seconds < _HOUR:
        minutes = max(1, round(seconds / _MINUTE))
        return _("{n} min").format(n=minutes)
    if seconds < _DAY:
        hours = round(seconds / _HOUR)
        return ngettext("{n} hour", "{n} hours", hours).format(n=hours)
    if days < _IN_DAYS:
        return ngettext("{n} day", "{n} days", days).format(n=days)
    if days < _IN_MONTHS:
        months = round(days / 30.44)
        return ngettext("{n} month", "{n} months", months).format(n=months)
    return _("{n:.1f} years").format(n=days / 365.25)


def minutes(seconds: float) -> str:
    """Return a span as ``< 1 min``, ``12 min`` or ``1 h 05 min``."""
    whole = round(seconds / _MINUTE)
    if 0 < seconds < _MINUTE:
        return _("< 1 min")
    if whole < _MINUTE:
        return _("{n} min").format(n=whole)
    return _("{h} h {m:02d} min").format(h=whole // 60, m=whole % 60)


def clock(seconds: float) -> str:
    """Return a running time as ``1:05``."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def cards(count: int) -> str:
    """Return ``1 card`` or ``12 cards``."""
    return ngettext("{n} card", "{n} cards", count).format(n=count)


def left_over(due: int, new: int) -> str:
    """Return ``1 review and 20 new cards``, or only what there is."""
    reviews = ngettext("{n} review", "{n} reviews", due).format(n=due)
    fresh = ngettext("{n} new card", "{n} new cards", new).format(n=new)
    if due and new:
        return _("{reviews} and {new}").format(reviews=reviews, new=fresh)
    return reviews if due else fresh


def when(moment: datetime, now: datetime) -> str:
    """Return a time as ``in 12 min``, ``at 18:30``, ``tomorrow at 04:00`` or with its date."""
    local = moment.astimezone(now.tzinfo)
    ahead = (local - now).total_seconds()
    if ahead < _HOUR:
        return _("in {span}").format(span=minutes(max(ahead, _MINUTE)))
    time = f"{local:%H:%M}"
    days = (local.date() - now.date()).days
    if days == 0:
        return _("at {time}").format(time=time)
    if days == 1:
        return _("tomorrow at {time}").format(time=time)
    return _("on {date} at {time}").format(date=day(local.date()), time=time)


def next_day(moment: datetime, now: datetime) -> str:
    """Return the day of a later moment as ``tomorrow``, or with its date."""
    local = moment.astimezone(now.tzinfo)
    return _("tomorrow") if (local.date() - now.date()).days <= 1 else day(local.date())


def day(when: date) -> str:
    """Return a date as ``Tue 24 Nov 2026``."""
    return f"{when:%a} {when.day} {when:%b %Y}"


def short_day(when: date) -> str:
    """Return a date as ``24 Nov 26``."""
    return f"{when.day} {when:%b %y}"


def countdown(days: int) -> str:
    """Return how far the interview is."""
    if days < 0:
        return _("The interview date is past")
    if days == 0:
        return _("The interview is today")
    return ngettext("{n} day to the interview", "{n} days to the interview", days).format(n=days)


def percent(share: float) -> str:
    """Return a share of one as a whole percentage."""
    return f"{share * 100:.0f} %"
