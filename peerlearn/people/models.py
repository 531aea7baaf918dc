"""A login, and someone in one organization."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from peerlearn.tenancy.ids import uuid7
from peerlearn.tenancy.models import OrgForeignKey, OrgModel


class UserManager(BaseUserManager["User"]):
    """Makes users by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A login. Global: one user may belong to several organizations by memberships."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        db_table = "user_account"

    def __str__(self) -> str:
        return self.email


class Person(OrgModel):
    """Someone in one organization, with or without a login."""

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        LEFT = "left", _("left")

    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), null=True, blank=True)
    employee_number = models.CharField(_("employee number"), max_length=60, null=True, blank=True)
    title = models.CharField(_("job title"), max_length=200, blank=True)
    department = models.CharField(_("department"), max_length=200, blank=True)
    location = models.CharField(_("location"), max_length=200, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    starts_on = models.DateField(_("start date"), null=True, blank=True)
    ends_on = models.DateField(_("end date"), null=True, blank=True)
    manager = OrgForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("manager"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ACTIVE)
    attributes = models.JSONField(_("further columns of the import"), default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgModel.Meta):
        db_table = "person"
        ordering: ClassVar = ["name", "id"]
        constraints = [
            models.UniqueConstraint("organization", Lower("email"), name="person_email_once"),
            models.UniqueConstraint(
                fields=["organization", "employee_number"], name="person_employee_number_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(manager=models.F("id")), name="person_not_own_manager"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "name", "id"], name="person_by_name"),
            models.Index(fields=["organization", "department"], name="person_by_department"),
            models.Index(fields=["organization", "location"], name="person_by_location"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def display_name(self) -> str:
        """The name as others see it."""
        return self.name

    @property
    def is_reachable(self) -> bool:
        """Whether mail can reach this person."""
        return bool(self.email) and self.state == self.State.ACTIVE


class Membership(OrgModel):
    """A user's way into an organization: which person they are there, and with what role."""

    class Role(models.TextChoices):
        HR_ADMIN = "hr_admin", _("HR admin")
        EMPLOYEE = "employee", _("employee")

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    person = OrgForeignKey(Person, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.EMPLOYEE)
    created_at = models.DateTimeField(auto_now_add=True)

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


class Topic(OrgModel):
    """Something to learn or to teach."""

    name = models.CharField(_("name"), max_length=120)

    class Meta(OrgModel.Meta):
        db_table = "topic"
        ordering: ClassVar = ["name"]
        constraints = [
            models.UniqueConstraint("organization", Lower("name"), name="topic_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class PersonTopic(OrgModel):
    """What a person knows, wants to learn, or struggles with (private)."""

    class Stance(models.TextChoices):
        KNOWS = "knows", _("I know")
        WANTS = "wants", _("I want to learn")
        STRUGGLES = "struggles", _("I struggle with")

    person = OrgForeignKey(Person, models.CASCADE, related_name="topics")
    topic = OrgForeignKey(Topic, models.CASCADE, related_name="people")
    stance = models.CharField(max_length=10, choices=Stance.choices)

    class Meta(OrgModel.Meta):
        db_table = "person_topic"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person", "topic", "stance"], name="person_topic_once"
            )
        ]
