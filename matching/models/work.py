"""What the two of a pair do together. For their eyes only."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models.matches import Match
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel


class PairGoal(OrgModel):
    """A goal of the two, or a milestone that every pair passes."""

    class Kind(models.TextChoices):
        MILESTONE = "milestone", _("milestone")
        GOAL = "goal", _("goal")

    match = OrgForeignKey(Match, models.CASCADE, related_name="goals")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.GOAL)
    text = models.CharField(_("goal"), max_length=160)
    added_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    done_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "pair_goal"
        ordering: ClassVar = ["-kind", "added_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "match", "text"], name="pair_goal_once")
        ]


class PairMeeting(OrgModel):
    """A meeting of the two: planned, held, or cancelled."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    match = OrgForeignKey(Match, models.CASCADE, related_name="meetings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    starts_at = models.DateTimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=30, validators=[MinValueValidator(10), MaxValueValidator(240)]
    )
    # Rises with each change, so that calendars take the newest.
    sequence = models.PositiveIntegerField(default=0)
    said_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta(OrgModel.Meta):
        db_table = "pair_meeting"
        ordering: ClassVar = ["-starts_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "match"],
                condition=models.Q(state="planned"),
                name="pair_meeting_planned_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "match", "starts_at"],
                condition=models.Q(state="held"),
                name="pair_meeting_held_once",
            ),
        ]


class PairClosing(OrgModel):
    """The last words of one of the two: thanks for the other, and what they will do."""

    match = OrgForeignKey(Match, models.CASCADE, related_name="closings")
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    thanks = models.TextField(_("thank you"), max_length=1000, blank=True)
    commitment = models.CharField(_("I will"), max_length=200, blank=True)
    stays_in_touch = models.BooleanField(_("stay in touch"), default=False)
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "pair_closing"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "match", "person"], name="pair_closing_once"
            )
        ]
