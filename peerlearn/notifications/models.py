"""The outbox: every message that leaves Peerlearn is a row here first."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel

MAILS_A_DAY = 10


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
        SKIPPED = "skipped", _("not wanted as mail")
        HELD = "held", _("held for the daily mail")
        DIGESTED = "digested", _("sent in the daily mail")

    # e.g. reminder:24h:<booking>:<start in UTC>: a moved session is a new key
    dedupe_key = models.CharField(max_length=250)
    kind = models.CharField(max_length=60)
    # See groups.py; "" for what belongs to none.
    group = models.CharField(max_length=20, blank=True, default="")
    # The program that it belongs to, for its admins; this app knows no programs.
    program = models.UUIDField(null=True)
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
    # The daily mail that it is held for.
    digest = OrgForeignKey("self", models.SET_NULL, null=True, related_name="held")
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
            models.Index(
                fields=["organization", "program", "-created_at", "-id"],
                condition=models.Q(program__isnull=False),
                name="notification_of_program",
            ),
            models.Index(
                fields=["organization", "person", "finished_at"],
                condition=models.Q(state="sent"),
                name="notification_mailed",
            ),
        ]


class MessageChoices(OrgModel):
    """When mails may come to a person, and how many a day. Who chose nothing has no row."""

    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    # Their own clock's; without both no hour is quiet.
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    # Of those that aren't needed; what is more comes in one mail the next morning. None: all.
    mails_a_day = models.PositiveSmallIntegerField(null=True, default=MAILS_A_DAY)

    class Meta(OrgModel.Meta):
        db_table = "message_choices"
        constraints = [
            models.UniqueConstraint(fields=["organization", "person"], name="message_choices_once"),
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="message_choices_both_ends_of_quiet",
            ),
        ]


class SwitchedOff(OrgModel):
    """A group of messages that a person doesn't want on a channel."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("Mail")
        IN_APP = "in_app", _("In Peerlearn")

    person = OrgForeignKey(Person, models.CASCADE, related_name="+")
    group = models.CharField(max_length=20)
    channel = models.CharField(max_length=10, choices=Channel.choices)

    class Meta(OrgModel.Meta):
        db_table = "switched_off"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person", "group", "channel"], name="switched_off_once"
            )
        ]
