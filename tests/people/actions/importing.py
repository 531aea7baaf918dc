"""An import driven by its actions, the worker's part done in this process."""

from django.db import transaction

from peerlearn.people.actions.import_work import carry_out_import, prepare_preview
from peerlearn.people.actions.imports import start_import, start_preview, upload_file
from peerlearn.people.models import ImportJob
from tests.cast import Cast
from tests.people.imports.files import csv_bytes

# One good row, one without an address, one with a wrong one.
LINES = (
    "Name,E-mail,Title,Manager",
    "Ada Lind,ada@acme.example,CEO,",
    "Bo Strand,,COO,Ada Lind",
    "Cy Berg,cy@acme,CFO,",
)

HEADER = "Employee ID,Name,E-mail,Department,Location,Start date,Manager,Skills"
NEW = (
    HEADER,
    '100,"Lind, Ada",ada@acme.example,Sales,Berlin,2024-02-01,,"Excel; excel; SQL"',
    "101,Bo Strand,,Logistics,Lisbon,,100,SQL",
)


def uploaded(cast: Cast, *lines: str) -> ImportJob:
    with cast.inside():
        return upload_file(data=csv_bytes(*lines), file_name="people.csv", by=cast.hr_admin.person)


def previewed(cast: Cast, *lines: str, targets: tuple[str, ...] = ()) -> ImportJob:
    job = uploaded(cast, *lines)
    with cast.inside():
        start_preview(job, targets=targets or tuple(job.targets))
    prepare_preview(job.id, organization_id=cast.organization.id)
    return fresh(cast, job)


def imported(cast: Cast, *lines: str, targets: tuple[str, ...] = ()) -> ImportJob:
    job = previewed(cast, *lines, targets=targets)
    with cast.inside():
        start_import(job)
    with transaction.atomic():
        carry_out_import(job.id, organization_id=cast.organization.id)
    return fresh(cast, job)


def fresh(cast: Cast, job: ImportJob) -> ImportJob:
    with cast.inside():
        return ImportJob.objects.get(id=job.id)
