"""Someone in one organization."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from peerlearn.tenancy.models import OrgForeignKey, OrgModel
from peerlearn.web.single_line import one_line


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
    # Separated by commas, in the spelling of whoever wrote them.
    languages = models.CharField(_("languages"), max_length=300, blank=True)
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
    # Who appraises their work, where it isn't only the manager.
    reviewer = OrgForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reviewees",
        verbose_name=_("performance reviewer"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ACTIVE)
    # What they said themselves, in hours a month; None: the organization's.
    load_budget = models.DecimalField(
        _("hours a month that I give at most"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(80)],
    )
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
            models.CheckConstraint(
                condition=~models.Q(reviewer=models.F("id")), name="person_not_own_reviewer"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "name", "id"], name="person_by_name"),
            # Lists count and page through those who work here without touching their rows.
            models.Index(
                fields=["organization", "state", "name", "id"], name="person_here_by_name"
            ),
            models.Index(
                fields=["organization", "state", "department", "location"],
                name="person_here_by_department",
            ),
            models.Index(
                fields=["organization", "state", "location"], name="person_here_by_location"
            ),
            # Groups are made of the further columns, which many organizations don't have.
            models.Index(
                fields=["organization"],
                condition=models.Q(state="active") & ~models.Q(attributes={}),
                name="person_here_with_columns",
            ),
            # Over all organizations: who was invited under an address.
            models.Index(
                Lower("email"),
                condition=models.Q(email__isnull=False),
                name="person_by_email",
            ),
            # Over all organizations: whose last day has passed.
            models.Index(
                fields=["ends_on"],
                condition=models.Q(ends_on__isnull=False, state="active"),
                name="person_by_last_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def display_name(self) -> str:
        """The name as others see it, in one line: it stands in mails."""
        return one_line(self.name)

    @property
    def is_reachable(self) -> bool:
        """Whether mail can reach this person."""
        return bool(self.email) and self.state == self.State.ACTIVE
