"""Who is asked to facilitate a program."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models.programs import Program
from programs.rules.objections import is_covered
from programs.signals import SessionsTaken


class FacilitatorNomination(OrgModel):
    """That a neutral person is asked to facilitate a program."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        BLOCKED = "blocked", _("blocked")
        REVOKED = "revoked", _("revoked")
        ENDED = "ended", _("left the company")

    program = OrgForeignKey(Program, models.CASCADE, related_name="nominations")
    person = OrgForeignKey(Person, models.CASCADE, related_name="nominations")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    nominated_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    # What the neutrality check found then: [{"kind", "people": [id, …]}]
    findings = models.JSONField(default=list)
    # Why somebody with authority over people in the program facilitates all the same.
    override_reason = models.TextField(_("reason for the override"), max_length=500, blank=True)
    # What it covers: the findings that were there when it was given, in the same form.
    overridden = models.JSONField(default=list)
    decline_reason = models.TextField(_("reason"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Rises when the same person is asked again; older links are then void.
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)

    # What became of the sessions to come, where the nomination was just taken back.
    handed_over: SessionsTaken = SessionsTaken()
    # Which of them they took, where taking it back was just undone.
    taken_again: SessionsTaken = SessionsTaken()

    class Meta(OrgModel.Meta):
        db_table = "facilitator_nomination"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "person"], name="facilitator_nomination_once"
            )
        ]

    @property
    def needs_decision(self) -> bool:
        """Whether something that HR was told of speaks against the person, and no reason that was
        given covers it.
        """
        return not is_covered(self.findings, self.overridden)
