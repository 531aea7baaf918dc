"""What went into a run."""

from django.db import models

from matching.models.matches import MatchRun
from peerlearn.tenancy.models import OrgForeignKey, OrgModel


class MatchInputs(OrgModel):
    """Who went into a run, so that it can be said who came, went or changed since."""

    run = OrgForeignKey(MatchRun, models.CASCADE, related_name="+")
    # One short record per person, packed by matching.rules.inputs; nothing that is private.
    people = models.BinaryField()

    class Meta(OrgModel.Meta):
        db_table = "match_inputs"
        constraints = [
            models.UniqueConstraint(fields=["organization", "run"], name="match_inputs_once")
        ]
