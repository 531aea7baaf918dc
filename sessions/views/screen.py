"""The big screen: how to come in, and what is asked. It has no controls."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from sessions.models import LearningSession
from sessions.queries.attendance import attendance_of
from sessions.queries.questions import screened_questions
from sessions.queries.rooms import rooms_shown_by
from sessions.views.entrance import entrance_of, stream_url


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
def poster(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """One sheet of paper for the door."""
    room = _room_of(request, session_id)
    return render(request, "sessions/poster.html", {"room": room, "entrance": entrance_of(room)})
