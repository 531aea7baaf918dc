"""Calendars that people subscribe to."""

import uuid

from django.db import models

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Program


class CalendarFeed(OrgModel):
    """A calendar that a person subscribed to: their own, or a program's.

    Its secret address is signed from `id`: made anew, it is another row, and the old address dead.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    program = OrgForeignKey(Program, models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    # When a calendar last read it, by the day: whether the subscription works.
    read_on = models.DateField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "calendar_feed"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person", "program"],
                nulls_distinct=False,
                name="calendar_feed_once",
            )
        ]
