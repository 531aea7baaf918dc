"""Changing the pairs of a run before they are published."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matching.actions import proposals as act
from matching.errors import MatchingError
from matching.forms import ExclusionForm
from matching.models import Match, MatchBlock
from matching.queries import runs_visible_to
from matching.queries.exclusions import blocks_visible_to
from matching.queries.runs import run_under_review
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


@hr_admin_required
@require_http_methods(["GET", "HEAD", "POST"])
def exclude(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """Take a pair out, and say why."""
    match = _proposal(request, match_id)
    form = ExclusionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        text = _("%(mentor)s and %(mentee)s will not be paired.") % _names(match)
        leave_out = partial(act.exclude_pair, reason=form.cleaned_data["reason"])
        return _do(request, match, leave_out, text, undo="matching:include")
    context = {"match": match, "form": form, "query": request.GET.urlencode()}
    status = 422 if form.errors else 200
    return render(request, "matching/exclusion.html", context, status=status)


@hr_admin_required
@require_POST
def allow_again(request: OrgRequest, block_id: UUID) -> HttpResponse:
    """Let a pair be proposed again that was taken out, in whichever run that was."""
    block = get_object_or_404(blocks_visible_to(request.person, request.membership), id=block_id)
    text = _("%(mentor)s and %(mentee)s may be paired again.") % _names(block)
    try:
        act.allow_again(block, by=request.person)
    except MatchingError as refused:
        flash(request, str(refused), level="error")
    else:
        flash(request, text)
    run = run_under_review(block.program)
    if run is None:
        return redirect(org_reverse(request.organization, "matching:overview", block.program_id))
    return _back(request, run.id)


@hr_admin_required
@require_POST
def include(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """Put a pair back that was taken out."""
    match = _proposal(request, match_id)
    text = _("%(mentor)s and %(mentee)s are proposed again.") % _names(match)
    return _do(request, match, act.include_pair, text)


@hr_admin_required
@require_POST
def set_aside(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """Leave a mentee without a mentor."""
    match = _proposal(request, match_id)
    text = _("%(mentee)s has no mentor again.") % _names(match)
    return _do(request, match, act.set_aside, text)


@hr_admin_required
@require_POST
def keep(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """Have a pair stay when the program is matched again."""
    match = _proposal(request, match_id)
    text = _("%(mentor)s and %(mentee)s stay together when you match again.") % _names(match)
    return _do(request, match, act.keep_pair, text, undo="matching:release")


@hr_admin_required
@require_POST
def release(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """No longer keep a pair."""
    match = _proposal(request, match_id)
    text = _("%(mentor)s and %(mentee)s may be changed when you match again.") % _names(match)
    return _do(request, match, act.release_pair, text, undo="matching:keep")


def _do(
    request: OrgRequest,
    match: Match,
    action: Callable[..., Match],
    text: str,
    *,
    undo: str = "",
) -> HttpResponse:
    try:
        action(match, by=request.person)
    except MatchingError as refused:
        flash(request, str(refused), level="error")
    else:
        undo_url = org_reverse(request.organization, undo, match.id) if undo else ""
        flash(request, text, undo_url=undo_url)
    assert match.run_id is not None  # noqa: S101  for the type checker; the door saw to it
    return _back(request, match.run_id)


def _back(request: OrgRequest, run_id: UUID) -> HttpResponse:
    """To the list as it was: its search, filter and page travel in the address."""
    path = org_reverse(request.organization, "matching:run", run_id)
    query = request.GET.urlencode()
    return redirect(f"{path}?{query}" if query else path)


def _proposal(request: OrgRequest, match_id: UUID) -> Match:
    """A pair of a run that this reader may see."""
    runs = runs_visible_to(request.membership)
    pairs = Match.objects.select_related("mentor", "mentee").filter(run__in=runs)
    return get_object_or_404(pairs, id=match_id)


def _names(match: Match | MatchBlock) -> dict[str, str]:
    return {"mentor": match.mentor.display_name, "mentee": match.mentee.display_name}
