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
