"""What the calendar's pages show of a month or a week."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from matching.queries.own_calendar import meeting_entries
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.rules.weeks import Day, spread

# In a span of some weeks; a calendar of more says nothing.
MOST = 2000


@dataclass(frozen=True)
class Entry:
    """A session, or a meeting of a pair or a circle, as one person sees it.

    `mark` says in a word how they stand to it, or how it stands; `icon` and `tone` say the same.
    """

    starts_at: datetime
    ends_at: datetime
    title: str
    url: str
    mark: str = ""
    icon: str = ""
    tone: str = ""


def days_of(
    person: Person,
    sessions: QuerySet[LearningSession],
    days: Collection[date],
    zone: tzinfo,
    *,
    most: int,
    with_meetings: bool,
) -> dict[date, Day[Entry]]:
    """What begins on each of some days that follow each other. Five queries, two for meetings."""
    since, until = span_of(days, zone)
    found = sessions.filter(starts_at__gte=since, starts_at__lt=until).order_by("starts_at", "id")
    entries = _entries(person, list(found.select_related("organization")[:MOST]))
    if with_meetings:
        entries += [
            Entry(one.starts_at, one.ends_at, one.summary, one.url, _("yours"), "users", "mine")
            for one in meeting_entries(person, since=since, until=until)
        ]
    return spread(entries, days, zone, most=most)


def span_of(days: Collection[date], zone: tzinfo) -> tuple[datetime, datetime]:
    """From the first midnight to the last, on the clocks of a zone."""
    first, last = min(days), max(days)
    begin = datetime(first.year, first.month, first.day, tzinfo=zone)
    end = datetime(last.year, last.month, last.day, 23, 59, 59, 999999, tzinfo=zone)
    return begin, end


def _entries(person: Person, shown: Sequence[LearningSession]) -> list[Entry]:
    ids = [one.pk for one in shown]
    held = Booking.objects.filter(person=person, learning_session__in=ids)
    booked = set(
        held.exclude(state__in=Booking.GIVEN_BACK).values_list("learning_session_id", flat=True)
    )
    waiting = set(
        WaitlistEntry.objects.filter(
            person=person, learning_session__in=ids, state__in=WaitlistEntry.OPEN
        ).values_list("learning_session_id", flat=True)
    )
    return [_entry(one, person, booked, waiting) for one in shown]


def _entry(
    one: LearningSession, person: Person, booked: Collection[UUID], waiting: Collection[UUID]
) -> Entry:
    mark, icon, tone = _standing(one, person, booked, waiting)
    url = org_reverse(one.organization, "sessions:detail", one.id)
    return Entry(one.starts_at, one.ends_at, one.title, url, mark, icon, tone)


def _standing(
    one: LearningSession, person: Person, booked: Collection[UUID], waiting: Collection[UUID]
) -> tuple[str, str, str]:
    if one.is_cancelled:
        return _("cancelled"), "calendar-x", "off"
    if one.is_draft:
        return _("draft"), "pencil", "draft"
    if own := _own_part(one, person, booked, waiting):
        return (*own, "mine")
    if one.is_on and one.is_full:
        return _("full"), "ban", ""
    return "", "", ""


def _own_part(
    one: LearningSession, person: Person, booked: Collection[UUID], waiting: Collection[UUID]
) -> tuple[str, str] | None:
    if one.is_led_by(person):
        return _("you lead it"), "presentation"
    if one.pk in booked:
        return _("booked"), "check"
    if one.pk in waiting:
        return _("you are waiting"), "hourglass"
    return None
