"""Calendars that people subscribed to, and what stands in them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from matching.queries.own_calendar import meeting_entries
from peerlearn.notifications.calendar import CalendarEvent
from peerlearn.people.models import Membership, Person
from programs.models import Program
from programs.queries import programs_visible_to
from sessions.calendar_entries import calendar_event
from sessions.models import Booking, CalendarFeed, LearningSession
from sessions.queries.contents import with_contents
from sessions.queries.learning_sessions import sessions_visible_to

# How often calendars are asked to read it again; Google does as it pleases.
REFRESH = timedelta(hours=1)
BACK, AHEAD = timedelta(days=90), timedelta(days=400)
# Calendars choke on more; nobody sits in so many.
MOST = 1000


def feeds_of(person: Person) -> QuerySet[CalendarFeed]:
    """A person's subscriptions: their own calendar first, then programs by name."""
    return (
        CalendarFeed.objects.filter(person=person)
        .select_related("program", "organization")
        .order_by(F("program__name").asc(nulls_first=True), "id")
    )


def name_of(feed: CalendarFeed) -> str:
    """What the calendar is called among others."""
    return feed.program.name if feed.program else _("My learning")


def feed_in_force(feed_id: UUID) -> tuple[CalendarFeed, Membership] | None:
    """A subscription and whose it is; None when it was ended, or the person may not read it any
    more. Two queries, a third for a program's.
    """
    feed = (
        CalendarFeed.objects.select_related("person", "program", "organization")
        .filter(pk=feed_id, person__state=Person.State.ACTIVE)
        .first()
    )
    if feed is None:
        return None
    membership = Membership.objects.filter(person=feed.person).first()
    if membership is None or (feed.program and not _still_sees(feed.program, membership, feed)):
        return None
    return feed, membership


def entries_of(feed: CalendarFeed, membership: Membership, *, now: datetime) -> list[CalendarEvent]:
    """What a subscription shows, from three months back to a year ahead, by start."""
    span = {"since": now - BACK, "until": now + AHEAD}
    if feed.program_id:
        found = sessions_visible_to(feed.person, membership).filter(program=feed.program_id)
        entries = _sessions(found, feed.person, **span)
    else:
        entries = _sessions(_own(feed.person), feed.person, **span)
        entries += meeting_entries(feed.person, **span)
    return sorted(entries, key=lambda one: (one.starts_at, one.uid))[:MOST]


def _still_sees(program: Program, membership: Membership, feed: CalendarFeed) -> bool:
    return programs_visible_to(feed.person, membership).filter(pk=program.pk).exists()


def _own(person: Person) -> QuerySet[LearningSession]:
    seats = Booking.objects.filter(learning_session=OuterRef("pk"), person=person)
    return LearningSession.objects.filter(
        Q(presenter=person)
        | Q(facilitator=person)
        | Exists(seats.exclude(state__in=Booking.GIVEN_BACK))
    )


def _sessions(
    found: QuerySet[LearningSession], person: Person, *, since: datetime, until: datetime
) -> list[CalendarEvent]:
    announced = (
        with_contents(found)
        .exclude(state=LearningSession.State.DRAFT)
        .filter(starts_at__range=(since, until))
        .select_related("organization")
        .order_by("starts_at", "id")
    )
    shown = list(announced[:MOST])
    seats = {
        seat.learning_session_id: seat
        for seat in Booking.objects.filter(person=person, learning_session__in=shown)
    }
    return [_entry(one, person, seats.get(one.pk)) for one in shown]


def _entry(
    learning_session: LearningSession, person: Person, seat: Booking | None
) -> CalendarEvent:
    return calendar_event(
        learning_session,
        person,
        method="PUBLISH",
        revision=seat.revision if seat else 0,
        mode=seat.mode if seat and seat.state not in Booking.GIVEN_BACK else "",
    )
