"""An import of people: upload, columns, reading another way, preview, and carrying it out."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from peerlearn.people.actions.imports import (
    ImportStateError,
    MappingError,
    discard_import,
    read_again,
    send_again,
    start_import,
    start_preview,
    upload_file,
)
from peerlearn.people.forms.imports import ColumnsForm, ReadingForm, UploadForm
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.import_pages import (
    current_tab,
    explained,
    lacks_start_dates,
    shown_rows,
    tabs_of,
)
from peerlearn.people.imports.problems import FileProblem
from peerlearn.people.imports.texts import explain
from peerlearn.people.models import ImportJob, ImportRow
from peerlearn.people.progress import read_progress
from peerlearn.people.queries.imports import (
    import_jobs_visible_to,
    people_missing_from,
    rows_of,
    tab_counts,
)
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash

# Each row is a card on a phone.
PAGE_SIZE = 25
EARLIER = 10


def _job(request: OrgRequest, job_id: UUID) -> ImportJob:
    return get_object_or_404(import_jobs_visible_to(request.membership), id=job_id)


def _to(
    request: OrgRequest, job: ImportJob, name: str = "people:import_job"
) -> HttpResponseRedirect:
    return HttpResponseRedirect(org_reverse(request.organization, name, job.id))


def _fragment_id(job: ImportJob) -> str:
    return f"import-{job.id}"


def _crumbs(request: OrgRequest) -> list[tuple[str, str]]:
    names = ((_("People"), "people:list"), (_("Import"), "people:import"))
    return [(label, org_reverse(request.organization, name)) for label, name in names]


def _too_late(request: OrgRequest, job: ImportJob) -> HttpResponse:
    """Somebody was faster, or the button was pressed on an old page: show how things are."""
    flash(request, _("This import has moved on meanwhile. Here is where it is now."), level="info")
    return _to(request, job)


@hr_admin_required
def upload(request: OrgRequest) -> HttpResponse:
    """Choose a file; below it, the imports there were."""
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            job = upload_file(data=file.read(), file_name=file.name, by=request.person)
        except FileProblem as refused:
            told = explain(refused.problem)
            form.add_error("file", f"{told.wrong} {told.mend}")
        else:
            return _to(request, job, "people:import_columns")
    earlier = import_jobs_visible_to(request.membership).defer("missing")[:EARLIER]
    context = {"form": form, "earlier": earlier, "crumbs": _crumbs(request)[:1]}
    return render(request, "people/import_upload.html", context, status=422 if form.errors else 200)


@hr_admin_required
def columns(request: OrgRequest, job_id: UUID) -> HttpResponse:
    """Which column is which field; the guess or the last mapping is filled in."""
    job = _job(request, job_id)
    if job.is_working or job.state == ImportJob.State.DONE:
        return _to(request, job)
    form = ColumnsForm(job, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            start_preview(job, targets=form.targets(), date_order=form.date_order_told())
        except MappingError as refused:
            for problem in refused.problems:
                told = explain(problem)
                form.add_error(None, f"{told.wrong} {told.mend}")
        except ImportStateError:
            return _too_late(request, job)
        else:
            return _to(request, job)
    return _show_columns(request, job, form, ReadingForm(job))


def _show_columns(
    request: OrgRequest, job: ImportJob, form: ColumnsForm, reading: ReadingForm
) -> HttpResponse:
    context = {
        "job": job,
        "form": form,
        "reading": reading,
        "notices": explained(job.notices),
        "has_errors": bool(form.errors or reading.errors),
        "crumbs": _crumbs(request),
    }
    status = 422 if context["has_errors"] else 200
    return render(request, "people/import_columns.html", context, status=status)


@hr_admin_required
@require_POST
def reading(request: OrgRequest, job_id: UUID) -> HttpResponse:
    """Read the file another way: another sheet, encoding or delimiter."""
    job = _job(request, job_id)
    form = ReadingForm(job, request.POST)
    if form.is_valid():
        try:
            read_again(job, **form.told())
        except FileProblem as refused:
            told = explain(refused.problem)
            form.add_error(None, f"{told.wrong} {told.mend}")
        except ImportStateError:
            return _too_late(request, job)
        else:
            return _to(request, job, "people:import_columns")
    return _show_columns(request, job, ColumnsForm(job), form)


@hr_admin_required
@require_safe
def job(request: OrgRequest, job_id: UUID) -> HttpResponse:
    """Where an import is: progress, preview, result or failure. Asked again while it works."""
    job = _job(request, job_id)
    if job.state == ImportJob.State.UPLOADED:
        return _to(request, job, "people:import_columns")
    if job.is_working:
        return _show_progress(request, job)
    if request.htmx and request.htmx.target == _fragment_id(job):
        return HttpResponseClientRedirect(request.path)
    if job.state == ImportJob.State.FAILED:
        failure = explained([job.failure])[0] if job.failure else None
        context = {"job": job, "failure": failure, "crumbs": _crumbs(request)}
        return render(request, "people/import_failed.html", context)
    return _show_rows(request, job)


def _show_progress(request: OrgRequest, job: ImportJob) -> HttpResponse:
    progress = read_progress(job.id, total=2 * job.row_count)
    percent = 100 * progress.done // max(progress.total, 1)
    context = {
        "job": job,
        "progress": progress,
        "percent": percent,
        "fragment_id": _fragment_id(job),
        "crumbs": _crumbs(request),
    }
    part = "#progress" if request.htmx and not request.htmx.boosted else ""
    return render(request, f"people/import_progress.html{part}", context)


def _show_rows(request: OrgRequest, job: ImportJob) -> HttpResponse:
    counts = tab_counts(job)
    tab = current_tab(counts, request.GET.get("tab", ""))
    listed = people_missing_from(job) if tab == "missing" else rows_of(job, tab=tab)
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "job": job,
        "tabs": tabs_of(counts, tab),
        "missing": counts["missing"],
        "noted": counts["notes"],
        "tab": tab,
        "page": page,
        "crumbs": _crumbs(request),
        "rows": shown_rows(row for row in page if isinstance(row, ImportRow)),
        "notices": explained(job.notices),
        "lacks_start_dates": lacks_start_dates(job),
        "good": sum(job.counts.get(key, 0) for key in ("new", "changed", "leaver")),
        "enrollable": sum(job.counts.get(key, 0) for key in ("new", "changed", "unchanged")),
    }
    done = job.state == ImportJob.State.DONE
    return render(
        request, "people/import_done.html" if done else "people/import_preview.html", context
    )


@hr_admin_required
@require_POST
def run(request: OrgRequest, job_id: UUID) -> HttpResponse:
    """Import what the preview shows."""
    job = _job(request, job_id)
    try:
        start_import(job)
    except ImportStateError:
        return _too_late(request, job)
    return _to(request, job)


@hr_admin_required
@require_POST
def again(request: OrgRequest, job_id: UUID) -> HttpResponse:
    """Wake a worker for an import of which nothing is heard."""
    job = _job(request, job_id)
    try:
        send_again(job)
    except ImportStateError:
        return _too_late(request, job)
    return _to(request, job)


@hr_admin_required
@require_POST
def discard(request: OrgRequest, job_id: UUID) -> HttpResponse:
    """Forget a file that was not imported."""
    job = _job(request, job_id)
    try:
        discard_import(job)
    except ImportStateError:
        return _too_late(request, job)
    flash(request, _("The file was discarded. Nothing of it was imported."))
    return redirect(org_reverse(request.organization, "people:import"))
