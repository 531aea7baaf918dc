"""Whoever hasn't started yet is written to in the morning of their first day, not before."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from peerlearn.notifications.groups import LOGIN
from peerlearn.notifications.rules import first_morning
from peerlearn.notifications.texts import House
from peerlearn.people.models import Membership, Person


def not_before(to: Person, *, group: str, house: House) -> datetime | None:
    """The morning before which a message isn't sent to somebody; None where there is none.

    Whoever signs in already has been let in, and reads what comes. What leads to a login is sent
    when somebody asks for it.
    """
    zone = ZoneInfo(to.time_zone or house.time_zone)
    if to.starts_on is None or to.starts_on <= timezone.now().astimezone(zone).date():
        return None
    if group == LOGIN.key or Membership.objects.filter(person=to.pk).exists():
        return None
    return first_morning(to.starts_on, zone)
