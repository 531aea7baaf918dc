"""What a planner is offered where the room they want is taken."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from peerlearn.people.http import OrgRequest
from sessions.forms import SessionForm
from sessions.queries.meeting_rooms import Ways, room_meant, ways_out

# The buttons of what is offered: they send the form again with another room, or another start.
TAKE = {"take_room": "room", "take_clock": "clock"}


def typed_or_taken(request: OrgRequest) -> Any:
    """What was typed, with the room or the time that was taken instead; None for a GET."""
    if request.method != "POST":
        return None
    typed = request.POST.copy()
    for button, field in TAKE.items():
        if button in typed:
            typed[field] = request.POST.get(button, "")
    return typed


def ways_of(form: SessionForm) -> Ways | None:
    """What to do about the room of a refused form; None where it isn't taken."""
    if not form.is_bound or "room" not in form.errors:
        return None
    start, minutes = form.cleaned_data.get("starts_at"), form.cleaned_data.get("minutes")
    room = room_meant(form.data.get("room", ""))
    if room is None or start is None or minutes is None:
        return None
    span, zone = (start, start + timedelta(minutes=minutes)), ZoneInfo(form.zone)
    return ways_out(room, span, zone, now=timezone.now(), but=form.was.pk if form.was else None)
