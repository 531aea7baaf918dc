"""Times that one of a pair proposes to the other for their next meeting."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models.matches import Match
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel


class ProposedTimes(OrgModel):
    """Up to three times of which the other one takes one; a pair has one open proposal at most.

    For the eyes of the two. `last_at` is the last of the times: from then on nothing is left to
    take.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        ACCEPTED = "accepted", _("one was taken")
        DECLINED = "declined", _("none suits")
        REPLACED = "replaced", _("other times took their place")
        TAKEN_BACK = "taken_back", _("taken back")
        EXPIRED = "expired", _("over without an answer")
        DROPPED = "dropped", _("the pair takes a break or is over")

    match = OrgForeignKey(Match, models.CASCADE, related_name="proposed_times")
    proposed_by = OrgForeignKey(Person, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    starts = ArrayField(models.DateTimeField())
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    last_at = models.DateTimeField()
    proposed_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "proposed_times"
        ordering: ClassVar = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "match"],
                condition=models.Q(state="open"),
                name="proposed_times_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(starts__len__gte=1, starts__len__lte=3),
                name="proposed_times_one_to_three",
            ),
        ]
