"""How long a seat is kept for somebody in line, and when it is simply theirs."""

from datetime import datetime, time, timedelta, tzinfo

# From so long before the start on a free seat is given at once: there is no time to ask.
AT_ONCE = timedelta(hours=12)
# (at least so long before the start, so long is a seat kept)
KEPT = (
    (timedelta(days=5), timedelta(hours=24)),
    (timedelta(days=2), timedelta(hours=8)),
    (timedelta(0), timedelta(hours=2)),
)
# Nobody has to answer at night, on their own clock.
NIGHT_FROM, NIGHT_TO, MORNING = time(21), time(8), time(10)
# What is left at least to answer when a session is moved near.
LEAST = timedelta(minutes=30)


def offer_until(starts_at: datetime, *, now: datetime, zone: tzinfo) -> datetime | None:
    """Until when a seat that is free now is kept for the next in line; None when it is given at
    once. `zone` is the person's: an offer that would end at their night ends in the morning.
    """
    ahead, latest = starts_at - now, starts_at - AT_ONCE
    if ahead <= AT_ONCE:
        return None
    length = next(kept for least, kept in KEPT if ahead >= least)
    until = min(now + length, latest)
    morning = _morning_after(until, zone)
    return min(morning, latest) if morning else until


def offer_until_after_move(until: datetime, starts_at: datetime, *, now: datetime) -> datetime:
    """Until when an open offer stands once its session is at another time: never longer than it
    did, with half an hour to answer, and never beyond the start.
    """
    least = max(now + LEAST, starts_at - AT_ONCE)
    return min(until, least, starts_at)


def _morning_after(moment: datetime, zone: tzinfo) -> datetime | None:
    local = moment.astimezone(zone)
    clock = local.time()
    if NIGHT_TO <= clock < NIGHT_FROM:
        return None
    day = local.date() + timedelta(days=clock >= NIGHT_FROM)
    return datetime.combine(day, MORNING, zone).astimezone(moment.tzinfo)
