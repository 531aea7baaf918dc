"""My circle: who is in it, what we have in common, when we meet and what to do then."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.actions.circle_leaving import leave_circle, return_to_circle, want_circle
from matching.actions.circle_meetings import (
    call_off_circle_meeting,
    host_circle,
    plan_circle_meeting,
    stop_hosting,
)
from matching.errors import MatchingError
from matching.models import Circle, CircleFacilitator
from matching.pair_forms import PlanForm
from matching.queries.circle_exits import exits_of_person
from matching.queries.circle_facilitators import questions_of_circles
from matching.queries.circles import circles_of_person, circles_open_to
from matching.queries.my_circles import my_circle, names_in_circles
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError


@require_safe
def circles(request: OrgRequest) -> HttpResponse:
    """All of mine; with just one, that one."""
    mine = list(circles_of_person(request.person).order_by("program__name", "id"))
    left = list(exits_of_person(request.person).order_by("program__name", "id"))
    asked = list(questions_of_circles(request.person).order_by("state", "asked_at", "id"))
    if len(mine) == 1 and not left and not asked:
        return _to(request, mine[0])
    context = {
        "lines": names_in_circles(mine, request.person),
        "left": left,
        "asked": [(one, one.state == CircleFacilitator.State.ACCEPTED) for one in asked],
    }
    return render(request, "matching/my_circles.html", context)


@require_safe
def circle(request: OrgRequest, circle_id: UUID) -> HttpResponse:
    """One of mine."""
    return _page(request, _circle(request, circle_id))


@require_POST
def host(request: OrgRequest, circle_id: UUID) -> HttpResponse:
    """I call the first meeting."""
    found = _circle(request, circle_id)
    undo = org_reverse(request.organization, "matching:host_circle_undo", found.id)
    said = _("Thank you! The others see that you call the first meeting. Choose a time below.")
    return _act(request, found, lambda: host_circle(found, by=request.person), said, undo=undo)


@require_POST
def host_undo(request: OrgRequest, circle_id: UUID) -> HttpResponse:
    """Somebody else may."""
    found = _circle(request, circle_id)
    said = _("Somebody else may call the first meeting.")
    return _act(request, found, lambda: stop_hosting(found, by=request.person), said)


@require_POST
def plan_meeting(request: OrgRequest, circle_id: UUID) -> HttpResponse:
    """Set or move the next meeting."""
    found, form, now = _circle(request, circle_id), PlanForm(request.POST), timezone.now()
    if not form.is_valid():
        return _page(request, found, form)
    try:
        plan_circle_meeting(found, at=form.cleaned_data["at"], by=request.person, now=now)
    except (MatchingError, ProgramError) as refusal:
        form.add_error("at", str(refusal))
        return _page(request, found, form)
    undo = org_reverse(request.organization, "matching:call_off_circle_meeting", found.id)
    flash(request, _("Planned; all of you get it by mail, for your calendars."), undo_url=undo)
    return _to(request, found)


@require_POST
def call_off(request: OrgRequest, circle_id: UUID) -> HttpResponse:
    """The next meeting won't be."""
    found, now = _circle(request, circle_id), timezone.now()
    said = _("The meeting is called off.")
    return _act(
        request, found, lambda: call_off_circle_meeting(found, by=request.person, now=now), said
    )


@require_POST
def leave(request: OrgRequest, circle_id: UUID) -> HttpResponse:
    """I am in it no more."""
    found = _circle(request, circle_id)
    undo = org_reverse(request.organization, "matching:return_to_circle", found.id)
    said = _("You have left the circle. The others are told in ten minutes.")
    try:
        leave_circle(found, by=request.person, now=timezone.now())
    except (MatchingError, ProgramError) as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, said, undo_url=undo)
    return redirect(org_reverse(request.organization, "matching:circles"))


@require_POST
def come_back(request: OrgRequest, circle_id: UUID) -> HttpResponse:
    """I am in it again."""
    left = get_object_or_404(exits_of_person(request.person), circle=circle_id)
    try:
        found = return_to_circle(left, by=request.person, now=timezone.now())
    except (MatchingError, ProgramError) as refusal:
        flash(request, str(refusal), level="error")
        return redirect(org_reverse(request.organization, "matching:circles"))
    flash(request, _("You are in your circle again."))
    return _to(request, found)


@require_POST
def want(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """I left one, and want another one."""
    left = get_object_or_404(exits_of_person(request.person), program=program_id)
    try:
        want_circle(left, by=request.person)
    except (MatchingError, ProgramError) as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("Noted: you get a place as soon as there is one, and a mail with it."))
    return redirect(org_reverse(request.organization, "matching:circles"))


def _page(request: OrgRequest, found: Circle, refused: PlanForm | None = None) -> HttpResponse:
    context = {
        "mine": my_circle(found, request.person, now=timezone.now()),
        "form": refused or PlanForm(),
        "has_errors": refused is not None,
        "crumbs": [(_("My circles"), org_reverse(request.organization, "matching:circles"))],
    }
    return render(request, "matching/circle.html", context, status=422 if refused else 200)


def _act(
    request: OrgRequest, found: Circle, act: Callable[[], object], said: str, *, undo: str = ""
) -> HttpResponse:
    try:
        act()
    except (MatchingError, ProgramError) as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, said, undo_url=undo)
    return _to(request, found)


def _circle(request: OrgRequest, circle_id: UUID) -> Circle:
    """The door: circles in which the reader is, and those that they facilitate."""
    return get_object_or_404(circles_open_to(request.person), id=circle_id)


def _to(request: OrgRequest, found: Circle) -> HttpResponse:
    return redirect(org_reverse(request.organization, "matching:circle", found.id))
