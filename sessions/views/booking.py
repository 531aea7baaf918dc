"""Booking a seat, giving it back, waiting for one. Each answers with the same fragment."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from peerlearn.notifications.calendar import as_ics
from peerlearn.people.http import OrgRequest, not_here, organization_public
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.tokens import BadTokenError, ExpiredTokenError, read_token
from sessions.actions.booking import book_seat, cancel_booking, excuse_booking, switch_mode
from sessions.actions.reminders import CANCEL_PURPOSE
from sessions.actions.waitlist import join_waitlist, leave_waitlist
from sessions.calendar_entries import calendar_event
from sessions.models import Booking, Mode
from sessions.queries.bookings import seats_of
from sessions.rules.seats import SeatRefusedError
from sessions.seat_forms import ExcuseForm
from sessions.views.doors import session_or_404
from sessions.views.seat_answers import answer, wanted_mode

# A session may be planned a year ahead; the link is worth nothing after the start anyway.
LINK_AGE = timedelta(days=400)


@require_POST
def book(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Take a seat."""
    learning_session = session_or_404(request, session_id)

    def act() -> str:
        mode = request.POST.get("mode", "")
        book_seat(learning_session, person=request.person, by=request.person, mode=mode)
        return _("Booked. The invitation for your calendar is in your mail.")

    return answer(request, learning_session, act)


@require_POST
def cancel_own(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Give one's seat back; Undo books again while a seat is free."""
    learning_session = session_or_404(request, session_id)
    booking = seats_of(request.person).filter(learning_session=learning_session).first()

    def act() -> str:
        if booking is None:
            return ""
        cancel_booking(booking, by=request.person)
        return _("Your booking is cancelled.")

    undo = org_reverse(request.organization, "sessions:book", session_id)
    return answer(request, learning_session, act, undo_url=undo)


@require_POST
def switch(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """From the room to the video, or back."""
    learning_session = session_or_404(request, session_id)
    booking = seats_of(request.person).filter(learning_session=learning_session).first()

    def act() -> str:
        if booking is None:
            return ""
        to = wanted_mode(request) or Mode.IN_PERSON
        switch_mode(booking, to=to, by=request.person)
        if to == Mode.REMOTE:
            return _("You take part by video now. Your calendar gets the change by mail.")
        return _("You come to the room now. Your calendar gets the change by mail.")

    return answer(request, learning_session, act)


@require_POST
def join_line(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Wait for a seat."""
    learning_session = session_or_404(request, session_id)

    def act() -> str:
        mode = wanted_mode(request)
        join_waitlist(learning_session, person=request.person, by=request.person, mode=mode)
        return _("You are on the waiting list. When it is your turn, a mail says so at once.")

    return answer(request, learning_session, act)


@require_POST
def leave_line(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Stop waiting."""
    learning_session = session_or_404(request, session_id)

    def act() -> str:
        leave_waitlist(learning_session, person=request.person, by=request.person)
        return _("You are off the waiting list.")

    return answer(request, learning_session, act)


@require_safe
def calendar_file(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """One's own entry as a calendar file: for those who have a seat, or lead."""
    learning_session = session_or_404(request, session_id)
    booking = seats_of(request.person).filter(learning_session=learning_session).first()
    if booking is None and not learning_session.is_led_by(request.person):
        raise Http404
    event = calendar_event(
        learning_session,
        request.person,
        method="PUBLISH",
        revision=booking.revision if booking else 0,
        mode=booking.mode if booking else "",
    )
    response = HttpResponse(as_ics(event), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="session.ics"'
    return response


@organization_public
def cancel_by_mail(request: OrgRequest, token: str) -> HttpResponse:
    """Give a seat back by the link in a mail, without a login. GET asks, POST does it.

    The link is good for the booking it was sent for, not for a later one of the same seat.
    """
    expired = False
    try:
        claims = read_token(CANCEL_PURPOSE, token, max_age=LINK_AGE)
    except ExpiredTokenError as error:
        claims, expired = error.claims, True
    except BadTokenError:
        not_here(request)
    seats = Booking.objects.select_related("learning_session", "person")
    booking = seats.filter(pk=claims["booking"], person__state=Person.State.ACTIVE).first()
    if booking is None:
        not_here(request)
    is_cancelled = booking.state in Booking.GIVEN_BACK
    is_older = not is_cancelled and claims.get("revision") != str(booking.revision)
    if expired or is_older:
        return render(request, "sessions/link_expired.html", status=404)
    refusal = None
    if request.method == "POST" and not is_cancelled:
        try:
            booking = excuse_booking(booking, by=None, reason=request.POST.get("reason", "")[:500])
        except SeatRefusedError as error:
            refusal = error
    context = {
        "booking": booking,
        "learning_session": booking.learning_session,
        "refusal": refusal,
        "is_cancelled": booking.state in Booking.GIVEN_BACK,
        "form": ExcuseForm() if timezone.now() > booking.learning_session.cancel_until else None,
    }
    return render(request, "sessions/cancel_by_mail.html", context, status=422 if refusal else 200)
