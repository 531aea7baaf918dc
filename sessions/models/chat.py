"""Channels of Slack or Teams that hear of a program, and what was posted there."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from programs.models import Program
from sessions.rules.chat import SLACK, TEAMS


class ChatChannel(OrgModel):
    """A channel with an incoming webhook: an address that takes posts, and is a secret."""

    class Service(models.TextChoices):
        SLACK = SLACK, _("Slack")
        TEAMS = TEAMS, _("Microsoft Teams")

    program = OrgForeignKey(Program, models.CASCADE, related_name="chat_channels")
    name = models.CharField(_("name of the channel"), max_length=80)
    service = models.CharField(_("service"), max_length=10, choices=Service.choices)
    # Sealed; nobody is shown it again, only its last letters.
    address = models.BinaryField()
    address_end = models.CharField(max_length=4)
    # Keys of sessions.rules.chat.EVENTS.
    events = models.JSONField(default=list)
    is_on = models.BooleanField(default=True)
    # What the service said when it refused a post for good, until one is taken again.
    trouble = models.CharField(max_length=300, blank=True)
    created_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "chat_channel"
        ordering: ClassVar = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "program", "name"], name="chat_channel_name_once"
            )
        ]


class ChatPost(OrgModel):
    """One post to a channel; the row is the truth, as it is with mails."""

    class State(models.TextChoices):
        PENDING = "pending", _("on its way")
        SENT = "sent", _("posted")
        FAILED = "failed", _("refused")
        EXPIRED = "expired", _("too late")

    channel = OrgForeignKey(ChatChannel, models.CASCADE, related_name="posts")
    event = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    lines = models.JSONField(default=list)
    link = models.CharField(max_length=600)
    label = models.CharField(max_length=80)
    # When it is tried next. Whoever takes it moves this on first: if they die, it is tried again.
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    finished_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "chat_post"
        ordering: ClassVar = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(state="pending"), name="chat_post_due"
            )
        ]


class ChatTold(OrgModel):
    """What a channel knows of something: under "at:<session>" for instance its start and room.

    What stood there when the channel came, or came back, is known to it without a post.
    """

    channel = OrgForeignKey(ChatChannel, models.CASCADE, related_name="told")
    key = models.CharField(max_length=60)
    value = models.CharField(max_length=60)

    class Meta(OrgModel.Meta):
        db_table = "chat_told"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "channel", "key"], name="chat_told_once"
            )
        ]
