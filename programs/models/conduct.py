"""A program's code of conduct, and who accepted it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models.programs import Program


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


class ConductSuggestion(OrgModel):
    """What somebody of the group would write instead, or a remark when `text` is empty."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN = "taken", _("taken over")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")

    program = OrgForeignKey(Program, models.CASCADE, related_name="conduct_suggestions")
    # What it would change: the version in force when it was made.
    version = OrgForeignKey(ConductVersion, models.CASCADE, related_name="suggestions")
    text = models.TextField(_("text"), max_length=8000, blank=True)
    why = models.TextField(_("why"), max_length=1000)
    suggested_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decline_reason = models.TextField(_("reason"), max_length=500, blank=True)
    # The version that came of it.
    became = OrgForeignKey(ConductVersion, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "conduct_suggestion"
        ordering: ClassVar = ["-created_at", "-id"]

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state == self.State.OPEN


class ConductSupport(OrgModel):
    """That a person of the group is for a suggestion."""

    suggestion = OrgForeignKey(ConductSuggestion, models.CASCADE, related_name="supports")
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")

    class Meta(OrgModel.Meta):
        db_table = "conduct_support"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "suggestion", "person"], name="conduct_support_once"
            )
        ]
