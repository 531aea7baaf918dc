"""Who is in a program, and the acts that brought them in or out."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models.programs import Program


class EnrollmentBatch(OrgModel):
    """One act that enrolled or withdrew people, so that it can be told and undone as one."""

    class Act(models.TextChoices):
        ENROLLED = "enrolled", _("enrolled")
        WITHDRAWN = "withdrawn", _("withdrawn")

    program = OrgForeignKey(Program, models.CASCADE, related_name="enrollment_batches")
    act = models.CharField(max_length=10, choices=Act.choices)
    count = models.PositiveIntegerField()
    made_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "enrollment_batch"
        ordering: ClassVar = ["-created_at", "-id"]


class Enrollment(OrgModel):
    """A person in a program, in one role. Somebody may be mentor and mentee."""

    class Role(models.TextChoices):
        MENTOR = "mentor", _("mentor")
        MENTEE = "mentee", _("mentee")
        PARTICIPANT = "participant", _("participant")

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        APPLIED = "applied", _("applied")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        COMPLETED = "completed", _("completed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REJECTED = "rejected", _("rejected")

    program = OrgForeignKey(Program, models.CASCADE, related_name="enrollments")
    person = OrgForeignKey(Person, models.CASCADE, related_name="enrollments")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    # Mentees a mentor can take; 1 for others.
    capacity = models.PositiveSmallIntegerField(
        _("capacity"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    # The act that brought it into its state.
    batch = OrgForeignKey(EnrollmentBatch, models.SET_NULL, null=True, related_name="enrollments")
    created_at = models.DateTimeField(auto_now_add=True)
    # The day on which the person's clock starts, anew when they come back. Empty for those
    # enrolled before it was kept.
    joined_on = models.DateField(_("joined on"), default=timezone.localdate, null=True)

    # The role in the program's own words, where a reader has asked for it (queries.roles).
    role_label: str = ""

    class Meta(OrgModel.Meta):
        db_table = "enrollment"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "person", "role"], name="enrollment_once"
            )
        ]
