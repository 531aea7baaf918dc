"""What an HR admin does with a draft: publish it, or discard it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramOverError
from sessions.actions.drafting import discard_draft, publish_session
from sessions.actions.plans import PlanRefusedError
from sessions.actions.scheduling import SessionOverError
from sessions.views.doors import session_or_404


@require_POST
@hr_admin_required
def publication(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Show the draft to the people of its program."""
    draft = session_or_404(request, session_id)
    try:
        publish_session(draft, by=request.person)
    except (PlanRefusedError, SessionOverError, ProgramOverError) as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("“%(title)s” is published.") % {"title": draft.title})
    return redirect(org_reverse(request.organization, "sessions:detail", draft.id))


@require_POST
@hr_admin_required
def discard(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Take the draft away."""
    draft = session_or_404(request, session_id)
    try:
        discard_draft(draft, by=request.person)
    except (SessionOverError, ProgramOverError) as refusal:
        flash(request, str(refusal), level="error")
        return redirect(org_reverse(request.organization, "sessions:detail", draft.id))
    flash(request, _("The draft “%(title)s” is gone.") % {"title": draft.title})
    return redirect(org_reverse(request.organization, "home:program", draft.program_id))
