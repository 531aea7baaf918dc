"""What pairs are made by: the rules of a program, and whom people don't want to be paired with."""

from typing import ClassVar

from django.db import models

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Program


class MatchRules(OrgModel):
    """The rules of a program as somebody set them; the highest version counts, and a program
    without any takes the usual rules. Earlier ones stay: that is how a change is taken back.
    """

    program = OrgForeignKey(Program, models.CASCADE, related_name="match_rules")
    version = models.PositiveIntegerField()
    # As matching.rules.configuration.to_stored gives them; None: the usual ones
    rules = models.JSONField(null=True)
    set_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "match_rules"
        ordering: ClassVar = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "version"], name="match_rules_version_once"
            )
        ]


class NotWith(OrgModel):
    """That a person doesn't want to be paired with somebody. Theirs alone: no log, no list and no
    sentence tells anybody else, see docs/decisions/0022-rules-of-a-program.md.
    """

    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    other = OrgForeignKey(Person, models.CASCADE, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "not_with"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person", "other"], name="not_with_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("other")), name="not_with_two_people"
            ),
        ]
