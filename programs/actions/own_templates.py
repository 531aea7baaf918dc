"""Keeping program templates of the organization's own."""

from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from peerlearn.people.models import Person
from programs.catalogue.shapes import ProgramTemplate
from programs.catalogue.stored import columns_of, template_of
from programs.errors import (
    ChangedMeanwhileError,
    TemplateArchivedError,
    TemplateInUseError,
    TemplateNameTakenError,
)
from programs.models import OwnTemplate, Program


def save_template(template: ProgramTemplate, *, by: Person) -> OwnTemplate:
    """Keep what was read of a program as a template. Raises TemplateNameTakenError."""
    now = timezone.now()
    try:
        with transaction.atomic():
            return OwnTemplate.objects.create(
                **columns_of(template), made_by=by, edited_by=by, made_at=now, edited_at=now
            )
    except IntegrityError as error:
        raise _name_taken(error, str(template.name)) from error


def edit_template(
    row: OwnTemplate, changes: dict[str, Any], *, by: Person, version: int
) -> OwnTemplate:
    """Change fields of a template (those of ProgramTemplate); programs made from it keep theirs.

    `version` is the one that was read before: if another has been saved since, nothing is written
    and ChangedMeanwhileError is raised. What changes nothing makes no new version. Raises
    TemplateNameTakenError, and TemplateArchivedError.
    """
    if row.is_archived:
        raise TemplateArchivedError
    try:
        with transaction.atomic():
            stored = OwnTemplate.objects.select_for_update().get(id=row.id)
            if stored.version != version:
                raise ChangedMeanwhileError
            before = template_of(stored)
            columns = columns_of(replace(before, **changes))
            if columns != columns_of(before):
                OwnTemplate.objects.filter(id=row.id).update(
                    **columns, version=F("version") + 1, edited_by=by, edited_at=timezone.now()
                )
    except IntegrityError as error:
        raise _name_taken(error, str(changes.get("name", row.name))) from error
    row.refresh_from_db()
    return row


def archive_template(row: OwnTemplate, *, by: Person) -> OwnTemplate:
    """Put a template away: nothing is made from it until restore_template brings it back."""
    active = OwnTemplate.objects.filter(id=row.id, archived_at__isnull=True)
    active.update(archived_at=timezone.now())
    row.refresh_from_db()
    return row


def restore_template(row: OwnTemplate, *, by: Person) -> OwnTemplate:
    """Bring an archived template back. Raises TemplateNameTakenError when another has its name."""
    try:
        with transaction.atomic():
            OwnTemplate.objects.filter(id=row.id).update(archived_at=None)
    except IntegrityError as error:
        raise _name_taken(error, row.name) from error
    row.refresh_from_db()
    return row


def delete_template(row: OwnTemplate, *, by: Person) -> None:
    """Delete an archived template from which no program was made. Raises TemplateInUseError."""
    with transaction.atomic():
        stored = OwnTemplate.objects.select_for_update().filter(id=row.id).first()
        if stored is None:
            return
        if not stored.is_archived or Program.objects.filter(template=stored).exists():
            raise TemplateInUseError
        stored.delete()


def _name_taken(error: IntegrityError, name: str) -> Exception:
    if "program_template_name_once" in str(error):
        return TemplateNameTakenError(name)
    return error
