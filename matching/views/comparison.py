"""Two runs of a program beside each other."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching.models import MatchRun
from matching.queries import runs_visible_to
from matching.queries.run_comparison import WITH_RESULT, comparable_runs, compare_runs
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse

MOST_OFFERED, MOST_SHOWN = 20, 200


@hr_admin_required
@require_safe
def comparison(request: OrgRequest, run_id: UUID) -> HttpResponse:
    """What became different; `?other=` is the id of the other run, the latest one if not given."""
    runs = runs_visible_to(request.membership).filter(state__in=WITH_RESULT)
    run = get_object_or_404(runs, id=run_id)
    others = list(comparable_runs(run)[:MOST_OFFERED])
    other = _chosen(others, request.GET.get("other", ""))
    organization = request.organization
    compared = compare_runs(run, other) if other else None
    context = {
        "run": run,
        "others": others,
        "other": other,
        "compared": compared,
        "changes": compared.changes[:MOST_SHOWN] if compared else [],
        "more": max(len(compared.changes) - MOST_SHOWN, 0) if compared else 0,
        "crumbs": [
            (_("Matches"), org_reverse(organization, "matching:index")),
            (run.program.name, org_reverse(organization, "matching:overview", run.program_id)),
            (_("Pairs"), org_reverse(organization, "matching:run", run.id)),
        ],
    }
    return render(request, "matching/comparison.html", context)


def _chosen(others: list[MatchRun], wanted: str) -> MatchRun | None:
    found = next((one for one in others if str(one.id) == wanted), None)
    return found or next(iter(others), None)
