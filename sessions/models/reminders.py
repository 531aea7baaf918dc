"""When those who booked are written to before and after a session, as HR planned it."""

from django.db import models

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Program


class ReminderPlan(OrgModel):
    """One version of a program's plan, for a kind of its sessions or for all. It never changes: a
    new version stands beside it, and the highest holds.
    """

    program = OrgForeignKey(Program, models.CASCADE, related_name="+")
    # "" is all kinds that have no plan of their own.
    kind = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField()
    # See rules/reminding.py; None: whatever would hold without this plan.
    steps = models.JSONField(null=True)
    made_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "reminder_plan"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "kind", "version"], name="reminder_plan_once"
            )
        ]
