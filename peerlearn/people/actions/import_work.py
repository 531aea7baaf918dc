"""What a worker does for an import. The whole of the writing is one transaction: all or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection
from django.utils import timezone

from peerlearn.people.actions.import_writing import write_plan
from peerlearn.people.actions.imports import file_of
from peerlearn.people.imports.plan import Outcome, Plan, PlannedRow
from peerlearn.people.imports.planning import make_plan
from peerlearn.people.imports.problems import FileProblem, Problem, problem
from peerlearn.people.imports.reading import read_table
from peerlearn.people.imports.table import Cell, Table, text_of
from peerlearn.people.imports.values.dates import DateOrder
from peerlearn.people.models import ImportFile, ImportJob, ImportRow, Person
from peerlearn.people.progress import ProgressWriter, forget_progress
from peerlearn.people.queries.imports import person_records
from peerlearn.people.signals import import_finished, people_left
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import OrganizationSettings
from peerlearn.tenancy.tasks import send_task_on_commit

_State = ImportJob.State


class ImportBusyError(Exception):
    """Another import of this organization is being written: ask again in a moment."""


@dataclass(frozen=True, slots=True)
class _Work:
    """A job and its file, loaded before anything takes long."""

    job: ImportJob
    table: Table
    progress: ProgressWriter


def prepare_preview(job_id: UUID, *, organization_id: UUID) -> None:
    """Plan the import of a job in `previewing` and keep the plan's rows for the page."""
    _guarded(_preview, job_id, organization_id, _State.PREVIEWING)


def carry_out_import(job_id: UUID, *, organization_id: UUID) -> None:
    """Plan once more, on the people as they are now, and write it. Once, however often sent.

    Raises ImportBusyError while another import of the organization is being written.
    """
    _guarded(_import, job_id, organization_id, _State.IMPORTING)


def announce_leavers(job_id: UUID) -> None:
    """Tell the other apps who has left by an import. Needs the organization entered."""
    left = Person.objects.filter(
        state=Person.State.LEFT,
        id__in=ImportRow.objects.filter(job=job_id, outcome=Outcome.LEAVER).values("person_id"),
    )
    if person_ids := list(left.order_by().values_list("id", flat=True)):
        people_left.send(sender=Person, person_ids=person_ids)


def _guarded(
    work: Callable[[_Work, UUID], None], job_id: UUID, organization_id: UUID, state: str
) -> None:
    """Whatever goes wrong, the job says so, and the people are as before."""
    try:
        loaded = _load(job_id, organization_id, state)
        if loaded:
            work(loaded, organization_id)
    except ImportBusyError:
        raise
    except FileProblem as refused:
        _fail(job_id, organization_id, refused.problem)
    except IntegrityError:
        _fail(job_id, organization_id, problem("people_changed_meanwhile"))
    except Exception:
        _fail(job_id, organization_id, problem("import_crashed"))
        raise
    with organization(organization_id):
        forget_progress(job_id)


def _load(job_id: UUID, organization_id: UUID, state: str) -> _Work | None:
    """None when there is nothing to do (any more)."""
    with organization(organization_id):
        job = ImportJob.objects.filter(id=job_id, state=state).first()
        if job is None:
            return None
        data = file_of(job)
        progress = ProgressWriter(job_id, total=2 * job.row_count)
        progress(0)
    table = read_table(data, sheet=job.sheet, encoding=job.encoding, delimiter=job.delimiter)
    return _Work(job, table, progress)


def _plan(work: _Work, *, today: date) -> Plan:
    job = work.job
    return make_plan(
        work.table,
        tuple(job.targets),
        person_records(),
        today=today,
        date_order=DateOrder(job.date_order) if job.date_order else None,
        importer_id=str(job.created_by_id or ""),
        progress=work.progress,
    )


def _preview(work: _Work, organization_id: UUID) -> None:
    with organization(organization_id):
        _think_longer()
        settings = OrganizationSettings.objects.get()
        plan = _plan(work, today=_today(settings))
        job = ImportJob.objects.select_for_update().get(id=work.job.id)
        if job.state == _State.PREVIEWING:
            _keep(job, plan, work.table, written={})
            job.state = _State.PREVIEWED
            job.save()


def _import(work: _Work, organization_id: UUID) -> None:
    """The organization's settings row is the lock: one import at a time."""
    with organization(organization_id):
        settings = _locked_settings()
        job = ImportJob.objects.select_for_update().get(id=work.job.id)
        if job.state != _State.IMPORTING:
            return
        _think_longer()
        plan = _plan(work, today=_today(settings))
        written = write_plan(plan, progress=work.progress)
        _keep(job, plan, work.table, written=written)
        job.state, job.finished_at = _State.DONE, timezone.now()
        job.save()
        ImportFile.objects.filter(job=job).delete()
        import_finished.send(sender=ImportJob, job=job)
        # Their seats and pairs end in a transaction of its own: this one holds the locks of
        # everybody in the file, and a booking that waits for one of them holds its session's.
        send_task_on_commit(
            "peerlearn.people.tasks.announce_leavers",
            organization_id=organization_id,
            job_id=str(job.id),
        )
        _plan_anew()


def _think_longer() -> None:
    """Planning asks the database nothing for long: 60,000 rows take more than the half minute
    after which a silent transaction is ended. Until this one's end alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '15min'")


def _plan_anew() -> None:
    """Postgres checks each manager and reviewer at the end, by a plan it made when this connection
    wrote a person first. Made when there were ten people, it reads the whole table for each: with
    50,000 of them that takes minutes, and no timeout of a statement ends a commit.
    """
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")


def _locked_settings() -> OrganizationSettings:
    """Waiting here would be ended by the role's lock_timeout, so the task waits instead."""
    free = OrganizationSettings.objects.select_for_update(skip_locked=True).first()
    if free is None:
        raise ImportBusyError
    return free


def _today(settings: OrganizationSettings) -> date:
    return timezone.localdate(timezone=ZoneInfo(settings.time_zone))


def _keep(job: ImportJob, plan: Plan, table: Table, *, written: Mapping[str, UUID]) -> None:
    """The plan's rows for the page; cells only of rows that somebody must mend."""
    cells = {row.number: row.cells for row in table.rows}
    ImportRow.objects.filter(job=job).delete()
    ImportRow.objects.bulk_create(
        (_kept_row(job, row, cells[row.number], written) for row in plan.rows), batch_size=1_000
    )
    job.counts, job.missing = dict(plan.counts()), list(plan.missing)
    job.notices = [notice.as_json() for notice in plan.notices]


def _kept_row(
    job: ImportJob, row: PlannedRow, cells: Sequence[Cell], written: Mapping[str, UUID]
) -> ImportRow:
    return ImportRow(
        job=job,
        number=row.number,
        outcome=row.outcome.value,
        name=row.name[:200],
        person_id=_person_id(row, written),
        is_reachable=row.is_reachable,
        changes=[[change.field, change.old, change.new] for change in row.changes],
        problems=[each.as_json() for each in row.problems],
        has_problems=bool(row.problems),
        cells=[text_of(cell) for cell in cells] if row.outcome is Outcome.ERROR else [],
    )


def _person_id(row: PlannedRow, written: Mapping[str, UUID]) -> UUID | None:
    if row.outcome in (Outcome.ERROR, Outcome.SKIPPED):
        return None
    return UUID(row.record.id) if row.record else written.get(row.key)


def _fail(job_id: UUID, organization_id: UUID, why: Problem) -> None:
    with organization(organization_id):
        ImportJob.objects.filter(id=job_id, state__in=ImportJob.WORKING).update(
            state=_State.FAILED, failure=why.as_json(), finished_at=timezone.now()
        )
