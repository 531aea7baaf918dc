"""Seats, and places in line for one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from sessions.models.learning_sessions import LearningSession
from sessions.rules.modes import IN_PERSON, REMOTE


class Mode(models.TextChoices):
    """How somebody takes part."""

    IN_PERSON = IN_PERSON, _("in the room")
    REMOTE = REMOTE, _("by video")


class Booking(OrgModel):
    """A person's seat in a session. Every state but "cancelled" holds a seat, and "not there" no
    more once it is noted during the session; a seat taken again is the same row, one revision on.
    """

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("booked")
        CANCELLED = "cancelled", _("cancelled")
        ATTENDED = "attended", _("attended")
        NO_SHOW = "no_show", _("not there")
        EXCUSED = "excused", _("excused")

    learning_session = OrgForeignKey(LearningSession, models.CASCADE, related_name="bookings")
    person = OrgForeignKey(Person, models.CASCADE, related_name="bookings")
    # The person themselves where they came in by the room's code, or opened it.
    checked_in_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    mode = models.CharField(max_length=9, choices=Mode.choices, default=Mode.IN_PERSON)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CONFIRMED)
    booked_at = models.DateTimeField(auto_now_add=True)
    checked_in_at = models.DateTimeField(null=True)
    # Rises with each cancellation and each new booking: mails and calendars tell them apart.
    revision = models.PositiveIntegerField(default=0)

    class Meta(OrgModel.Meta):
        db_table = "booking"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "learning_session", "person"], name="booking_once"
            ),
            models.CheckConstraint(
                condition=models.Q(mode__in=Mode.values), name="booking_mode_is_one"
            ),
        ]

    @property
    def can_be_given_back(self) -> bool:
        """Whether nobody has come to it, or was noted as missing."""
        return self.state == self.State.CONFIRMED and self.checked_in_at is None


class WaitlistEntry(OrgModel):
    """A person's place in the waiting list of a full session."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        OFFERED = "offered", _("seat offered")
        ACCEPTED = "accepted", _("got a seat")
        EXPIRED = "expired", _("offer expired")
        CANCELLED = "cancelled", _("left the list")

    learning_session = OrgForeignKey(LearningSession, models.CASCADE, related_name="waitlist")
    person = OrgForeignKey(Person, models.CASCADE, related_name="waitlist_entries")
    # Which seat they wait for; empty for either.
    mode = models.CharField(max_length=9, choices=Mode.choices, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "waitlist_entry"
        ordering: ClassVar = ["joined_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "learning_session", "person"],
                condition=models.Q(state__in=["waiting", "offered"]),
                name="waitlist_entry_once",
            )
        ]
