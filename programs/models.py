"""Programs, who is in them, and who facilitates them."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel


class Program(OrgModel):
    """One run of peer learning, with a goal and dates."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        RUNNING = "running", _("running")
        FINISHED = "finished", _("finished")
        ARCHIVED = "archived", _("archived")

    name = models.CharField(_("name"), max_length=120)
    goal = models.TextField(_("goal"), max_length=1000, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    owner = OrgForeignKey(
        Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("HR owner")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "program"
        ordering: ClassVar = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="program_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.name


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
        _("capacity"), default=1, validators=[MaxValueValidator(20)]
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "enrollment"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "person", "role"], name="enrollment_once"
            )
        ]


class FacilitatorNomination(OrgModel):
    """That a neutral person is asked to facilitate a program."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        BLOCKED = "blocked", _("blocked")
        REVOKED = "revoked", _("revoked")

    program = OrgForeignKey(Program, models.CASCADE, related_name="nominations")
    person = OrgForeignKey(Person, models.CASCADE, related_name="nominations")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    nominated_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    # Why somebody with authority over people in the program facilitates all the same.
    override_reason = models.TextField(_("reason for the override"), max_length=500, blank=True)
    decline_reason = models.TextField(_("reason"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "facilitator_nomination"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "person"], name="facilitator_nomination_once"
            )
        ]


class ConductVersion(OrgModel):
    """One version of a program's code of conduct; the highest number is in force."""

    program = OrgForeignKey(Program, models.CASCADE, related_name="conduct_versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("code of conduct"), max_length=8000)
    created_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "conduct_version"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "number"], name="conduct_version_once"
            )
        ]


class ConductAcceptance(OrgModel):
    """That a person accepted a version."""

    version = OrgForeignKey(ConductVersion, models.CASCADE, related_name="acceptances")
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    accepted_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "conduct_acceptance"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "version", "person"], name="conduct_acceptance_once"
            )
        ]
