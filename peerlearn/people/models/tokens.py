"""Keys for programs that call the API as a member."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models.memberships import Membership
from peerlearn.tenancy.models import OrgForeignKey, OrgModel


class Scope(models.TextChoices):
    """What a token may be used for, never more than its owner may."""

    READ = "read", _("Read what I can see")
    PROFILE = "write:profile", _("Change my own profile and topics")
    BOOKINGS = "write:bookings", _("Book seats and give them back")
    PEOPLE = "write:people", _("Add and change people")
    PROGRAMS = "write:programs", _("Change programs, who is in them and who facilitates")
    MATCHING = "write:matching", _("Match, publish matches, note first meetings")
    SESSIONS = "write:sessions", _("Schedule, change and cancel sessions")


class ApiToken(OrgModel):
    """A key to the API. Its text is shown once; only a digest of it is kept.

    It acts as its member, so it ends with the membership.
    """

    membership = OrgForeignKey(Membership, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    # The beginning of the text, so that its owner can tell which one it is.
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    # Coarse: written at most once an hour.
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "api_token"
        ordering: ClassVar = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "digest"], name="api_token_digest_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_labels(self) -> list[str]:
        """What it may be used for, in words."""
        return [str(Scope(scope).label) for scope in self.scopes]

    def is_usable(self, *, now: datetime) -> bool:
        """Whether it is neither revoked nor expired."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)
