"""Times that one of a pair proposes and the other takes, or doesn't."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matching.actions.proposing_times import (
    accept_time,
    decline_times,
    propose_times,
    reopen_times,
    take_back_times,
)
from matching.errors import MatchingError, NotAPairError
from matching.models import Match, ProposedTimes
from matching.queries.times import choice_of_times, times_of_pair
from matching.rules.times import LENGTHS
from matching.times_forms import TimesForm, moment_of, wanted_minutes
from matching.views.own_pair import act, own_match, render_pair, to_pair
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """Choose up to three times for the other to take one of."""
    found, now = own_match(request, match_id), timezone.now()
    if found.state not in Match.TAKEN:
        flash(request, str(NotAPairError()), level="error")
        return to_pair(request, found)
    asked = request.POST if request.method == "POST" else request.GET
    minutes = wanted_minutes(asked.get("minutes", ""))
    choice = choice_of_times(found, request.person, minutes=minutes, now=now)
    other = found.mentor if found.mentee_id == request.person.id else found.mentee
    form = TimesForm(request.POST or None, choice=choice, other=other.display_name)
    if request.method == "POST" and form.is_valid():
        try:
            made = propose_times(
                found,
                starts=form.cleaned_data["wanted"],
                minutes=form.cleaned_data["minutes"],
                by=request.person,
                now=now,
            )
        except MatchingError as refused:
            form.add_error(None, str(refused))
        else:
            said = _("Proposed. %(name)s is asked by mail.") % {"name": other.display_name}
            undo = _path(request, "take_back_times", made)
            flash(request, said, undo_url=undo)
            return to_pair(request, found)
    status = 422 if form.is_bound and form.errors else 200
    lengths = LENGTHS if request.method == "GET" else ()
    return render_pair(
        request,
        found,
        "matching/times.html",
        status=status,
        form=form,
        choice=choice,
        lengths=lengths,
    )


@require_POST
def accept(request: OrgRequest, match_id: UUID, times_id: UUID) -> HttpResponse:
    """Take one of the times."""
    times = _own_times(request, match_id, times_id)
    at = moment_of(request.POST.get("at", ""))
    if at is None:
        flash(request, _("Choose one of the times."), level="error")
        return to_pair(request, times.match)
    return act(
        request,
        times.match,
        lambda: accept_time(times, at=at, by=request.person, now=timezone.now()),
        _("You meet then. Both of you get it by mail, for your calendars."),
    )


@require_POST
def decline(request: OrgRequest, match_id: UUID, times_id: UUID) -> HttpResponse:
    """None of them suits."""
    times = _own_times(request, match_id, times_id)
    said = _("Said. Propose times that suit you better.")
    return _say(request, times, decline_times, said, undo="reopen_times")


@require_POST
def take_back(request: OrgRequest, match_id: UUID, times_id: UUID) -> HttpResponse:
    """The own times don't stand any more."""
    times = _own_times(request, match_id, times_id)
    said = _("Your times are taken back.")
    return _say(request, times, take_back_times, said, undo="reopen_times")


@require_POST
def reopen(request: OrgRequest, match_id: UUID, times_id: UUID) -> HttpResponse:
    """They stand again."""
    times = _own_times(request, match_id, times_id)
    return _say(request, times, reopen_times, _("The times stand again."))


def _say(
    request: OrgRequest,
    times: ProposedTimes,
    acting: Callable[..., object],
    said: str,
    *,
    undo: str = "",
) -> HttpResponse:
    """Do something with all of the times; `undo` names the address that takes it back."""
    return act(
        request,
        times.match,
        lambda: acting(times, by=request.person, now=timezone.now()),
        said,
        undo=_path(request, undo, times) if undo else "",
    )


def _own_times(request: OrgRequest, match_id: UUID, times_id: UUID) -> ProposedTimes:
    return get_object_or_404(times_of_pair(own_match(request, match_id)), id=times_id)


def _path(request: OrgRequest, name: str, times: ProposedTimes) -> str:
    return org_reverse(request.organization, f"matching:{name}", times.match_id, times.id)
