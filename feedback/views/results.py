"""The results of a round, and closing it early."""

import csv
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from feedback.actions.closing import close_round_early
from feedback.models import FeedbackRound
from feedback.queries.results import results_of
from feedback.queries.rounds import rounds_visible_to
from feedback.rules.rounds import FeedbackRefusedError
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


def round_or_404(request: OrgRequest, session_id: UUID) -> FeedbackRound:
    """The round of a session, for those who may read its results; others find nothing."""
    visible = rounds_visible_to(request.person, request.membership)
    return get_object_or_404(visible, learning_session_id=session_id)


@require_safe
def show_results(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """What a round shows: how many have answered; after the close totals, if there are enough."""
    found = round_or_404(request, session_id)
    context = {
        "feedback_round": found,
        "learning_session": found.learning_session,
        "results": results_of(found),
        "crumbs": [(_("Feedback"), org_reverse(request.organization, "feedback:index"))],
    }
    return render(request, "feedback/results.html", context)


@require_safe
def download_results(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """The totals of the ratings as CSV; nothing more than the page shows."""
    results = results_of(round_or_404(request, session_id))
    if not results.is_shown:
        raise Http404
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="feedback.csv"'},
    )
    writer = csv.writer(response)
    writer.writerow([_("Question"), _("Rating"), _("Answers")])
    for distribution in results.distributions:
        for rating, count in enumerate(distribution.counts, start=1):
            writer.writerow([distribution.asked, rating, count])
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Says what closing now means, then closes."""
    found = round_or_404(request, session_id)
    if request.method != "POST":
        context = {
            "feedback_round": found,
            "learning_session": found.learning_session,
            "answered": found.answered,
        }
        return render(request, "feedback/close.html", context)
    try:
        close_round_early(found, by=request.person)
    except FeedbackRefusedError as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("The round is closed."))
    return redirect(org_reverse(request.organization, "feedback:results", session_id))
