"""The run of show: the stages of a session as it is run, which one is on, and its clock."""

from datetime import timedelta
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from sessions.models.contents import AgendaItem
from sessions.models.learning_sessions import LearningSession
from sessions.rules.stage_timer import Timer


class RunStage(OrgModel):
    """A stage of a session as it is run. What is taken out has no position, but stays a row: it
    can come back, with all that hangs on it.
    """

    learning_session = OrgForeignKey(LearningSession, models.CASCADE, related_name="run_stages")
    position = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(_("stage"), max_length=12, choices=AgendaItem.Stage.choices)
    # Left empty, the kind says it.
    title = models.CharField(_("what"), max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    # What everybody reads while it is on, such as the question of a check-in.
    prompt = models.TextField(_("text for everybody"), max_length=500, blank=True)
    who = models.CharField(_("who"), max_length=80, blank=True)

    class Meta(OrgModel.Meta):
        db_table = "run_stage"
        ordering: ClassVar = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "learning_session", "position"],
                name="run_stage_one_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=models.Q(minutes__gte=1), name="run_stage_takes_time"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What it is called: its title, or else its kind."""
        kind: str = self.get_kind_display()
        return self.title or kind[:1].upper() + kind[1:]


class RunOfShow(OrgModel):
    """Where the run of a session stands. `version` rises with each change: who changes it says
    which one they saw. The clock is stored as instants; see rules.stage_timer.
    """

    learning_session = OrgForeignKey(LearningSession, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)
    # None: it hasn't begun.
    current = OrgForeignKey(RunStage, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    length = models.DurationField(default=timedelta)
    paused_at = models.DateTimeField(null=True)
    paused_for = models.DurationField(default=timedelta)
    # The last change: whose it was, whether it went to another stage, and what undoes it.
    changed_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    has_moved = models.BooleanField(default=False)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta(OrgModel.Meta):
        db_table = "run_of_show"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "learning_session"], name="run_of_show_once"
            ),
            models.CheckConstraint(
                condition=models.Q(current=None) | models.Q(started_at__isnull=False),
                name="run_of_show_has_clock",
            ),
        ]

    @property
    def timer(self) -> Timer | None:
        """The clock of the current stage; None before the first."""
        if self.current_id is None or self.started_at is None:
            return None
        return Timer(self.started_at, self.length, self.paused_at, self.paused_for)

    def set_timer(self, timer: Timer) -> None:
        """Have another clock; to be saved."""
        self.started_at, self.length = timer.started_at, timer.length
        self.paused_at, self.paused_for = timer.paused_at, timer.paused_for
