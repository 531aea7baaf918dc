"""How people get into an organization."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models.people import Person
from peerlearn.people.models.users import User
from peerlearn.tenancy.models import OrganizationSettings, OrgForeignKey, OrgModel


class Membership(OrgModel):
    """A user's way into an organization: which person they are there, and with what role."""

    class Role(models.TextChoices):
        HR_ADMIN = "hr_admin", _("HR admin")
        EMPLOYEE = "employee", _("employee")

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    person = OrgForeignKey(Person, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.EMPLOYEE)
    created_at = models.DateTimeField(auto_now_add=True)
    # No column: a join, so that a request reads who is asking and their organization's settings
    # at once.
    organization_settings = models.ForeignObject(
        OrganizationSettings,
        on_delete=models.DO_NOTHING,
        from_fields=["organization"],
        to_fields=["organization"],
        null=True,
        related_name="+",
        editable=False,
    )

    # Row-level security lets a user read their own rows of all organizations (context.as_user).
    across_organizations: ClassVar[models.Manager["Membership"]] = models.Manager()

    class Meta(OrgModel.Meta):
        db_table = "membership"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["organization", "user"], name="membership_user_once"),
            models.UniqueConstraint(
                fields=["organization", "person"], name="membership_person_once"
            ),
        ]
        indexes = [models.Index(fields=["user", "organization"], name="membership_by_user")]

    @property
    def is_hr_admin(self) -> bool:
        """Whether this member configures programs and sees the people's data."""
        return self.role == self.Role.HR_ADMIN


class Invitation(OrgModel):
    """That a person was asked to join. The link in the mail is signed, not stored."""

    person = OrgForeignKey(Person, models.CASCADE, related_name="invitations")
    invited_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "invitation"
