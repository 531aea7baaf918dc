"""Who did what, when, to which row."""

from typing import ClassVar

from django.db import models

from peerlearn.tenancy.models import OrgModel


class AuditEvent(OrgModel):
    """One change of one row. A trigger writes it; the app reads it and can't change it.

    `changes` holds [before, after] by column, or "changed" for personal data, so that erasing a
    person needs no rewriting of history. Never on answers to feedback or anonymous questions.
    """

    class Operation(models.TextChoices):
        INSERT = "I", "insert"
        UPDATE = "U", "update"
        DELETE = "D", "delete"

    at = models.DateTimeField()
    # "person:<id>", or "system:<role>" for what no request did
    actor = models.CharField(max_length=80)
    table = models.CharField(max_length=63)
    row_id = models.UUIDField()
    operation = models.CharField(max_length=1, choices=Operation.choices)
    changes = models.JSONField()

    class Meta(OrgModel.Meta):
        db_table = "audit_event"
        ordering: ClassVar = ["-at", "-id"]
        indexes = [
            models.Index(fields=["organization", "-at"], name="audit_event_by_time"),
            models.Index(fields=["organization", "table", "row_id"], name="audit_event_by_row"),
        ]
