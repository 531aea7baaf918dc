"""The line of a session, for those who run it."""

from collections.abc import Collection
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from sessions.actions.offers import add_seat, offer_out_of_turn
from sessions.models import LearningSession
from sessions.permissions import may_tend_line
from sessions.queries.bookings import excused_from
from sessions.queries.cards import card
from sessions.queries.requests import approved_lately
from sessions.queries.waitlist import declined_in, line_of, line_steps, requests_for
from sessions.rules.seats import SeatRefusedError
from sessions.seat_forms import OutOfTurnForm, RefusalForm
from sessions.views.doors import session_or_404
from sessions.views.seat_answers import wanted_mode


@require_safe
def show(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Who waits, who has an offer until when, and what happened."""
    return show_line(request, tended_or_404(request, session_id))


@require_POST
def add(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """One seat more; the next in line gets it."""
    learning_session = tended_or_404(request, session_id)
    try:
        add_seat(learning_session, mode=wanted_mode(request), by=request.person)
    except SeatRefusedError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        flash(request, _("One seat more. The next in line who is free then gets it."))
    return redirect(_address(request, learning_session))


@require_POST
def offer_ahead(request: OrgRequest, session_id: UUID, entry_id: UUID) -> HttpResponse:
    """Offer somebody a seat out of turn, with a reason."""
    learning_session = tended_or_404(request, session_id)
    entry = get_object_or_404(line_of(learning_session), pk=entry_id)
    form = OutOfTurnForm(request.POST)
    if not form.is_valid():
        return show_line(request, learning_session, form=form, entry_id=entry_id)
    entry.learning_session = learning_session
    try:
        offer_out_of_turn(entry, by=request.person, reason=form.cleaned_data["reason"])
    except SeatRefusedError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        said = _("%(name)s has the next seat. The reason is kept with the line.")
        flash(request, said % {"name": entry.person.display_name})
    return redirect(_address(request, learning_session))


def tended_or_404(request: OrgRequest, session_id: UUID) -> LearningSession:
    """A session whose line the reader looks after."""
    learning_session = session_or_404(request, session_id)
    if not may_tend_line(request.person, request.membership, learning_session):
        raise Http404
    return learning_session


def show_line(
    request: OrgRequest,
    learning_session: LearningSession,
    *,
    form: OutOfTurnForm | None = None,
    entry_id: UUID | None = None,
    refusal: RefusalForm | None = None,
    ticked: Collection[UUID] = (),
) -> HttpResponse:
    """The page of those who ask and those who wait; `ticked` are requests that were refused
    without a reason.
    """
    organization = request.organization
    context = {
        "learning_session": learning_session,
        "crumbs": [
            (_("Sessions"), org_reverse(organization, "sessions:list")),
            (
                learning_session.title,
                org_reverse(organization, "sessions:detail", learning_session.id),
            ),
        ],
        "card": card(request.person, learning_session, now=timezone.now()),
        "line": line_of(learning_session),
        "steps": line_steps(learning_session),
        "requests": requests_for(learning_session),
        "declined": declined_in(learning_session),
        "approved": approved_lately(learning_session, now=timezone.now()),
        "refusal_form": refusal or RefusalForm(),
        "ticked": ticked,
        "excused": excused_from(learning_session),
        "form": form or OutOfTurnForm(),
        "form_entry": entry_id,
        "can_tend": learning_session.is_on and timezone.now() < learning_session.starts_at,
    }
    return render(request, "sessions/line.html", context, status=422 if form or refusal else 200)


def _address(request: OrgRequest, learning_session: LearningSession) -> str:
    return org_reverse(request.organization, "sessions:line", learning_session.id)
