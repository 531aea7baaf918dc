"""Subscribing to a calendar, and ending that."""

from datetime import date
from uuid import UUID

from django.db import transaction

from peerlearn.notifications.links import absolute
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.tokens import BadTokenError, make_lasting_token, read_lasting_token
from programs.models import Program
from sessions.models import CalendarFeed

PURPOSE = "calendar-feed"


def open_feed(person: Person, program: Program | None = None) -> CalendarFeed:
    """The subscription of a person to their own calendar, or to a program's; there is one each."""
    feeds = CalendarFeed.objects.select_related("organization", "program")
    feed, _is_new = feeds.get_or_create(person=person, program=program)
    return feed


def renew_feed(feed: CalendarFeed) -> CalendarFeed:
    """Give a subscription another secret address; the old one is dead at once."""
    with transaction.atomic():
        close_feed(feed)
        return open_feed(feed.person, feed.program)


def close_feed(feed: CalendarFeed) -> None:
    """End a subscription; ending it twice changes nothing."""
    CalendarFeed.objects.filter(pk=feed.pk).delete()


def note_reading(feed: CalendarFeed, *, today: date) -> None:
    """Note that a calendar has read the subscription, once a day."""
    if feed.read_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_on=today)


def address_of(feed: CalendarFeed) -> str:
    """The whole secret address of a subscription: who has it reads the calendar."""
    secret = make_lasting_token(PURPOSE, feed.id.hex)
    return absolute(org_reverse(feed.organization, "sessions:feed", secret))


def feed_id_of(secret: str) -> UUID:
    """The id that a secret was made from. Raises BadTokenError."""
    try:
        return UUID(hex=read_lasting_token(PURPOSE, secret))
    except ValueError as error:
        raise BadTokenError(str(error)) from error
