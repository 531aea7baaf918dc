"""A seat for somebody else: by those who run the session, and by a person's manager."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from peerlearn.people.http import OrgRequest
from peerlearn.people.models import Person
from peerlearn.people.queries import active_people
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from sessions.actions.booking import book_seat
from sessions.actions.requests import ask_for_seat
from sessions.actions.waitlist import join_waitlist
from sessions.models import LearningSession
from sessions.permissions import may_book_for, may_tend_line
from sessions.queries.booking_for import MOST, bookable_by, has_reports
from sessions.queries.cards import card
from sessions.rules.seats import ApprovalNeededError, SeatRefusedError, SessionFullError
from sessions.views.doors import session_or_404
from sessions.views.seat_answers import wanted_mode


@require_safe
def people(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """For whom one can book, found by name."""
    learning_session = session_or_404(request, session_id)
    tends = may_tend_line(request.person, request.membership, learning_session)
    name = request.GET.get("q", "")
    found = bookable_by(request.person, learning_session, tends_line=tends, name=name)
    if not tends and not has_reports(request.person):
        raise Http404
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
        "can_book": learning_session.is_on and timezone.now() < learning_session.starts_at,
        "people": found[:MOST],
        "tends_line": tends,
        "name": name,
    }
    return render(request, "sessions/others.html", context)


@require_POST
def book_for(request: OrgRequest, session_id: UUID, person_id: UUID) -> HttpResponse:
    """Take a seat for somebody; where all are taken, a place in line. They are told by mail."""
    learning_session = session_or_404(request, session_id)
    whom = get_object_or_404(active_people(), pk=person_id)
    if not may_book_for(request.person, request.membership, learning_session, whom):
        raise Http404
    try:
        flash(request, _taken_for(request, learning_session, whom))
    except SeatRefusedError as refusal:
        flash(request, str(refusal), level="warning")
    return redirect(org_reverse(request.organization, "sessions:others", learning_session.id))


def _taken_for(request: OrgRequest, learning_session: LearningSession, whom: Person) -> str:
    mode, by, name = wanted_mode(request), request.person, {"name": whom.display_name}
    try:
        book_seat(learning_session, person=whom, by=by, mode=mode)
    except ApprovalNeededError:
        ask_for_seat(learning_session, person=whom, by=by, mode=mode)
        return _("A seat is asked for: %(name)s hears yes or no by mail.") % name
    except SessionFullError:
        join_waitlist(learning_session, person=whom, by=by, mode=mode)
        return _("All seats are taken: %(name)s is on the waiting list.") % name
    return _("%(name)s has a seat, and is told by mail.") % name
