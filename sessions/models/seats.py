"""Seats, and places in line for one."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from sessions.models.learning_sessions import LearningSession
from sessions.rules.modes import IN_PERSON, REMOTE
from sessions.rules.no_shows import Memory


class Mode(models.TextChoices):
    """How somebody takes part."""

    IN_PERSON = IN_PERSON, _("in the room")
    REMOTE = REMOTE, _("by video")


class Booking(OrgModel):
    """A person's seat in a session. "Cancelled" and "excused" hold no seat, and "not there" no more
    once it is noted during the session; a seat taken again is the same row, one revision on.
    """

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("booked")
        CANCELLED = "cancelled", _("cancelled")
        ATTENDED = "attended", _("attended")
        NO_SHOW = "no_show", _("not there")
        EXCUSED = "excused", _("excused")

    GIVEN_BACK: ClassVar = (State.CANCELLED, State.EXCUSED)

    learning_session = OrgForeignKey(LearningSession, models.CASCADE, related_name="bookings")
    person = OrgForeignKey(Person, models.CASCADE, related_name="bookings")
    # The person themselves where they came in by the room's code, or opened it.
    checked_in_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    mode = models.CharField(max_length=9, choices=Mode.choices, default=Mode.IN_PERSON)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CONFIRMED)
    booked_at = models.DateTimeField(auto_now_add=True)
    checked_in_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    # Why somebody couldn't come after all; for their own eyes and who runs the session.
    excuse = models.CharField(max_length=500, blank=True)
    # They come to the room, and eat nothing there.
    no_lunch = models.BooleanField(default=False, db_default=False)
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
    """A person's place in the waiting list of a full session. Its steps say how it came about.

    Where a session asks for approval, it begins as a request, which holds no seat; once it is
    approved, the time of the request counts as the time of joining.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("asked for a seat")
        WAITING = "waiting", _("waiting")
        OFFERED = "offered", _("seat offered")
        ACCEPTED = "accepted", _("got a seat")
        EXPIRED = "expired", _("offer expired")
        CANCELLED = "cancelled", _("left the list")
        DECLINED = "declined", _("declined")

    OPEN: ClassVar = (State.REQUESTED, State.WAITING, State.OFFERED)
    IN_LINE: ClassVar = (State.WAITING, State.OFFERED)

    learning_session = OrgForeignKey(LearningSession, models.CASCADE, related_name="waitlist")
    person = OrgForeignKey(Person, models.CASCADE, related_name="waitlist_entries")
    # Which seat they wait for; empty for either.
    mode = models.CharField(max_length=9, choices=Mode.choices, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    joined_at = models.DateTimeField(default=timezone.now)
    # The order of the line: when they joined, later by what rules.no_shows says; and from which
    # seats that was learnt.
    ranks_at = models.DateTimeField(default=timezone.now)
    seats_held = models.PositiveSmallIntegerField(default=0)
    seats_missed = models.PositiveSmallIntegerField(default=0)
    # An offered seat is counted as held: which kind, until when, and the how manieth offer it is.
    offered_mode = models.CharField(max_length=9, choices=Mode.choices, blank=True)
    offer_until = models.DateTimeField(null=True)
    offers = models.PositiveSmallIntegerField(default=0)

    class Meta(OrgModel.Meta):
        db_table = "waitlist_entry"
        ordering: ClassVar = ["ranks_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "learning_session", "person"],
                condition=models.Q(state__in=["requested", "waiting", "offered"]),
                name="waitlist_entry_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="offered", offer_until__isnull=False, offered_mode__in=Mode.values
                )
                | (~models.Q(state="offered") & models.Q(offer_until=None, offered_mode="")),
                name="waitlist_entry_offer_has_an_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "offer_until"],
                condition=models.Q(state="offered"),
                name="waitlist_entry_offers_due",
            ),
        ]

    @property
    def is_offered(self) -> bool:
        """Whether a seat is kept for them."""
        return self.state == self.State.OFFERED

    @property
    def memory(self) -> Memory:
        """From which seats their place was reckoned."""
        return Memory(held=self.seats_held, missed=self.seats_missed)


class WaitlistStep(OrgModel):
    """What happened to a place in line, and when; by whom, where somebody else did it."""

    class Kind(models.TextChoices):
        ASKED = "asked", _("asked for a seat")
        APPROVED = "approved", _("was approved")
        REFUSED = "refused", _("was declined")
        REOPENED = "reopened", _("is asked for again")
        JOINED = "joined", _("joined the line")
        PASSED_OVER = "passed_over", _("passed over")
        OFFERED = "offered", _("was offered a seat")
        OFFERED_AHEAD = "offered_ahead", _("was offered a seat out of turn")
        SEATED = "seated", _("got a seat")
        ACCEPTED = "accepted", _("took the seat")
        DECLINED = "declined", _("let the seat go")
        EXPIRED = "expired", _("let the offer run out")
        LEFT = "left", _("left the line")
        LEADS = "leads", _("leads the session now")
        CLOSED = "closed", _("the line was closed")

    entry = OrgForeignKey(WaitlistEntry, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=13, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)
    by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    # Until when an offer stood.
    until = models.DateTimeField(null=True)
    # Out of turn, or declined: why. Passed over: what they have then, for their own eyes.
    note = models.CharField(max_length=500, blank=True)

    class Meta(OrgModel.Meta):
        db_table = "waitlist_step"
        ordering: ClassVar = ["at", "id"]
