"""Files to download around an import."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.imports.bad_rows import bad_rows_csv, template_csv
from peerlearn.people.imports.problems import Problem
from peerlearn.people.queries.imports import import_jobs_visible_to, rows_of


def _csv(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@hr_admin_required
@require_safe
def template(request: OrgRequest) -> HttpResponse:
    """An example file, for those who have none yet."""
    return _csv(template_csv(), "peerlearn-people-template.csv")


@hr_admin_required
@require_safe
def bad_rows(request: OrgRequest, job_id: UUID) -> HttpResponse:
    """The rows that can't be imported, each with what is wrong and how to mend it."""
    job = get_object_or_404(import_jobs_visible_to(request.membership), id=job_id)
    bad = (
        (row.number, row.cells, [Problem(**stored) for stored in row.problems])
        for row in rows_of(job, tab="error")
    )
    return _csv(bad_rows_csv(job.headers, bad, delimiter=job.delimiter or ","), "rows-to-mend.csv")
