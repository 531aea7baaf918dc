"""What an HR admin does with an import: upload, read again, map, preview, import, discard."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from peerlearn.people.imports.columns import (
    describe_columns,
    fingerprint,
    guess_targets,
    mapping_problems,
    recall,
    remember,
)
from peerlearn.people.imports.problems import Problem
from peerlearn.people.imports.reading import read_table
from peerlearn.people.imports.table import Table
from peerlearn.people.models import ColumnMapping, ImportFile, ImportJob, Person
from peerlearn.people.progress import begin_progress, forget_progress
from peerlearn.people.queries.imports import mapping_for
from peerlearn.tenancy.context import current_organization_id
from peerlearn.tenancy.tasks import send_task_on_commit

PREVIEW_TASK = "peerlearn.people.tasks.preview_import"
IMPORT_TASK = "peerlearn.people.tasks.run_import"
KEPT = timedelta(days=30)
"""Imports hold personal data, so they go when nobody asks about them any more."""

_State = ImportJob.State


class ImportStateError(Exception):
    """The import is not at the point where this can be done: somebody was faster."""


class MappingError(Exception):
    """The columns can't be used as they are mapped."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def upload_file(*, data: bytes, file_name: str, by: Person) -> ImportJob:
    """Keep a file and say what its columns are. Raises FileProblem when it can't be read."""
    table = read_table(data)
    with transaction.atomic():
        ImportJob.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
        job = ImportJob(created_by=by, file_name=file_name[:200])
        _describe(job, table)
        job.save()
        ImportFile.objects.create(job=job, data=data)
    return job


def read_again(job: ImportJob, *, sheet: str, encoding: str, delimiter: str) -> ImportJob:
    """Read the file another way. Raises FileProblem, or ImportStateError once it is under way."""
    table = read_table(file_of(job), sheet=sheet, encoding=encoding, delimiter=delimiter)
    with transaction.atomic():
        _take(job, (_State.UPLOADED, _State.PREVIEWED), _State.UPLOADED)
        _describe(job, table)
        job.save()
    return job


def file_of(job: ImportJob) -> bytes:
    """The bytes of the file. Raises ImportStateError when they are gone."""
    kept = ImportFile.objects.filter(job=job).first()
    if kept is None:
        raise ImportStateError
    return bytes(kept.data)


def _describe(job: ImportJob, table: Table) -> None:
    """What the page of the columns shows; targets remembered from last time, else guessed."""
    kept = mapping_for(table.headers)
    targets = recall(table.headers, kept.targets) if kept else guess_targets(table)
    job.sheet, job.sheet_names = table.sheet[:200], list(table.sheet_names)
    job.encoding, job.delimiter = table.encoding, table.delimiter
    job.row_count = len(table.rows)
    job.columns = [
        {
            "header": column.header,
            "samples": list(column.samples),
            "filled": column.filled,
            "is_private": column.is_private,
            "is_sensitive": column.is_sensitive,
        }
        for column in describe_columns(table)
    ]
    job.notices = [notice.as_json() for notice in table.notices]
    job.targets = list(targets)
    job.date_order = kept.date_order if kept else ""
    job.mapping_was_remembered = kept is not None


def start_preview(job: ImportJob, *, targets: Sequence[str], date_order: str = "") -> ImportJob:
    """Take the mapping, remember it, and have a worker compute the preview.

    Raises MappingError or ImportStateError.
    """
    if len(targets) != len(job.columns):
        raise ImportStateError
    if problems := mapping_problems(job.headers, tuple(targets)):
        raise MappingError(problems)
    with transaction.atomic():
        _take(job, (_State.UPLOADED, _State.PREVIEWED, _State.FAILED), _State.PREVIEWING)
        job.targets, job.date_order, job.failure = list(targets), date_order, None
        job.save(update_fields=["targets", "date_order", "failure"])
        ColumnMapping.objects.update_or_create(
            fingerprint=fingerprint(job.headers),
            defaults={
                "targets": remember(job.headers, tuple(targets)),
                "date_order": date_order,
            },
        )
        _send(job, PREVIEW_TASK)
    return job


def start_import(job: ImportJob) -> ImportJob:
    """Have a worker write what the preview showed. Twice is once. Raises ImportStateError."""
    with transaction.atomic():
        if job.state not in (_State.IMPORTING, _State.DONE):
            _take(job, (_State.PREVIEWED,), _State.IMPORTING)
            _send(job, IMPORT_TASK)
    return job


def send_again(job: ImportJob) -> ImportJob:
    """Wake a worker for a job whose worker is gone; a job still worked on is done once all the
    same. Raises ImportStateError when there is nothing to do.
    """
    if not job.is_working:
        raise ImportStateError
    _send(job, PREVIEW_TASK if job.state == _State.PREVIEWING else IMPORT_TASK)
    return job


def discard_import(job: ImportJob) -> None:
    """Forget a file that was not imported, with its preview. Raises ImportStateError."""
    open_states = (_State.UPLOADED, _State.PREVIEWED, _State.FAILED)
    with transaction.atomic():
        _take(job, open_states, _State.FAILED)
        job.delete()
    forget_progress(job.id)


def _send(job: ImportJob, task: str) -> None:
    begin_progress(job.id, total=job.row_count)
    send_task_on_commit(task, organization_id=current_organization_id(), job_id=str(job.id))


def _take(job: ImportJob, states: Sequence[str], state: str) -> None:
    """Compare and set: of two who press at once, one is told."""
    if not ImportJob.objects.filter(id=job.id, state__in=states).update(state=state):
        raise ImportStateError
    job.state = state
