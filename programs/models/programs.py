"""Programs, and the states they went through."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models.templates import OwnTemplate


class Program(OrgModel):
    """One run of peer learning, with a goal and dates. Without a last day it is evergreen: people
    join any day, and each person's clock starts then.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("launched")
        RUNNING = "running", _("running")
        FINISHED = "finished", _("finished")
        ARCHIVED = "archived", _("archived")

    name = models.CharField(_("name"), max_length=120)
    goal = models.TextField(_("goal"), max_length=1000, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    owner = OrgForeignKey(
        Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("HR owner")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    # Rises with each edit: a form that was opened before another was saved overwrites nothing.
    version = models.PositiveIntegerField(default=0)
    # What it was made from, and which version of that; it holds copies, so nothing leads back.
    template = OrgForeignKey(
        OwnTemplate, models.SET_NULL, null=True, blank=True, related_name="programs"
    )
    template_version = models.PositiveIntegerField(null=True, blank=True)
    # Steps of the set-up guide that this program doesn't need, by name.
    steps_left_out = models.JSONField(default=list, blank=True)

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
    def is_evergreen(self) -> bool:
        """Whether it has no last day."""
        return self.ends_on is None

    @property
    def is_closed(self) -> bool:
        """Whether nobody can join or be nominated any more."""
        return self.state in {self.State.FINISHED, self.State.ARCHIVED}

    @property
    def is_under_way(self) -> bool:
        """Whether it is launched and not over: people know of it."""
        return self.state in {self.State.OPEN, self.State.RUNNING}


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
