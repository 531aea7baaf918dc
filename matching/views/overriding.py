"""Insisting on a mentor whom rules of the program forbid."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.overriding import insist_on_mentor
from matching.errors import MatchingError
from matching.forms import OverrideForm
from matching.queries.candidates import current_proposal
from matching.queries.unlisted import candidate_for
from matching.rules.left_out import why_not
from matching.rules.overriding import are_overridable
from matching.views.choices import mentee_of, run_under_review, undo_of_choice
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


@hr_admin_required
@require_http_methods(["GET", "HEAD", "POST"])
def insist(request: OrgRequest, run_id: UUID, mentee_id: UUID, mentor_id: UUID) -> HttpResponse:
    """Say why this pair should be, though rules forbid it."""
    run = run_under_review(request, run_id)
    mentee, mentor = mentee_of(run, mentee_id), get_object_or_404(Person, id=mentor_id)
    form = OverrideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        before, reason = current_proposal(run, mentee), form.cleaned_data["reason"]
        try:
            match = insist_on_mentor(
                run, mentee=mentee, mentor_id=mentor_id, reason=reason, by=request.person
            )
        except MatchingError as refused:
            form.add_error(None, str(refused))
        else:
            names = {"mentor": mentor.display_name, "mentee": mentee.display_name}
            text = _("%(mentor)s is proposed for %(mentee)s against the rules.") % names
            flash(request, text, undo_url=undo_of_choice(request, match, before))
            return redirect(org_reverse(request.organization, "matching:run", run.id))
    found = candidate_for(run, mentee, mentor_id)
    obstacles = found.obstacles if found else []
    if not form.errors and not are_overridable(obstacles):
        return redirect(org_reverse(request.organization, "matching:candidates", run.id, mentee.id))
    context: dict[str, Any] = {"run": run, "mentee": mentee, "mentor": mentor, "form": form}
    context["rules"] = [why_not(each) for each in obstacles]
    status = 422 if form.errors else 200
    return render(request, "matching/insisting.html", context, status=status)
