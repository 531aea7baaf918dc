"""The organization, and what a tenant row is."""

from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.sql.where import WhereNode
from django.utils.translation import gettext_lazy as _

from peerlearn.tenancy.context import current_organization_id
from peerlearn.tenancy.ids import uuid7

M = TypeVar("M", bound=models.Model)


class Organization(models.Model):
    """A company. Readable before a tenant is known, so it holds no more than its address."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        CLOSED = "closed", _("closed")
        SYSTEM = "system", _("system")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(unique=True, max_length=50)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)

    class Meta:
        db_table = "organization"

    def __str__(self) -> str:
        return self.slug


class OrgManager(models.Manager[M]):
    """Filters by the current organization; also the base manager, so that foreign keys,
    refresh_from_db() and save() carry it too.
    """

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(organization_id=current_organization_id())


class OrgForeignKey(models.ForeignKey):  # type: ignore[type-arg]
    """A reference inside one organization.

    It makes no single-column constraint: the TenantTable operation adds
    (organization_id, x_id) → (organization_id, id), so that no row can point across.
    """

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs["db_index"] = False
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        kwargs.pop("db_index", None)
        return name, path, args, kwargs

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> Any:
        """Joins match organization_id too: the composite keys serve them."""
        if not (alias and related_alias):
            return None
        near = self.model._meta.get_field("organization")
        far = self.related_model._meta.get_field("organization")
        node = WhereNode()
        node.add(
            near.get_lookup("exact")(near.get_col(related_alias), far.get_col(alias)),  # type: ignore[union-attr, misc]
            "AND",
        )
        return node


class OrgModel(models.Model):
    """A row of one organization. Its migration must also hold `TenantTable("ItsName")`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        db_index=False,
        default=current_organization_id,
        editable=False,
        related_name="+",
    )

    objects: ClassVar[OrgManager[Self]] = OrgManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class OrganizationSettings(OrgModel):
    """What an organization has decided about itself. One row each."""

    name = models.CharField(_("name"), max_length=120)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    anonymity_threshold = models.PositiveSmallIntegerField(
        _("anonymity threshold"),
        default=5,
        validators=[MinValueValidator(3), MaxValueValidator(10)],
    )
    # Hours a month that a person gives in all programs before somebody is warned.
    load_budget = models.DecimalField(
        _("hours a month that a person gives"),
        max_digits=4,
        decimal_places=1,
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(80)],
    )
    # A day a line, see peerlearn.people.rules.holidays.
    holidays = models.TextField(_("public holidays"), blank=True, default="")
    holds_demo_data = models.BooleanField(default=False)

    class Meta(OrgModel.Meta):
        db_table = "organization_settings"
        constraints = [
            models.UniqueConstraint(fields=["organization"], name="organization_settings_once"),
            models.CheckConstraint(
                condition=models.Q(anonymity_threshold__range=(3, 10)),
                name="organization_threshold_3_to_10",
            ),
        ]

    def __str__(self) -> str:
        return self.name


slug_validator = RegexValidator(
    r"^[a-z0-9](?:[a-z0-9-]{1,48}[a-z0-9])$",
    _("Use 3 to 50 lower-case letters, digits and hyphens."),
)

# Owns the messages of accounts that belong to no organization yet; no address leads to it.
SYSTEM_ORGANIZATION_ID = UUID("00000000-0000-7000-8000-000000000001")
