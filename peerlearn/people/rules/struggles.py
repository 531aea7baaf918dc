"""When a struggle is shown to colleagues who marked the same, and how many there may be. Pure."""

from datetime import datetime, timedelta

SHOWN_AFTER = timedelta(days=7)
"""So long a mark must stand, on both sides: to mark, look and take it off is no way to ask."""
MOST_STRUGGLES = 20


def shown_from(told_at: datetime) -> datetime:
    """From when on a struggle counts that was marked at a time."""
    return told_at + SHOWN_AFTER


def told_before(now: datetime) -> datetime:
    """When a struggle was marked at the latest that counts now."""
    return now - SHOWN_AFTER
