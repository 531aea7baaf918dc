"""The list of rooms, kept by HR admins."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from sessions.actions.meeting_rooms import RoomListedError, add_room, change_room, remove_room
from sessions.meeting_room_forms import RoomForm, SeenRoomForm, typed_of
from sessions.models import LearningSession, MeetingRoom
from sessions.queries.meeting_rooms import rooms_kept


@require_safe
@hr_admin_required
def show_rooms(request: OrgRequest) -> HttpResponse:
    """All rooms by site."""
    rooms = rooms_kept(now=timezone.now())
    return render(request, "sessions/rooms.html", {"rooms": rooms, "crumbs": _crumbs(request)[:1]})


@require_http_methods(["GET", "POST"])
@hr_admin_required
def new_room(request: OrgRequest) -> HttpResponse:
    """Put a room on the list."""
    form = RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            room, overlapping = add_room(**form.cleaned_data, by=request.person)
        except RoomListedError as refusal:
            form.add_error("name", str(refusal))
        else:
            flash(request, _("“%(room)s” is on the list.") % {"room": room.label})
            if overlapping:
                flash(request, _overlap_words(overlapping), level="warning")
            return _to_list(request)
    return _form_page(request, form)


@require_http_methods(["GET", "POST"])
@hr_admin_required
def edit_room(request: OrgRequest, room_id: UUID) -> HttpResponse:
    """Change a room."""
    with transaction.atomic():
        rooms = MeetingRoom.objects.select_for_update(no_key=True)
        room = get_object_or_404(rooms, pk=room_id)
        form = SeenRoomForm(request.POST or None, initial=typed_of(room))
        if request.method == "POST" and form.is_valid():
            try:
                change_room(room, **form.cleaned_data, by=request.person)
            except RoomListedError as refusal:
                form.add_error("name", str(refusal))
            else:
                flash(request, _("The room is saved."))
                return _to_list(request)
    return _form_page(request, form, room=room)


@require_POST
@hr_admin_required
def delete_room(request: OrgRequest, room_id: UUID) -> HttpResponse:
    """Take a room off the list."""
    room = get_object_or_404(MeetingRoom, pk=room_id)
    remove_room(room, by=request.person)
    flash(request, _("“%(room)s” is off the list.") % {"room": room.label})
    return _to_list(request)


def _overlap_words(overlapping: list[LearningSession]) -> str:
    titles = ", ".join(f"“{one.title}”" for one in overlapping[:3])
    return ngettext(
        "%(count)d session to come overlaps another one there: %(titles)s. Give it another room.",
        "%(count)d sessions to come overlap others there: %(titles)s … Give them other rooms.",
        len(overlapping),
    ) % {"count": len(overlapping), "titles": titles}


def _form_page(request: OrgRequest, form: RoomForm, **context: Any) -> HttpResponse:
    context |= {"form": form, "crumbs": _crumbs(request)}
    return render(request, "sessions/room_form.html", context, status=422 if form.errors else 200)


def _crumbs(request: OrgRequest) -> list[tuple[str, str]]:
    return [
        (_("Sessions"), org_reverse(request.organization, "sessions:list")),
        (_("Rooms"), org_reverse(request.organization, "sessions:rooms")),
    ]


def _to_list(request: OrgRequest) -> HttpResponse:
    return redirect(org_reverse(request.organization, "sessions:rooms"))
