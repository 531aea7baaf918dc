"""Giving feedback."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from feedback.actions.answers import give_feedback
from feedback.forms import FeedbackForm
from feedback.models import FeedbackRound
from feedback.queries.rounds import rounds_of
from feedback.rules.rounds import FeedbackRefusedError
from feedback.rules.visibility import no_suggestions
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


# An answer and the note that somebody answered must not share a transaction.
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """The form for those who were there; to all others it doesn't exist."""
    with organization(request.organization.id):
        found = get_object_or_404(rounds_of(request.person), learning_session_id=session_id)
        form = FeedbackForm(
            request.POST if request.method == "POST" else None,
            asks_for_suggestion=found.asks_for_suggestions,
        )
        if not form.is_valid():
            return _page(request, found, form)
    try:
        give_feedback(found, person=request.person, answer=form.answer())
    except FeedbackRefusedError as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("Thank you. Your feedback is sealed until the round closes."))
    return redirect(_next_page(request, found, session_id))


def _next_page(request: OrgRequest, found: FeedbackRound, session_id: UUID) -> str:
    """The knowledge check, if one still waits for this person."""
    waits = found.check_id and found.check_score is None
    name = "feedback:check_take" if waits else "feedback:give"
    return org_reverse(request.organization, name, session_id)


def _page(request: OrgRequest, found: FeedbackRound, form: FeedbackForm) -> HttpResponse:
    is_open = not found.is_closed and timezone.now() < found.closes_at
    context = {
        "feedback_round": found,
        "learning_session": found.learning_session,
        "form": form,
        "is_open": is_open,
        "may_answer": is_open and found.is_asked,
        "no_suggestions": ""
        if found.asks_for_suggestions
        else no_suggestions(found.invited_count, found.comment_threshold),
        "crumbs": [(_("Feedback"), org_reverse(request.organization, "feedback:index"))],
    }
    status = 422 if form.is_bound else 200
    return render(request, "feedback/give.html", context, status=status)
