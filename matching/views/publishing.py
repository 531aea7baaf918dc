"""Publishing the pairs of a run: a page that says what will happen, and the act."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.actions.announcing import sample_mail
from matching.actions.publishing import Publication, publish_run
from matching.errors import MatchingError
from matching.models import MatchRun
from matching.queries import runs_visible_to
from matching.queries.load import too_much_for_mentors
from matching.queries.publishing import publication_preview
from matching.rules.verdict import not_counted
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


@hr_admin_required
def publication(request: OrgRequest, run_id: UUID) -> HttpResponse:
    """GET says who will be told and how; POST tells them."""
    run = get_object_or_404(runs_visible_to(request.membership), id=run_id)
    if request.method == "POST":
        return _publish(request, run)
    if run.state != MatchRun.State.DONE:
        return _to_run(request, run)
    return render(request, "matching/publication.html", _context(request, run))


def _publish(request: OrgRequest, run: MatchRun) -> HttpResponse:
    shown = request.POST.get("pairs", "")
    expected = int(shown) if shown.isdecimal() else None
    try:
        done = publish_run(run, by=request.person, expected=expected)
    except MatchingError as refused:
        context = {**_context(request, run), "refused": str(refused)}
        return render(request, "matching/publication.html", context, status=422)
    if done.published:
        flash(request, _told(done))
    return _to_run(request, run)


def _told(done: Publication) -> str:
    if done.unreachable:
        published = ngettext(
            "%(count)d pair is published.", "%(count)d pairs are published.", done.published
        ) % {"count": done.published}
        to_tell = ngettext(
            "%(count)d person has no e-mail: tell them yourself.",
            "%(count)d people have no e-mail: tell them yourself.",
            done.unreachable,
        ) % {"count": done.unreachable}
        return f"{published} {to_tell}"
    return ngettext(
        "%(count)d pair is published; both people are told by mail.",
        "%(count)d pairs are published; both people of each are told by mail.",
        done.published,
    ) % {"count": done.published}


def _to_run(request: OrgRequest, run: MatchRun) -> HttpResponse:
    return redirect(org_reverse(request.organization, "matching:run", run.id))


def _context(request: OrgRequest, run: MatchRun) -> dict[str, Any]:
    organization = request.organization
    preview = publication_preview(run)
    return {
        "run": run,
        "program": run.program,
        "preview": preview,
        "not_counted": not_counted(run.rules.get("soft", {})),
        "unreachable": [
            (person, other)
            for match in preview.pairs
            for person, other in ((match.mentee, match.mentor), (match.mentor, match.mentee))
            if not person.is_reachable
        ],
        "too_much": too_much_for_mentors(run, preview.pairs, now=timezone.now()),
        "sample": sample_mail(preview.pairs[0]) if preview.pairs else None,
        "crumbs": [
            (_("Matches"), org_reverse(organization, "matching:index")),
            (run.program.name, org_reverse(organization, "matching:overview", run.program_id)),
            (_("Pairs"), org_reverse(organization, "matching:run", run.id)),
        ],
    }
