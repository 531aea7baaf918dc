"""Program templates that an organization has made from programs of its own."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.tenancy.models import OrgForeignKey, OrgModel

MOST_WEEKS = 260


class OwnTemplate(OrgModel):
    """A program that is ready to be used again: texts and plans, no people and no dates.

    Programs take copies of it and note which version they took; its parts in JSON are as
    programs.catalogue.stored writes them.
    """

    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    for_whom = models.CharField(_("for whom"), max_length=300, blank=True)
    goal = models.TextField(_("goal"), max_length=1000, blank=True)
    # None: evergreen.
    weeks = models.PositiveSmallIntegerField(
        _("length in weeks"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WEEKS)],
    )
    conduct = models.TextField(_("code of conduct"), max_length=8000, blank=True)
    roles = models.JSONField(default=list)
    sessions = models.JSONField(default=list)
    # {rule: weight}; empty where nobody is paired
    weights = models.JSONField(default=dict)
    # {rule: figures} without exception; None for the usual ones
    hard = models.JSONField(null=True)
    # the steps of the set-up guide that it needs
    steps = models.JSONField(default=list)
    # Rises with each edit, as a program's does.
    version = models.PositiveIntegerField(default=1)
    made_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    edited_by = OrgForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    edited_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta(OrgModel.Meta):
        db_table = "program_template"
        ordering: ClassVar = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                "organization",
                Lower("name"),
                condition=models.Q(archived_at__isnull=True),
                name="program_template_name_once",
            ),
            models.CheckConstraint(
                condition=models.Q(weeks__isnull=True) | models.Q(weeks__gte=1),
                name="program_template_has_weeks",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_archived(self) -> bool:
        """Whether it was put away: no program is made from it."""
        return self.archived_at is not None
