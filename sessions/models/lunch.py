"""Lunch at sessions: what people eat, and what was ordered."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from sessions.models.learning_sessions import LearningSession


class DietaryNeeds(OrgModel):
    """What a person eats, as they told once: keys of rules.lunch.NEEDS. Nobody reads it beside
    their name; orders count it. Without needs there is no row.
    """

    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    needs = models.JSONField(default=list)
    # Which version of the sentence about who sees it they had read.
    receipt = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField(default=timezone.now)

    class Meta(OrgModel.Meta):
        db_table = "dietary_needs"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "person"], name="dietary_needs_once")
        ]


class LunchOrder(OrgModel):
    """What was ordered for a session, as it was counted once: nobody counts again, so that who
    comes or goes later gives away nothing of what they eat.
    """

    learning_session = OrgForeignKey(LearningSession, models.CASCADE, related_name="lunch_orders")
    # The start that it was ordered for: a moved session has its order counted anew.
    starts_at = models.DateTimeField()
    closed_at = models.DateTimeField(default=timezone.now)
    closed_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    # For whom, without what they eat; and meals without for whom: [[needs], how many].
    people = models.JSONField(default=list)
    meals = models.JSONField(default=list)

    class Meta(OrgModel.Meta):
        db_table = "lunch_order"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "learning_session", "starts_at"], name="lunch_order_once"
            )
        ]

    @property
    def heads(self) -> int:
        """How many lunches were ordered."""
        return len(self.people)
