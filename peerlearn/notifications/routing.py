"""Whether a message goes out now, by the choices of the person whom it is for.

Only messages that one can do without are held back. One that would come too late never is: a
reminder ten minutes before a session goes in quiet hours too.
"""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import connection

from peerlearn.notifications.groups import OPTIONAL, is_optional
from peerlearn.notifications.models import MAILS_A_DAY, Notification
from peerlearn.notifications.queries import DIGEST
from peerlearn.notifications.rules import end_of_quiet, next_digest

State = Notification.State

# One question a mail: the person's choices, and how many of theirs were mailed on their day.
CHOICES = """
SELECT reader.zone, chosen.quiet_from, chosen.quiet_until,
       CASE WHEN chosen.id IS NULL THEN %s ELSE chosen.mails_a_day END,
       EXISTS (SELECT FROM switched_off off WHERE off.organization_id = reader.organization_id
               AND off.person_id = reader.id AND off.channel = 'mail' AND off."group" = %s),
       (SELECT count(*) FROM notification mailed
        WHERE mailed.organization_id = reader.organization_id AND mailed.person_id = reader.id
        AND mailed.state = 'sent' AND mailed."group" = ANY(%s) AND mailed.finished_at
          >= date_trunc('day', now() AT TIME ZONE reader.zone) AT TIME ZONE reader.zone)
FROM (SELECT organization_id, id, coalesce(nullif(time_zone, ''), %s) AS zone FROM person
      WHERE organization_id = %s AND id = %s) reader
LEFT JOIN message_choices chosen
  ON (chosen.organization_id, chosen.person_id) = (reader.organization_id, reader.id)"""


@dataclass(frozen=True)
class Route:
    """What becomes of a message: sent now, or in a state, or again at a time, or in the daily mail
    of a time.
    """

    state: Notification.State = State.SENT
    at: datetime | None = None


@dataclass(frozen=True)
class Reader:
    """What decides about one message to one person."""

    zone: ZoneInfo
    quiet_from: time | None
    quiet_until: time | None
    mails_a_day: int | None
    is_off: bool
    mailed_today: int


def route_of(row: Notification, *, house_zone: str, now: datetime) -> Route:
    """What becomes of a message that is due and still stands."""
    is_daily = row.kind == DIGEST
    if row.person_id is None or not (is_daily or is_optional(row.group)):
        return Route()
    reader = _reader(row, house_zone)
    if reader.is_off:
        return Route(State.SKIPPED)
    quiet = end_of_quiet(now, reader.zone, reader.quiet_from, reader.quiet_until)
    if quiet is not None and _can_wait(row, quiet):
        return Route(State.PENDING, quiet)
    if reader.mails_a_day is not None and not is_daily:
        morning = next_digest(now, reader.zone)
        if _can_wait(row, morning) and reader.mailed_today >= reader.mails_a_day:
            return Route(State.HELD, morning)
    return Route()


def _can_wait(row: Notification, until: datetime) -> bool:
    return row.expires_at is None or until < row.expires_at


def _reader(row: Notification, house_zone: str) -> Reader:
    with connection.cursor() as cursor:
        keys = [str(row.organization_id), str(row.person_id)]
        cursor.execute(CHOICES, [MAILS_A_DAY, row.group, list(OPTIONAL), house_zone, *keys])
        zone, quiet_from, quiet_until, mails_a_day, is_off, mailed = cursor.fetchone()
    return Reader(ZoneInfo(zone), quiet_from, quiet_until, mails_a_day, is_off, mailed)
