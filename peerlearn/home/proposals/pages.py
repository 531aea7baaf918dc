"""The page on which a draft is set up with our proposals."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from peerlearn.home.launch import program_crumbs, program_to_set_up
from peerlearn.home.proposals.reading import proposals_of
from peerlearn.home.proposals.setting_up import SetUp, set_up
from peerlearn.home.proposals.shapes import Page, Proposal, Wish
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import WrongStateError
from programs.models import Program


@require_http_methods(["GET", "POST"])
@hr_admin_required
def proposals(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """All steps with our proposals, and one button that sets up those ticked; then the last look
    before the launch. What couldn't be done is shown with its reason.
    """
    program = program_to_set_up(request, program_id)
    if program.state != Program.State.DRAFT:
        return _launched_already(request, program)
    if request.method != "POST":
        return _page(request, program, SetUp())
    now, today = timezone.now(), timezone.localdate()
    wish = Wish(request.person, request.POST.get("place", ""))
    try:
        done = set_up(program, _chosen(request), wish, now=now, today=today)
    except WrongStateError:  # while this was on its way
        return _launched_already(request, program)
    if done.failed:
        return _page(request, program, done)
    if done.done:
        said = ", ".join(one.title for one in done.done)
        flash(request, _("Set up: %(steps)s.") % {"steps": said})
    return redirect(org_reverse(request.organization, "home:launch", program.id))


def _launched_already(request: OrgRequest, program: Program) -> HttpResponse:
    flash(request, _("This program is launched already."), level="info")
    return redirect(org_reverse(request.organization, "home:program", program.id))


def _chosen(request: OrgRequest) -> dict[str, str]:
    """The steps that are ticked, each with what was seen."""
    return {step: request.POST.get(f"seen_{step}", "") for step in request.POST.getlist("step")}


def _page(request: OrgRequest, program: Program, done: SetUp) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    found = proposals_of(program, now=now, today=today)
    ticked = set(request.POST.getlist("step")) if request.method == "POST" else None
    rows = [_row(request, one, done, ticked) for one in found]
    context = {
        "program": program,
        "rows": rows,
        "can_set_up": any(one.is_open for one in found),
        "asks": any(one.is_open and one.step in ("facilitator", "readers") for one in found),
        "place": request.POST.get("place", ""),
        "failed": bool(done.failed),
        "crumbs": program_crumbs(request, program),
    }
    status = 422 if done.failed else 200
    return render(request, "home/proposals.html", context, status=status)


def _row(
    request: OrgRequest, proposal: Proposal, done: SetUp, ticked: set[str] | None
) -> dict[str, Any]:
    is_ticked = proposal.is_ticked if ticked is None else proposal.step in ticked
    return {
        "proposal": proposal,
        "href": _href(request, proposal.change),
        "undo": _href(request, proposal.undo) if proposal.undo else "",
        "is_ticked": is_ticked,
        "error": done.failed.get(proposal.step, ""),
    }


def _href(request: OrgRequest, page: Page) -> str:
    return org_reverse(request.organization, page.name, *page.arguments) + page.query
