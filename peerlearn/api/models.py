"""What the API itself must remember."""

from django.db import models

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel


class IdempotentRequest(OrgModel):
    """The answer to a request that carried an Idempotency-Key, for when it is sent again."""

    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    # What was asked: the same key with another question is a mistake.
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "idempotent_request"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person", "key"], name="idempotent_request_once"
            )
        ]
