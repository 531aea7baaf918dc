"""Reads of the organization's own program templates."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from peerlearn.people.models import Membership
from programs.models import OwnTemplate, Program


@dataclass(frozen=True)
class VersionUse:
    """How many programs were made from one version of a template."""

    version: int
    programs: int
    is_current: bool


def templates_visible_to(membership: Membership) -> QuerySet[OwnTemplate]:
    """The organization's own templates, archived ones too: for HR admins."""
    found = OwnTemplate.objects.select_related("made_by", "edited_by")
    return found if membership.is_hr_admin else found.none()


def template_row(membership: Membership, key: str) -> OwnTemplate | None:
    """The organization's own template with this key; None where there is none, or not for them."""
    try:
        template_id = UUID(key)
    except ValueError:
        return None
    return templates_visible_to(membership).filter(id=template_id).first()


def uses_of(row: OwnTemplate) -> list[VersionUse]:
    """How many programs were made from which version, the latest first."""
    counts = (
        Program.objects.filter(template=row)
        .order_by("-template_version")
        .values_list("template_version")
        .annotate(made=Count("pk"))
    )
    return [VersionUse(version, made, version == row.version) for version, made in counts]


def template_names_in_use() -> list[str]:
    """The names that a new template can't have."""
    active = OwnTemplate.objects.filter(archived_at__isnull=True)
    return list(active.order_by().values_list("name", flat=True))
