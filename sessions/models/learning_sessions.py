"""Learning sessions: what, when, where, how many seats."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Program
from sessions.models.meeting_rooms import MeetingRoom
from sessions.models.session_series import SessionSeries
from sessions.rules.modes import HYBRID, IN_PERSON, REMOTE, Seats, mode_of, video_opens_at

# The time that a session takes: it may begin when another ends.
SPAN = models.Func(
    "starts_at",
    "ends_at",
    RangeBoundary(),
    function="TSTZRANGE",
    output_field=DateTimeRangeField(),
)


class LearningSession(OrgModel):
    """A lunch-and-learn, workshop, networking event …: people learning at one time."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        LIVE = "live", _("live")
        FINISHED = "finished", _("finished")
        CANCELLED = "cancelled", _("cancelled")

    class Kind(models.TextChoices):
        LUNCH_AND_LEARN = "lunch_and_learn", _("lunch-and-learn")
        NETWORKING = "networking", _("networking")
        WORKSHOP = "workshop", _("workshop")
        REFLECTION = "reflection", _("reflection")
        ONE_TO_ONE = "one_to_one", _("one-to-one")

    class Mode(models.TextChoices):
        IN_PERSON = IN_PERSON, _("in person")
        REMOTE = REMOTE, _("by video")
        HYBRID = HYBRID, _("in person or by video")

    program = OrgForeignKey(Program, models.CASCADE, related_name="learning_sessions")
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind.choices, default=Kind.LUNCH_AND_LEARN
    )
    title = models.CharField(_("title"), max_length=160)
    description = models.TextField(_("what it is about"), max_length=4000, blank=True)
    presenter = OrgForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="sessions_presented"
    )
    facilitator = OrgForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="sessions_facilitated"
    )
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    # The organizer's zone, in which the wall time was meant.
    time_zone = models.CharField(_("time zone"), max_length=64)
    room = models.CharField(_("room"), max_length=160, blank=True)
    # The room of that name on the organization's list, while the session holds it.
    meeting_room = OrgForeignKey(
        MeetingRoom, models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    video_url = models.URLField(_("video link"), max_length=500, blank=True)
    # All seats; with a room and a video link, so many of them by video, or each for either.
    capacity = models.PositiveIntegerField(_("seats"))
    remote_capacity = models.PositiveIntegerField(_("seats by video"), null=True, blank=True)
    # The seats that are held, and how many of them by video.
    booked = models.PositiveIntegerField(default=0)
    remote_booked = models.PositiveIntegerField(default=0)
    # Who has a seat sees the video link so many minutes before the start.
    video_minutes = models.PositiveSmallIntegerField(default=60)
    # Up to so many hours before the start a seat is given back without a word.
    cancel_hours = models.PositiveSmallIntegerField(default=0)
    # The lunch of who comes to the room is ordered so many hours before the start; 0: none is. What
    # a head costs, and what those who take part by video are told of theirs.
    lunch_hours = models.PositiveSmallIntegerField(default=0)
    lunch_cost = models.DecimalField(
        _("cost of a lunch"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    lunch_currency = models.CharField(_("currency"), max_length=3, default="EUR")
    lunch_remote = models.CharField(_("lunch of who joins by video"), max_length=300, blank=True)
    # People ask for a seat, and whoever looks after the line says yes or no.
    needs_approval = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    # Rises with each change that calendars must learn of (RFC 5545 SEQUENCE).
    sequence = models.PositiveIntegerField(default=0)
    join_code = models.CharField(max_length=12)
    cancel_reason = models.CharField(_("reason"), max_length=500, blank=True)
    # New questions wait for the facilitator's approval before anybody else sees them.
    holds_questions = models.BooleanField(default=False)
    # The rule that it repeats by, the day that the rule names, and what of it was changed for this
    # session alone: see rules.series_changes.
    repeats = OrgForeignKey(
        SessionSeries, models.SET_NULL, null=True, blank=True, related_name="occurrences"
    )
    repeats_on = models.DateField(null=True)
    own_changes = models.JSONField(default=list)
    # In an evergreen program: those that repeat share a series, and the next one is planned so
    # many weeks after the last; 0 for one that is held once, or whose series has ended.
    series = models.UUIDField(null=True)
    every_weeks = models.PositiveSmallIntegerField(default=0)
    # From which week of a person's own clock on it is meant for them.
    from_week = models.PositiveSmallIntegerField(default=0)
    created_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "learning_session"
        ordering: ClassVar = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(booked__lte=models.F("capacity")),
                name="learning_session_not_oversold",
            ),
            models.CheckConstraint(
                condition=models.Q(remote_capacity=None)
                | models.Q(remote_capacity__lte=models.F("capacity")),
                name="learning_session_seats_by_video",
            ),
            models.CheckConstraint(
                condition=models.Q(remote_booked__lte=models.F("booked"))
                & (
                    models.Q(remote_capacity=None)
                    | models.Q(remote_booked__lte=models.F("remote_capacity"))
                ),
                name="learning_session_video_not_oversold",
            ),
            models.CheckConstraint(
                condition=models.Q(remote_capacity=None)
                | models.Q(
                    booked__lte=models.F("remote_booked")
                    + models.F("capacity")
                    - models.F("remote_capacity")
                ),
                name="learning_session_room_not_oversold",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="learning_session_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["organization", "join_code"], name="learning_session_join_code_once"
            ),
            # Two sessions of a series may change places: it is looked at again at the end.
            ExclusionConstraint(
                name="learning_session_room_free",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("meeting_room", RangeOperators.EQUAL),
                    (SPAN, RangeOperators.OVERLAPS),
                ],
                condition=models.Q(state__in=("published", "live")),
                deferrable=models.Deferrable.IMMEDIATE,
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "starts_at"], name="learning_session_by_start"),
            models.Index(
                fields=["organization", "series"],
                condition=models.Q(every_weeks__gt=0),
                name="learning_session_repeated",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.state == self.State.CANCELLED

    @property
    def is_draft(self) -> bool:
        """Whether only HR sees it."""
        return self.state == self.State.DRAFT

    @property
    def is_on(self) -> bool:
        """Whether it is announced or under way: neither a draft, nor finished, nor cancelled."""
        return self.state in (self.State.PUBLISHED, self.State.LIVE)

    @property
    def mode(self) -> str:
        """Whether it is held in a room, by video, or both."""
        return mode_of(self.room, self.video_url)

    @property
    def mode_label(self) -> str:
        """The same in words."""
        return str(self.Mode(self.mode).label)

    @property
    def seats(self) -> Seats:
        """The seats by mode."""
        return Seats(
            mode=self.mode,
            capacity=self.capacity,
            booked=self.booked,
            remote_capacity=self.remote_capacity,
            remote_booked=self.remote_booked,
        )

    @property
    def video_opens_at(self) -> datetime:
        """From when on those who have a seat see the video link."""
        return video_opens_at(self.starts_at, self.video_minutes)

    @property
    def cancel_until(self) -> datetime:
        """Until when a seat is given back without a word; then with an excuse."""
        until: datetime = self.starts_at - timedelta(hours=self.cancel_hours)
        return until

    @property
    def seats_left(self) -> int:
        """Free seats, of both kinds together."""
        return self.capacity - self.booked

    @property
    def is_full(self) -> bool:
        """Whether no seat is free."""
        return self.seats_left <= 0

    @property
    def minutes(self) -> int:
        """Its length."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    def is_led_by(self, person: Person) -> bool:
        """Whether a person presents or facilitates it: they are there without a seat."""
        return person.id in (self.presenter_id, self.facilitator_id)
