"""What the buttons of a seat answer with: the seat as it is now."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from sessions.actions.seats import FRESH
from sessions.models import LearningSession, Mode
from sessions.queries.cards import card
from sessions.queries.own_line import own_line
from sessions.rules.modes import EITHER
from sessions.rules.seats import SeatRefusedError


def answer(
    request: OrgRequest,
    learning_session: LearningSession,
    act: Callable[[], str],
    *,
    undo_url: str = "",
) -> HttpResponse:
    """Act, say what happened, and show the seat as it is now: the fragment, or the page."""
    try:
        said = act()
    except SeatRefusedError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        if said:
            flash(request, said, undo_url=undo_url)
    if not request.htmx:
        return redirect(_where_from(request, learning_session))
    learning_session.refresh_from_db(fields=FRESH)
    now = timezone.now()
    shown = card(request.person, learning_session, now=now)
    page = org_reverse(request.organization, "sessions:detail", learning_session.id)
    on_page = request.htmx.current_url_abs_path == page
    context = {
        "card": shown,
        "on_page": on_page,
        "own_line": own_line(request.person, shown, now=now) if on_page else None,
    }
    return render(request, "sessions/_seat.html", context)


def wanted_mode(request: OrgRequest) -> str:
    """The room or the video, as the button said; anything else is either."""
    wanted = request.POST.get("mode", "")
    return wanted if wanted in Mode.values else EITHER


def _where_from(request: OrgRequest, learning_session: LearningSession) -> str:
    """The page of ours that the button stood on, else the session's."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return came_from
    return org_reverse(request.organization, "sessions:detail", learning_session.id)
