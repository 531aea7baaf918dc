"""What a program calls its roles, what it asks of them, and how people come into them."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models.enrollment import Enrollment
from programs.models.programs import Program

MOST_HOURS = 80


class ProgramRole(OrgModel):
    """One role of a program. A role without a row is as programs.rules.roles says by default."""

    class WayIn(models.TextChoices):
        CLOSED = "closed", _("HR enrolls people")
        INVITATION = "invitation", _("HR invites, and people say yes or no")
        APPLICATION = "application", _("people apply, and HR approves")
        OPEN = "open", _("anybody may join")

    program = OrgForeignKey(Program, models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=12, choices=Enrollment.Role.choices)
    # Empty: the usual word for the role.
    label_one = models.CharField(_("name for one of them"), max_length=60, blank=True)
    label_many = models.CharField(_("name for several"), max_length=60, blank=True)
    asked = models.TextField(_("what is asked of them"), max_length=1000, blank=True)
    # For mentors: with each mentee.
    hours_a_month = models.DecimalField(
        _("hours a month"),
        max_digits=4,
        decimal_places=1,
        default=2,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_HOURS)],
    )
    # None: as many as like.
    seats = models.PositiveIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    way_in = models.CharField(
        _("way in"), max_length=12, choices=WayIn.choices, default=WayIn.CLOSED
    )

    class Meta(OrgModel.Meta):
        db_table = "program_role"
        ordering: ClassVar = ["role"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "role"], name="program_role_once"
            ),
            models.CheckConstraint(
                condition=models.Q(seats__isnull=True) | models.Q(seats__gte=1),
                name="program_role_has_places",
            ),
        ]
