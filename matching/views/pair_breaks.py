"""A pair that pauses, is back, ends, or is given to someone else."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matching.actions.ending import end_match, pass_on, say_verdict
from matching.actions.pausing import pause_match, resume_match
from matching.errors import MatchingError
from matching.models import Match
from matching.pair_forms import AgainForm, EndForm, PauseForm
from matching.views.own_pair import act, own_match, render_pair, said_about, to_pair
from peerlearn.people.http import OrgRequest
from peerlearn.web.flash import flash


@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """Take a break until a day."""
    found = own_match(request, match_id)
    form = PauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        today, day = timezone.localdate(), form.cleaned_data["returns_on"]
        try:
            after = pause_match(found, returns_on=day, by=request.person, today=today)
        except MatchingError as refused:
            form.add_error("returns_on", str(refused))
        else:
            flash(request, _said_of_break(after))
            return to_pair(request, found)
    status = 422 if form.errors else 200
    return render_pair(request, found, "matching/pause.html", status=status, form=form)


def _said_of_break(match: Match) -> str:
    """A mentor's long break ends the pair."""
    if match.state in Match.TAKEN:
        return _("You two take a break; both of you see it.")
    return _("That is a long break, so your pair has ended. Another mentor is being sought.")


@require_POST
def resume(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """Be back."""
    found = own_match(request, match_id)
    return act(request, found, lambda: resume_match(found, by=request.person), _("You are back."))


@require_http_methods(["GET", "HEAD", "POST"])
def passing_on(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """Give it to someone else: the mentee gets another mentor."""
    return _end(request, match_id, "matching/pass_on.html", pass_on)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """End early."""
    return _end(request, match_id, "matching/end.html", end_match)


@require_POST
def verdict(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """Say afterwards whether one would be matched again."""
    found = own_match(request, match_id)
    form = AgainForm(request.POST)
    if form.is_valid() and found.state not in Match.TAKEN:
        say_verdict(found, by=request.person, again=form.says_again())
        flash(request, _("Thank you. Nobody else sees it."))
    return to_pair(request, found)


def _end(request: OrgRequest, match_id: UUID, template: str, do: Any) -> HttpResponse:
    found = own_match(request, match_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        do(found, by=request.person, reason=reason, again=form.says_again())
        flash(request, _("Your pair has ended. Both of you were told the same, without a reason."))
        return to_pair(request, found)
    return render_pair(
        request,
        found,
        template,
        status=422 if form.errors else 200,
        form=form,
        **said_about(found, request),
    )
