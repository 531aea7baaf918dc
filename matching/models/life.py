"""The life of a pair: what it promised, its breaks, its end, and what the two think of it."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.models.matches import Match
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Program

FIRST_MEETING_DAYS, CHECK_IN_WEEKS = 5, 4


class PairTerms(OrgModel):
    """What a program promises its pairs; one without such a row has the usual terms."""

    program = OrgForeignKey(Program, models.CASCADE, related_name="pair_terms")
    first_meeting_days = models.PositiveSmallIntegerField(
        _("working days until the first meeting"),
        default=FIRST_MEETING_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    check_in_weeks = models.PositiveSmallIntegerField(
        _("weeks without a meeting until a pair needs a check-in"),
        default=CHECK_IN_WEEKS,
        validators=[MinValueValidator(1), MaxValueValidator(26)],
    )

    class Meta(OrgModel.Meta):
        db_table = "pair_terms"
        constraints = [
            models.UniqueConstraint(fields=["organization", "program"], name="pair_terms_once")
        ]


class PairPause(OrgModel):
    """A break of a pair: its clock stops. Whoever of the two asked for it is not kept."""

    match = OrgForeignKey(Match, models.CASCADE, related_name="pauses")
    started_at = models.DateTimeField(default=timezone.now)
    returns_on = models.DateField(_("back on"))
    ended_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "pair_pause"
        ordering: ClassVar = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "match"],
                condition=models.Q(ended_at__isnull=True),
                name="pair_pause_open_once",
            )
        ]


class PairEnding(OrgModel):
    """That a pair is over. Not by whom: nobody is to blame, so nobody is written down."""

    class How(models.TextChoices):
        ENDED = "ended", _("ended early")
        PASSED_ON = "passed_on", _("given to someone else")
        LEFT = "left", _("one of them left")
        SILENT = "silent", _("no sign of a first meeting")
        AWAY = "away", _("the mentor is away for long")
        COMPLETED = "completed", _("completed")

    match = OrgForeignKey(Match, models.CASCADE, related_name="endings")
    how = models.CharField(max_length=10, choices=How.choices)
    ended_at = models.DateTimeField(default=timezone.now)

    class Meta(OrgModel.Meta):
        db_table = "pair_ending"
        constraints = [
            models.UniqueConstraint(fields=["organization", "match"], name="pair_ending_once")
        ]


class PairVerdict(OrgModel):
    """What one of the two says when it is over; nobody reads it. See rules.verdicts."""

    class Reason(models.TextChoices):
        TIME = "time", _("Not enough time")
        TOPICS = "topics", _("Other topics than I need or know")
        ANOTHER = "another", _("Another person suits better")
        CONTACT = "contact", _("We didn't get in touch")
        REACHED = "reached", _("We have reached what we wanted")
        OTHER = "other", _("Something else")

    match = OrgForeignKey(Match, models.CASCADE, related_name="verdicts")
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, blank=True)
    again = models.BooleanField(_("would be matched again"), null=True)
    said_on = models.DateField(default=timezone.localdate)

    class Meta(OrgModel.Meta):
        db_table = "pair_verdict"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "match", "person"], name="pair_verdict_once"
            )
        ]


class PairSign(OrgModel):
    """That the two are in touch although they haven't met: it gives them more time, once."""

    match = OrgForeignKey(Match, models.CASCADE, related_name="signs")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta(OrgModel.Meta):
        db_table = "pair_sign"
        constraints = [
            models.UniqueConstraint(fields=["organization", "match"], name="pair_sign_once")
        ]


class PairNudge(OrgModel):
    """That a pair was reminded, so that it is done once, also where no mail reaches anybody."""

    class Kind(models.TextChoices):
        BEFORE = "before", _("before the first meeting is due")
        MISSED = "missed", _("the first meeting is overdue")
        CLOSING = "closing", _("the program comes to its end")

    match = OrgForeignKey(Match, models.CASCADE, related_name="nudges")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta(OrgModel.Meta):
        db_table = "pair_nudge"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "match", "kind"], name="pair_nudge_once"
            )
        ]
