"""The big screen without controls, and sheets of paper: a poster, a list of who comes."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from sessions.models import LearningSession
from sessions.permissions import may_prepare
from sessions.queries.attendance import attendance_of, seats_in
from sessions.queries.questions import screened_questions
from sessions.queries.rooms import rooms_shown_by
from sessions.views.doors import session_or_404
from sessions.views.entrance import entrance_of, stream_url
from sessions.views.planning_form import crumbs_below

# For who comes without a seat.
SPARE_LINES = 6


def _room_of(request: OrgRequest, session_id: UUID) -> LearningSession:
    rooms = rooms_shown_by(request.person, request.membership)
    return get_object_or_404(rooms, pk=session_id)


@require_safe
def present(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """The whole screen."""
    room = _room_of(request, session_id)
    context = {
        "room": room,
        "stream_url": stream_url(request, room),
        "entrance": entrance_of(room),
        "screen": screened_questions(room),
        "attendance": attendance_of(room),
    }
    return render(request, "sessions/present.html", context)


@require_safe
def screen(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """The part of it that changes."""
    room = _room_of(request, session_id)
    if not request.htmx:
        return redirect(org_reverse(request.organization, "sessions:present", room.id))
    context = {
        "room": room,
        "screen": screened_questions(room),
        "attendance": attendance_of(room),
    }
    return render(request, "sessions/present/_screen.html", context)


@require_safe
def attendance_list(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Who has a seat, to print: for HR admins, and who presents or facilitates."""
    room = session_or_404(request, session_id)
    if not may_prepare(request.person, request.membership, room):
        raise Http404
    seats = list(seats_in(room))
    context = {
        "room": room,
        "seats": seats,
        "spare": range(len(seats) + 1, len(seats) + 1 + SPARE_LINES),
        "crumbs": crumbs_below(request, room),
    }
    return render(request, "sessions/attendance_list.html", context)


@require_safe
def poster(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """One sheet of paper for the door."""
    room = _room_of(request, session_id)
    return render(request, "sessions/poster.html", {"room": room, "entrance": entrance_of(room)})
