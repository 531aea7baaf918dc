"""Coming in by the code: at the short address that the screen shows, and inside an organization."""

from typing import cast
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from peerlearn.people.http import OrgRequest
from peerlearn.people.models import User
from peerlearn.people.queries import organizations_of
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.limits import within_limit
from sessions.actions.attendance import come_in
from sessions.actions.waitlist import wait_at_door
from sessions.models import LearningSession
from sessions.permissions import may_run
from sessions.pseudonyms import limit_mark
from sessions.queries.bookings import may_attend
from sessions.queries.rooms import room_with_code, rooms_joined_by, why_shut_to
from sessions.queries.waitlist import must_wait_at_door, positions
from sessions.room_forms import JoinForm
from sessions.rules.room import RoomFullError, RoomRefusedError
from sessions.rules.seats import SeatRefusedError

CODES_A_MINUTE = 20


@require_safe
@login_required
def join_anywhere(request: HttpRequest) -> HttpResponse:
    """`/join/?code=…`: goes to the organization of the reader's in which the code is known.

    Tries are counted for each login, before any organization is looked at.
    """
    if "code" not in request.GET:
        return render(request, "sessions/join_anywhere.html", {"form": JoinForm()})
    form, user = JoinForm(request.GET), cast("User", request.user)
    if form.is_valid() and _within_limit(
        limit_mark("join", user.id, user.id), form, everywhere=True
    ):
        for found in organizations_of(user):
            if _knows(found, form.cleaned_data["code"]):
                return redirect(_door(found, form.cleaned_data["code"]))
        form.add_error("code", _unknown())
    return render(request, "sessions/join_anywhere.html", {"form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: OrgRequest) -> HttpResponse:
    """Asks for the code, shows what it leads to, and checks in on POST."""
    given = request.POST if request.method == "POST" else request.GET
    if "code" not in given:
        return render(request, "sessions/join.html", {"form": JoinForm()})
    form = JoinForm(given)
    room = _room_of_code(request, form)
    if room is None:
        return render(request, "sessions/join.html", {"form": form}, status=422)
    if may_run(request.person, request.membership, room):
        return redirect(org_reverse(request.organization, "sessions:run", room.id))
    if request.method == "POST":
        return _come_in(request, room)
    return _ask(request, room)


def _room_of_code(request: OrgRequest, form: JoinForm) -> LearningSession | None:
    if not form.is_valid():
        return None
    who = limit_mark("join", request.organization.id, request.person.id)
    if not _within_limit(who, form):
        return None
    room = room_with_code(form.cleaned_data["code"])
    if room is None:
        form.add_error("code", _unknown())
    return room


def _within_limit(who: str, form: JoinForm, *, everywhere: bool = False) -> bool:
    """Count one try; after too many the form says so."""
    is_within = within_limit("join", who, most=CODES_A_MINUTE, seconds=60, everywhere=everywhere)
    if not is_within:
        form.add_error("code", _("That were many codes. Wait a minute and try again."))
    return is_within


def _ask(request: OrgRequest, room: LearningSession, problem: str = "") -> HttpResponse:
    """What the code leads to, and one button; straight on for those who are in already."""
    person = request.person
    if rooms_joined_by(person).filter(pk=room.pk).exists():
        inside = org_reverse(request.organization, "sessions:live", room.id)
        return HttpResponseClientRedirect(inside) if request.htmx else redirect(inside)
    place = positions(person, [room.pk]).get(room.pk, 0)
    context = {
        "place": place,
        "must_wait": must_wait_at_door(person, room),
        "room": room,
        "problem": problem,
        "closed": why_shut_to(person, room, now=timezone.now()),
        "is_invited": may_attend(person, room),
    }
    return render(request, "sessions/join_room.html", context, status=422 if problem else 200)


def _come_in(request: OrgRequest, room: LearningSession) -> HttpResponse:
    try:
        come_in(room, person=request.person, by=request.person)
    except RoomFullError:
        return _wait(request, room)
    except (RoomRefusedError, SeatRefusedError) as refusal:
        return _ask(request, room, problem=str(refusal))
    return redirect(org_reverse(request.organization, "sessions:live", room.id))


def _wait(request: OrgRequest, room: LearningSession) -> HttpResponse:
    """Into the line of a full room, and back to the page, which then says the place."""
    try:
        wait_at_door(room, person=request.person, by=request.person)
    except (RoomRefusedError, SeatRefusedError) as refusal:
        return _ask(request, room, problem=str(refusal))
    return redirect(_door(request.organization, room.join_code))


def _knows(found: Organization, code: str) -> bool:
    with organization(found.id):
        return room_with_code(code) is not None


def _door(found: Organization, code: str) -> str:
    return f"{org_reverse(found, 'join:enter')}?{urlencode({'code': code})}"


def _unknown() -> str:
    return _("No session with this code is on. Check the code on the screen.")
