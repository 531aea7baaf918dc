"""Pairs that HR fixes by hand before a program is matched."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Program


class FixedPair(OrgModel):
    """That every matching of a program keeps a pair, until it is freed."""

    class Freed(models.TextChoices):
        BY_HAND = "by_hand", _("freed by hand")
        IN_REVIEW = "in_review", _("decided otherwise in a review")
        PAIRED = "paired", _("became a pair")
        LEFT = "left", _("one of the two has left")

    program = OrgForeignKey(Program, models.CASCADE, related_name="fixed_pairs")
    mentor = OrgForeignKey(Person, models.CASCADE, related_name="+")
    mentee = OrgForeignKey(Person, models.CASCADE, related_name="+")
    # For HR alone. What stands against rules says why there too (MatchOverride).
    reason = models.CharField(_("why"), max_length=200, blank=True)
    fixed_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    # The same for all that were fixed together.
    fixed_at = models.DateTimeField()
    freed_at = models.DateTimeField(null=True)
    freed_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    freed_because = models.CharField(max_length=10, choices=Freed.choices, blank=True)

    class Meta(OrgModel.Meta):
        db_table = "fixed_pair"
        ordering: ClassVar = ["-fixed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "mentee"],
                condition=models.Q(freed_at__isnull=True),
                name="fixed_pair_one_mentor",
            ),
            models.CheckConstraint(
                condition=~models.Q(mentor=models.F("mentee")), name="fixed_pair_two_people"
            ),
        ]
