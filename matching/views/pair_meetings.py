"""The meetings of a pair: plan, call off, note, take back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from matching.actions.meetings import (
    MINUTES,
    call_off_meeting,
    plan_meeting,
    record_meeting,
    take_back_meeting,
)
from matching.pair_forms import MetForm, PlanForm
from matching.queries.pair_page import meeting_of_pair
from matching.queries.times import hours_warning
from matching.views.own_pair import act, own_match, to_pair
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


@require_POST
def plan(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """Set or move the next meeting."""
    found, form = own_match(request, match_id), PlanForm(request.POST)
    if not form.is_valid():
        flash(request, _("Choose a day and a time."), level="error")
        return to_pair(request, found)
    at, now = form.cleaned_data["at"], timezone.now()
    undo = org_reverse(request.organization, "matching:call_off_meeting", found.id)
    said = _("Planned; both of you get it by mail, for your calendars.")
    warning = hours_warning(found, request.person, at=at, minutes=MINUTES)
    return act(
        request,
        found,
        lambda: plan_meeting(found, at=at, by=request.person, now=now),
        " ".join(filter(None, [said, warning])),
        undo=undo,
    )


@require_POST
def call_off(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """The planned meeting won't be."""
    found = own_match(request, match_id)
    said = _("The meeting is called off.")
    return act(request, found, lambda: call_off_meeting(found, by=request.person), said)


@require_POST
def met(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """We have met."""
    found, form = own_match(request, match_id), MetForm(request.POST)
    if not form.is_valid():
        flash(request, _("Choose the day on which you met."), level="error")
        return to_pair(request, found)
    now = timezone.now()
    return act(
        request,
        found,
        lambda: record_meeting(found, at=form.moment(now), by=request.person, now=now),
        _("Your meeting is noted."),
    )


@require_POST
def take_back(request: OrgRequest, match_id: UUID, meeting_id: UUID) -> HttpResponse:
    """That meeting hasn't been."""
    found = own_match(request, match_id)
    meeting = get_object_or_404(meeting_of_pair(found, meeting_id))
    said = _("The meeting is taken back.")
    return act(request, found, lambda: take_back_meeting(meeting, by=request.person), said)
