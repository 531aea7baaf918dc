"""The facilitator's page of a running session."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from sessions.actions.questions import hold_questions, show_questions
from sessions.actions.rooms import finish_session, open_room
from sessions.models import LearningSession
from sessions.panels import panels_of
from sessions.permissions import may_run, may_schedule
from sessions.queries.attendance import attendance_of, seats_in, walk_in_candidates
from sessions.queries.contents import agenda_of
from sessions.queries.questions import moderated_questions
from sessions.queries.rooms import rooms_run_by
from sessions.queries.waitlist import waiting_for
from sessions.rules.room import RoomRefusedError, has_begun, is_early
from sessions.views.doors import session_or_404
from sessions.views.entrance import entrance_of, stream_url


def room_of(request: OrgRequest, session_id: UUID) -> LearningSession:
    """The session, for whoever runs it; a 404 for all others."""
    rooms = rooms_run_by(request.person, request.membership)
    return get_object_or_404(rooms, pk=session_id)


def to_run(request: OrgRequest, room: LearningSession, part: str = "") -> HttpResponse:
    """Back to the page, at one of its parts."""
    return redirect(org_reverse(request.organization, "sessions:run", room.id) + part)


def people_in(room: LearningSession, *, name: str) -> dict[str, Any]:
    """What the list of people needs; with a name also who could be let in. `can_free`: a seat that
    stays empty may be given on.
    """
    line = list(waiting_for(room)) if room.is_on else []
    return {
        "name": name,
        "line": line,
        "can_free": bool(line) and has_begun(room.starts_at, now=timezone.now()),
        "attendance": attendance_of(room),
        "seats": seats_in(room, name=name),
        "candidates": walk_in_candidates(room, name=name),
    }


@require_safe
def run(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Before, during and after: one address for the whole session."""
    room = rooms_run_by(request.person, request.membership).filter(pk=session_id).first()
    if room is None:
        return _to_its_page(request, session_id)
    context: dict[str, Any] = {
        "room": room,
        "stream_url": stream_url(request, room),
        "is_early": is_early(room.starts_at, now=timezone.now()),
        "entrance": entrance_of(room),
        "agenda": agenda_of(room),
        **people_in(room, name=request.GET.get("name", "")),
        "questions": moderated_questions(room),
        "panels": panels_of("run.finished", room, request.person),
    }
    return render(request, "sessions/run.html", context)


def _to_its_page(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """HR admins manage a session whose room another runs: they hear so. Others find nothing."""
    if not may_schedule(request.membership):
        raise Http404
    learning_session = session_or_404(request, session_id)
    if may_run(request.person, request.membership, learning_session):
        raise Http404
    flash(request, _("Only the facilitator runs the room."), level="warning")
    return redirect(org_reverse(request.organization, "sessions:detail", learning_session.id))


@require_POST
def open_session(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Let people in."""
    room = room_of(request, session_id)
    try:
        open_room(room, by=request.person)
    except RoomRefusedError as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("The room is open. People can come in with the code."))
    return to_run(request, room)


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Asks with the counts, then ends the session."""
    room = room_of(request, session_id)
    if request.method != "POST":
        context = {
            "room": room,
            "attendance": attendance_of(room),
            "has_begun": has_begun(room.starts_at, now=timezone.now()),
        }
        return render(request, "sessions/finish.html", context)
    try:
        finish_session(room, by=request.person, before_start="before_start" in request.POST)
    except RoomRefusedError as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("The session is finished."))
    return to_run(request, room)


@require_POST
def hold(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """New questions wait for approval."""
    room = room_of(request, session_id)
    hold_questions(room, by=request.person)
    undo = org_reverse(request.organization, "sessions:show_questions", room.id)
    flash(request, _("New questions wait until you show them."), undo_url=undo)
    return to_run(request, room, "#questions")


@require_POST
def show(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """New questions are shown at once."""
    room = room_of(request, session_id)
    show_questions(room, by=request.person)
    undo = org_reverse(request.organization, "sessions:hold_questions", room.id)
    flash(request, _("New questions are shown at once."), undo_url=undo)
    return to_run(request, room, "#questions")
