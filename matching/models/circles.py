"""Peer circles: how those of a program are formed, who is in them, and when they meet."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.rules.circles import DEPARTMENT, FEWEST, GRADE, LOCATION, MOST, TENURE
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Program


def usual_mix() -> list[str]:
    """What circles are mixed by unless HR says something else."""
    return [DEPARTMENT, LOCATION, TENURE]


class CirclePlan(OrgModel):
    """What HR wants of the circles of a program, and how far their forming is."""

    class State(models.TextChoices):
        IDLE = "idle", _("nothing going on")
        QUEUED = "queued", _("being formed")
        FAILED = "failed", _("failed")

    class By(models.TextChoices):
        DEPARTMENT = DEPARTMENT, _("department")
        LOCATION = LOCATION, _("place of work")
        TENURE = TENURE, _("years in the company")
        GRADE = GRADE, _("grade")

    program = OrgForeignKey(Program, models.CASCADE, related_name="circle_plans")
    size = models.PositiveSmallIntegerField(
        _("people in a circle"),
        default=6,
        validators=[MinValueValidator(FEWEST), MaxValueValidator(MOST)],
    )
    # Some of By.
    mix_by = models.JSONField(_("mixed by"), default=usual_mix)
    apart_line = models.BooleanField(_("nobody with those whom they report to"), default=True)
    apart_team = models.BooleanField(_("nobody with their own team"), default=True)
    joiners_by_themselves = models.BooleanField(_("who joins later gets a place"), default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.IDLE)
    # Rises with each request: a worker writes only for the one it was started by.
    asked = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "circle_plan"
        constraints = [
            models.UniqueConstraint(fields=["organization", "program"], name="circle_plan_once")
        ]


class CircleWish(OrgModel):
    """Two people whom HR wants in one circle, or in different ones."""

    class Kind(models.TextChoices):
        APART = "apart", _("in different circles")
        TOGETHER = "together", _("in one circle")

    program = OrgForeignKey(Program, models.CASCADE, related_name="circle_wishes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # The one with the lower id comes first: a couple is there once.
    one = OrgForeignKey(Person, models.CASCADE, related_name="+")
    other = OrgForeignKey(Person, models.CASCADE, related_name="+")
    # Couples of more than two people who were named together share it.
    group = models.UUIDField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "circle_wish"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "one", "other"], name="circle_wish_once"
            ),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="circle_wish_in_order"
            ),
        ]


class Circle(OrgModel):
    """Four to eight who learn together."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ACTIVE = "active", _("active")
        OVER = "over", _("joined to another one")

    program = OrgForeignKey(Program, models.CASCADE, related_name="circles")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(null=True)
    # When its members were asked why nothing is planned.
    nudged_at = models.DateTimeField(null=True)
    # Who calls the first meeting.
    host = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta(OrgModel.Meta):
        db_table = "circle"
        ordering: ClassVar = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "number"], name="circle_number_once"
            )
        ]


class CircleMember(OrgModel):
    """Somebody in a circle; of a program they are in one at a time, drafts included."""

    circle = OrgForeignKey(Circle, models.CASCADE, related_name="members")
    program = OrgForeignKey(Program, models.CASCADE, related_name="+")
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    # Stays where they are when the circles are formed again.
    is_kept = models.BooleanField(default=False)
    # Of who came after publishing: when. What began and ended at one moment was one change.
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "circle_member"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "person"],
                condition=models.Q(left_at__isnull=True),
                name="circle_member_one_circle",
            )
        ]


class CircleExit(OrgModel):
    """That somebody has left their circle by themselves, and wants no other one for now."""

    program = OrgForeignKey(Program, models.CASCADE, related_name="circle_exits")
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    circle = OrgForeignKey(Circle, models.CASCADE, related_name="+")
    left_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        db_table = "circle_exit"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "person"], name="circle_exit_once"
            )
        ]


class CircleMeeting(OrgModel):
    """A meeting of a circle; one whose time is over was held, unless it was called off."""

    circle = OrgForeignKey(Circle, models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    is_off = models.BooleanField(default=False)
    # Rises with each change, so that calendars take the newest.
    sequence = models.PositiveIntegerField(default=0)

    class Meta(OrgModel.Meta):
        db_table = "circle_meeting"
        ordering: ClassVar = ["starts_at", "id"]
