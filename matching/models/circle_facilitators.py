"""Who is asked to facilitate a circle."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models.circles import Circle
from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel


class CircleFacilitator(OrgModel):
    """That a neutral person is asked to facilitate a circle; of a circle one at a time."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        REVOKED = "revoked", _("taken back")
        ENDED = "ended", _("left the company")

    STANDING = (State.ASKED, State.ACCEPTED)

    circle = OrgForeignKey(Circle, models.CASCADE, related_name="facilitators")
    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    # Rises when the same person is asked again.
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decline_reason = models.TextField(_("reason"), max_length=500, blank=True)

    class Meta(OrgModel.Meta):
        db_table = "circle_facilitator"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "circle", "person"], name="circle_facilitator_once"
            ),
            models.UniqueConstraint(
                fields=["organization", "circle"],
                condition=models.Q(state__in=("asked", "accepted")),
                name="circle_facilitator_one",
            ),
        ]
