"""Questions to mentors: the inbox, one question, yes and no, taking it back, and a break."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.actions.not_now import end_break, take_break
from matching.actions.offers import accept_request, decline_request, withdraw_request
from matching.errors import MatchingError
from matching.forms import BreakForm, DeclineForm
from matching.models import MatchRequest
from matching.permissions import may_answer, may_withdraw
from matching.queries.inbox import as_questions, inbox_of
from matching.queries.modes import programs_to_choose_in
from matching.queries.requests import requests_to, requests_visible_to
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError

Refusal = (MatchingError, ProgramError)
USUAL_BREAK = timedelta(days=30)


@require_safe
def inbox(request: OrgRequest) -> HttpResponse:
    """What I am asked, and my break from being asked."""
    return _inbox(request)


@require_safe
def question(request: OrgRequest, request_id: UUID) -> HttpResponse:
    """One question, with the ways to answer it."""
    return _question(request, _asked(request, request_id), DeclineForm())


@require_POST
def accept(request: OrgRequest, request_id: UUID) -> HttpResponse:
    """Yes."""
    found = _asked(request, request_id)
    try:
        match = accept_request(found, by=request.person)
    except Refusal as refused:
        flash(request, str(refused), level="error")
        return _to_inbox(request)
    text = _("%(name)s and you are a pair now. Both of you get a mail with first steps.")
    flash(request, text % {"name": found.mentee.display_name})
    return redirect(org_reverse(request.organization, "matching:match", match.id))


@require_POST
def decline(request: OrgRequest, request_id: UUID) -> HttpResponse:
    """No."""
    found = _asked(request, request_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _question(request, found, form)
    try:
        decline_request(
            found,
            by=request.person,
            reason=form.cleaned_data["reason"],
            words=form.cleaned_data["words"],
        )
    except Refusal as refused:
        flash(request, str(refused), level="error")
    else:
        flash(request, _("Thank you for saying so. The reason stays between you and HR."))
    return _to_inbox(request)


@require_POST
def withdraw(request: OrgRequest, request_id: UUID) -> HttpResponse:
    """Take a question back: the mentee, or HR."""
    found = get_object_or_404(
        requests_visible_to(request.person, request.membership), id=request_id
    )
    if not may_withdraw(request.person, request.membership, found):
        raise Http404
    try:
        withdraw_request(found, by=request.person)
    except Refusal as refused:
        flash(request, str(refused), level="error")
    else:
        was_queued = found.state == MatchRequest.State.QUEUED
        text = (
            _("%(name)s is no longer on your list.")
            if was_queued
            else _("%(name)s isn't asked any more.")
        )
        flash(request, text % {"name": found.mentor.display_name})
    is_mine = found.mentee_id == request.person.id
    page = "matching:mentors" if is_mine else "matching:questions"
    if is_mine and found.program not in programs_to_choose_in(request.person):
        return redirect(org_reverse(request.organization, "matching:mine"))
    return redirect(org_reverse(request.organization, page, found.program_id))


@require_POST
def take_a_break(request: OrgRequest) -> HttpResponse:
    """Not now: ask me again from a day on."""
    form = BreakForm(request.POST)
    if form.is_valid():
        try:
            until = form.cleaned_data["until"]
            take_break(request.person, until, today=timezone.localdate())
        except MatchingError as refused:
            form.add_error("until", str(refused))
        else:
            undo = org_reverse(request.organization, "matching:break_undo")
            flash(request, _("Nobody asks you until then."), undo_url=undo)
            return _to_inbox(request)
    return _inbox(request, form)


@require_POST
def come_back(request: OrgRequest) -> HttpResponse:
    """I can be asked again."""
    end_break(request.person)
    flash(request, _("You can be asked again."))
    return _to_inbox(request)


def _inbox(request: OrgRequest, form: BreakForm | None = None) -> HttpResponse:
    found = inbox_of(request.person, now=timezone.now())
    context: dict[str, Any] = {
        "inbox": found,
        "form": form or BreakForm(initial={"until": timezone.localdate() + USUAL_BREAK}),
        "crumbs": [(_("My matches"), org_reverse(request.organization, "matching:mine"))],
    }
    return render(request, "matching/requests.html", context, status=422 if form else 200)


def _question(request: OrgRequest, found: MatchRequest, form: DeclineForm) -> HttpResponse:
    [asked] = as_questions([found])
    context: dict[str, Any] = {
        "asked": asked,
        "is_open": may_answer(request.person, found),
        "form": form,
        "crumbs": [(_("Questions to you"), org_reverse(request.organization, "matching:requests"))],
    }
    return render(request, "matching/request.html", context, status=422 if form.is_bound else 200)


def _asked(request: OrgRequest, request_id: UUID) -> MatchRequest:
    """The door: what was put to the reader."""
    return get_object_or_404(requests_to(request.person), id=request_id)


def _to_inbox(request: OrgRequest) -> HttpResponse:
    return redirect(org_reverse(request.organization, "matching:requests"))
