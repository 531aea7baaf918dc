"""The dashboard of those who run sessions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from sessions.panels import preparations_of
from sessions.queries.facilitating import facilitated_by


@require_safe
def facilitate(request: OrgRequest) -> HttpResponse:
    """What a facilitator runs now and next, what to prepare for it, and what is behind them."""
    sessions = facilitated_by(request.person, request.membership)
    ahead = [*sessions.now, *sessions.next]
    for session in ahead:
        session.organization = request.organization  # it is known: no query for it
    preparations = preparations_of(ahead, request.person)
    context = {
        "crumbs": [(_("Sessions"), org_reverse(request.organization, "sessions:list"))],
        "now": [(session, preparations[session.id]) for session in sessions.now],
        "next": [(session, preparations[session.id]) for session in sessions.next],
        "past": sessions.past,
        "drafts": sessions.drafts,
    }
    return render(request, "sessions/facilitate.html", context)
