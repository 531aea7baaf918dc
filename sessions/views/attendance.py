"""Who is in the room."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from peerlearn.people.http import OrgRequest
from peerlearn.people.queries import active_people
from peerlearn.web.flash import flash
from sessions.actions.attendance import (
    check_in,
    come_in,
    come_in_over_capacity,
    note_absence,
    undo_check_in,
)
from sessions.models import Booking, LearningSession
from sessions.queries.attendance import seats_in
from sessions.rules.room import RoomRefusedError
from sessions.rules.seats import SeatRefusedError
from sessions.views.rooms import people_in, room_of, to_run


@require_safe
def people(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """The list, filtered by name; people of the program without a seat can be let in."""
    room = room_of(request, session_id)
    return _people(request, room, name=request.GET.get("name", ""))


@require_POST
def check_in_person(request: OrgRequest, session_id: UUID, booking_id: UUID) -> HttpResponse:
    """Somebody is here."""
    room, booking = _seat(request, session_id, booking_id)
    return _tapped(request, room, booking, check_in)


@require_POST
def undo_person(request: OrgRequest, session_id: UUID, booking_id: UUID) -> HttpResponse:
    """It was the wrong name."""
    room, booking = _seat(request, session_id, booking_id)
    return _tapped(request, room, booking, undo_check_in)


@require_POST
def note_absent(request: OrgRequest, session_id: UUID, booking_id: UUID) -> HttpResponse:
    """Somebody stays away: their seat can be given on."""
    room, booking = _seat(request, session_id, booking_id)
    try:
        note_absence(booking, by=request.person)
    except RoomRefusedError as refusal:
        flash(request, str(refusal), level="error")
    else:
        name = booking.person.display_name
        flash(request, _("%(name)s is noted as not there. The seat is free.") % {"name": name})
    room.refresh_from_db()
    return _people(request, room, name=request.POST.get("name", ""))


@require_POST
def walk_in(request: OrgRequest, session_id: UUID, person_id: UUID) -> HttpResponse:
    """Somebody without a booking stands at the door."""
    return _let_in(request, session_id, person_id, come_in)


@require_POST
def walk_in_extra_seat(request: OrgRequest, session_id: UUID, person_id: UUID) -> HttpResponse:
    """The same in a full room, with one more chair."""
    return _let_in(request, session_id, person_id, come_in_over_capacity)


def _people(request: OrgRequest, room: LearningSession, *, name: str) -> HttpResponse:
    """The fragment; without htmx the page."""
    if not request.htmx:
        query = f"?{urlencode({'name': name})}" if name and request.method != "POST" else ""
        return to_run(request, room, f"{query}#people")
    context = {"room": room, **people_in(room, name=name)}
    return render(request, "sessions/run/_people.html", context)


def _seat(
    request: OrgRequest, session_id: UUID, booking_id: UUID
) -> tuple[LearningSession, Booking]:
    room = room_of(request, session_id)
    booking = get_object_or_404(Booking, pk=booking_id, learning_session=room)
    booking.learning_session = room
    return room, booking


def _tapped(request: OrgRequest, room: LearningSession, booking: Booking, act: Any) -> HttpResponse:
    try:
        act(booking, by=request.person)
    except RoomRefusedError as refusal:
        flash(request, str(refusal), level="error")
    if not request.htmx:
        return to_run(request, room, f"#seat-{booking.id}")
    seat = seats_in(room).filter(pk=booking.pk).first()
    context = {"seat": seat, "room": room, **people_in(room, name="")}
    return render(request, "sessions/run/_tapped.html", context)


def _let_in(request: OrgRequest, session_id: UUID, person_id: UUID, act: Any) -> HttpResponse:
    room = room_of(request, session_id)
    person = get_object_or_404(active_people(), pk=person_id)
    try:
        act(room, person=person, by=request.person)
    except (RoomRefusedError, SeatRefusedError) as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("%(name)s is checked in.") % {"name": person.display_name})
    room.refresh_from_db()
    return _people(request, room, name=request.POST.get("name", ""))
