"""When a pair hears of a planned meeting before it, and is asked about it afterwards. Pure."""

from datetime import datetime, timedelta
from uuid import UUID

DAY_BEFORE, HOUR_BEFORE = timedelta(days=1), timedelta(hours=1)
AFTERWARDS = timedelta(minutes=15)
# From when on nobody remembers, and the question is worthless.
WORTH_ASKING = timedelta(days=7)


def reminder_at(starts_at: datetime, now: datetime) -> datetime | None:
    """A day before, or an hour before when that is over already; None for one that begins sooner
    or was planned within the day: whoever plans it knows of it.
    """
    day_before, hour_before = starts_at - DAY_BEFORE, starts_at - HOUR_BEFORE
    if now < day_before:
        return day_before
    return hour_before if now < hour_before - HOUR_BEFORE else None


def question_at(ends_at: datetime) -> datetime:
    """When they are asked whether they met."""
    return ends_at + AFTERWARDS


def key_of(meeting_id: UUID, sequence: int) -> str:
    """Names a meeting as it stands: for one that was moved there are other messages."""
    return f"{meeting_id}:{sequence}"


def read_key(dedupe_key: str) -> tuple[UUID, int]:
    """The meeting and its sequence, of a message's key that ends so."""
    meeting_id, sequence = dedupe_key.rsplit(":", 2)[-2:]
    return UUID(meeting_id), int(sequence)
