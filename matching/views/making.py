"""Stopping a run, how a run was made, and making it once more."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.actions.runs import start_match_run
from matching.actions.stopping import cancel_run
from matching.errors import MatchingError, RunGoingError
from matching.models import MatchRun
from matching.queries import runs_visible_to
from matching.queries.made import record_of
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


@hr_admin_required
@require_POST
def cancel(request: OrgRequest, run_id: UUID) -> HttpResponse:
    """Give a run up that is on its way."""
    run = _run(request, run_id)
    try:
        cancel_run(run, by=request.person)
    except MatchingError as refused:
        flash(request, str(refused), level="info")
        return redirect(org_reverse(request.organization, "matching:run", run.id))
    flash(request, _("The matching is cancelled. Everything is as it was before."))
    return redirect(org_reverse(request.organization, "matching:overview", run.program_id))


@hr_admin_required
@require_safe
def made(request: OrgRequest, run_id: UUID) -> HttpResponse:
    """Rules, seed and proof of a run, and what is different today."""
    run = _run(request, run_id)
    organization, program = request.organization, run.program
    context = {
        "run": run,
        "program": program,
        "record": record_of(run),
        "crumbs": [
            (_("Matches"), org_reverse(organization, "matching:index")),
            (program.name, org_reverse(organization, "matching:overview", program.id)),
            (_("Pairs"), org_reverse(organization, "matching:run", run.id)),
        ],
    }
    return render(request, "matching/made.html", context)


@hr_admin_required
@require_POST
def again(request: OrgRequest, run_id: UUID) -> HttpResponse:
    """Match once more with the seed and the rules of this run."""
    run = _run(request, run_id)
    try:
        new = start_match_run(run.program, by=request.person, repeats=run)
    except RunGoingError as refused:
        new = refused.run or run
        flash(request, str(refused), level="info")
    except MatchingError as refused:
        flash(request, str(refused), level="error")
        return redirect(org_reverse(request.organization, "matching:made", run.id))
    return redirect(org_reverse(request.organization, "matching:run", new.id))


def _run(request: OrgRequest, run_id: UUID) -> MatchRun:
    return get_object_or_404(runs_visible_to(request.membership), id=run_id)
