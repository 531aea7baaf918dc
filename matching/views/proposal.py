"""One pair of a run, looked at closely."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching.models import Match, MatchRun
from matching.queries import runs_visible_to
from matching.queries.proposal_page import proposal_page
from matching.queries.proposals import with_locks
from matching.views.pair_rows import pair_rows
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse


@hr_admin_required
@require_safe
def proposal(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """The two side by side, how their score adds up, and what speaks against them."""
    runs = runs_visible_to(request.membership)
    match = get_object_or_404(with_locks(Match.objects.filter(run__in=runs)), id=match_id)
    run, organization = match.run, request.organization
    assert run is not None  # noqa: S101  for the type checker; the door saw to it
    (row,) = pair_rows(run, [match])
    context = {
        "page": proposal_page(match, now=timezone.now()),
        "row": row,
        "match": match,
        "run": run,
        "is_open": run.state == MatchRun.State.DONE and match.state == Match.State.PROPOSED,
        "crumbs": [
            (_("Matches"), org_reverse(organization, "matching:index")),
            (run.program.name, org_reverse(organization, "matching:overview", run.program_id)),
            (_("Pairs"), org_reverse(organization, "matching:run", run.id)),
        ],
    }
    return render(request, "matching/proposal.html", context)
