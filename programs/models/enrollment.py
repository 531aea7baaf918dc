"""Who is in a program, and the acts that brought them in or out."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models.programs import Program
from programs.rules.answering import NO_ANSWER, UNDER_WAY, answer_of
from programs.rules.load import Load
from programs.rules.roles import RoleFacts


class Role(models.TextChoices):
    """What people are in a program."""

    MENTOR = "mentor", _("mentor")
    MENTEE = "mentee", _("mentee")
    PARTICIPANT = "participant", _("participant")


class JoiningRule(OrgModel):
    """That new hires come into a role by themselves on their first day, until it is stopped."""

    program = OrgForeignKey(Program, models.CASCADE, related_name="joining_rules")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    # Those who start on this day or later.
    since = models.DateField(_("who starts on or after"))
    departments = models.JSONField(default=list)
    locations = models.JSONField(default=list)
    made_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ran_at = models.DateTimeField(null=True)
    # Why the last look took nobody in although somebody was meant; empty when all is well.
    trouble = models.CharField(max_length=300, blank=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "joining_rule"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "role"],
                condition=models.Q(stopped_at__isnull=True),
                name="joining_rule_once",
            )
        ]


class EnrollmentBatch(OrgModel):
    """One act that enrolled or withdrew people, so that it can be told and undone as one."""

    class Act(models.TextChoices):
        ENROLLED = "enrolled", _("enrolled")
        WITHDRAWN = "withdrawn", _("withdrawn")
        INVITED = "invited", _("invited")
        COMPLETED = "completed", _("completed")

    class State(models.TextChoices):
        WORKING = "working", _("being done")
        DONE = "done", _("done")
        UNDOING = "undoing", _("being undone")
        FAILED = "failed", _("stopped")

    UNDER_WAY = (State.WORKING, State.UNDOING)
    LEFT_OUT = "left_out"

    program = OrgForeignKey(Program, models.CASCADE, related_name="enrollment_batches")
    act = models.CharField(max_length=10, choices=Act.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DONE)
    # How many people it has reached, and how many it means to.
    count = models.PositiveIntegerField()
    total = models.PositiveIntegerField(default=0)
    role = models.CharField(max_length=12, choices=Role.choices, blank=True)
    # What a worker does: the rule, and how many mentees each mentor takes; and how many the rule
    # left out because they are busy elsewhere.
    work = models.JSONField(default=dict)
    failure = models.CharField(max_length=300, blank=True)
    worked_at = models.DateTimeField(null=True)
    # The standing rule that did it by itself, if one did.
    joining_rule = OrgForeignKey(JoiningRule, models.SET_NULL, null=True, related_name="batches")
    made_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "enrollment_batch"
        ordering: ClassVar = ["-created_at", "-id"]

    @property
    def left_out(self) -> int:
        """How many it left out, because they take part in another program at the same time."""
        return int(self.work.get(self.LEFT_OUT, 0))


class Enrollment(OrgModel):
    """A person in a program, in one role. Somebody may be mentor and mentee."""

    Role = Role

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
    # The day on which a pause is over.
    returns_on = models.DateField(_("back on"), null=True, blank=True)
    # The act that brought it into its state.
    batch = OrgForeignKey(EnrollmentBatch, models.SET_NULL, null=True, related_name="enrollments")
    created_at = models.DateTimeField(auto_now_add=True)
    # The day on which the person's clock starts, anew when they come back. Empty for those
    # enrolled before it was kept.
    joined_on = models.DateField(_("joined on"), default=timezone.localdate, null=True)
    # When they said, by themselves, that it suits them; empty for whoever hasn't answered, anew
    # when they are enrolled anew. Asked of those alone who give (rules.answering).
    said_yes_at = models.DateTimeField(_("said yes at"), null=True, blank=True)

    @property
    def answer(self) -> str:
        """What they have said to the question whether their part suits them (rules.answering)."""
        return answer_of(role=self.role, state=self.state, said_yes=self.said_yes_at is not None)

    @property
    def awaits_answer(self) -> bool:
        """Whether that question waits for them. Reads the program."""
        return self.answer == NO_ANSWER and self.program.state in UNDER_WAY

    # The role in the program's own words, where a reader has asked for it (queries.roles).
    role_label: str = ""
    facts: RoleFacts | None = None
    # What the person gives, where HR has asked for it (queries.load).
    load: Load | None = None
    # Why they left, where a reader has asked for it.
    why: "EnrollmentChange | None" = None

    class Meta(OrgModel.Meta):
        db_table = "enrollment"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "person", "role"], name="enrollment_once"
            ),
            models.CheckConstraint(
                condition=models.Q(returns_on__isnull=True) | models.Q(state="paused"),
                name="enrollment_returns_from_pause",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "program", "role", "state"], name="enrollment_by_state"
            ),
            # All that is counted of a program stands in it, each person's rows side by side.
            models.Index(
                fields=["organization", "program", "person", "role"],
                include=["state"],
                name="enrollment_by_person",
            ),
            models.Index(
                fields=["returns_on"],
                name="enrollment_by_return",
                condition=models.Q(state="paused"),
            ),
        ]


class EnrollmentChange(OrgModel):
    """That an enrollment went from one state to another: who did it, when and why.

    First enrollments by a rule have none: their batch says it.
    """

    class Reason(models.TextChoices):
        TIME = "time", _("Not enough time")
        EXPECTED = "expected", _("It isn't what I expected")
        LEARNED = "learned", _("I have learned what I wanted")
        JOB = "job", _("My work has changed")
        PAIR = "pair", _("It doesn't work with the person I was paired with")
        OTHER = "other", _("Something else")
        # The answer to the question whether it suits them.
        NOT_NOW = "not_now", _("Rather not this time")

    enrollment = OrgForeignKey(Enrollment, models.CASCADE, related_name="changes")
    # Empty: they were never in it before.
    from_state = models.CharField(max_length=10, choices=Enrollment.State.choices, blank=True)
    to_state = models.CharField(max_length=10, choices=Enrollment.State.choices)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, blank=True)
    words = models.TextField(_("in your own words"), max_length=500, blank=True)
    # The act on many of which it is a part.
    batch = OrgForeignKey(EnrollmentBatch, models.SET_NULL, null=True, related_name="changes")
    # Nobody: it happened by itself.
    by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "enrollment_change"
        ordering: ClassVar = ["-at", "-id"]
