"""The outbox: every message that leaves Peerlearn is a row here first."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel


class Notification(OrgModel):
    """One message to one recipient; the row is the truth, Celery only wakes the drain."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        SENDING = "sending", _("sending")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        UNKNOWN = "unknown", _("may not have been delivered")
        CANCELLED = "cancelled", _("cancelled")
        EXPIRED = "expired", _("expired")

    # e.g. reminder:24h:<booking>:<start in UTC>: a moved session is a new key
    dedupe_key = models.CharField(max_length=250)
    kind = models.CharField(max_length=60)
    # What it is about (e.g. a booking's id), so that it can be cancelled and re-checked.
    cause = models.CharField(max_length=100, blank=True)
    person = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="notifications")
    recipient = models.EmailField()
    subject = models.CharField(max_length=250)
    body = models.TextField()
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    link = models.CharField(max_length=600, blank=True)
    # A message of an account or with a secret in it is not shown to admins.
    is_private = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "notification"
        ordering: ClassVar = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "dedupe_key"], name="notification_dedupe_key_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(state="pending"), name="notification_due"
            ),
            models.Index(
                fields=["started_at"],
                condition=models.Q(state="sending"),
                name="notification_sending",
            ),
            models.Index(
                fields=["organization"],
                condition=models.Q(state__in=["failed", "unknown"]),
                name="notification_given_up",
            ),
            models.Index(fields=["organization", "cause"], name="notification_by_cause"),
            models.Index(fields=["organization", "kind"], name="notification_by_kind"),
            models.Index(fields=["organization", "-created_at", "-id"], name="notification_log"),
        ]
