"""Programs, who is in them, and who facilitates them."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
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
            ),
            models.UniqueConstraint(
                "organization",
                Lower("name"),
                condition=~models.Q(state="archived"),
                name="program_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        """Whether nobody can join or be nominated any more."""
        return self.state in {self.State.FINISHED, self.State.ARCHIVED}


class ProgramTransition(OrgModel):
    """That a program went from one state to another: who did it, and when."""

    program = OrgForeignKey(Program, models.CASCADE, related_name="transitions")
    from_state = models.CharField(max_length=10, choices=Program.State.choices)
    to_state = models.CharField(max_length=10, choices=Program.State.choices)
    by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "program_transition"
        ordering: ClassVar = ["-at", "-id"]


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
    # What the neutrality check found then: [{"kind", "people": [id, …]}]
    findings = models.JSONField(default=list)
    # Why somebody with authority over people in the program facilitates all the same.
    override_reason = models.TextField(_("reason for the override"), max_length=500, blank=True)
    decline_reason = models.TextField(_("reason"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Rises when the same person is asked again; older links are then void.
    asked_at = models.DateTimeField(default=timezone.now)
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
        ordering: ClassVar = ["-number"]
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
