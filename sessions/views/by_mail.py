"""Taking a seat by the link in a mail, without a login."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from peerlearn.people.http import OrgRequest, not_here, organization_public
from peerlearn.people.models import Person
from sessions.actions.booking import book_seat
from sessions.actions.messages import BOOK_PURPOSE
from sessions.models import Booking
from sessions.queries.bookings import clashes
from sessions.rules.seats import SeatRefusedError
from sessions.views.mail_links import claims_of

LINK_AGE = timedelta(days=90)


@organization_public
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: OrgRequest, token: str) -> HttpResponse:
    """Take a seat again that was given back. GET asks, POST does it; a second time changes nothing.

    The link is good as long as nothing else has happened to the seat.
    """
    seat = _seat_of(request, token)
    if seat is None:
        return render(request, "sessions/link_expired.html", status=404)
    held, refusal = seat.learning_session, None
    if request.method == "POST":
        try:
            seat = book_seat(held, person=seat.person, by=seat.person, mode=seat.mode)
        except SeatRefusedError as error:
            refusal = error
    is_booked = seat.state not in Booking.GIVEN_BACK
    context = {
        "booking": seat,
        "learning_session": held,
        "is_booked": is_booked,
        "clash": None if is_booked else clashes(seat.person, [held]).get(held),
        "refusal": refusal,
    }
    return render(request, "sessions/book_by_mail.html", context, status=422 if refusal else 200)


def _seat_of(request: OrgRequest, token: str) -> Booking | None:
    """The seat that a link is about; None for a link that is too old, or has been overtaken."""
    claims = claims_of(request, BOOK_PURPOSE, token, max_age=LINK_AGE)
    if claims is None:
        return None
    seats = Booking.objects.select_related("learning_session", "person")
    seat = seats.filter(pk=claims["booking"], person__state=Person.State.ACTIVE).first()
    if seat is None:
        not_here(request)
    sent = int(claims["revision"])
    # Taken by this very link, it is one revision on.
    taken = seat.state not in Booking.GIVEN_BACK and seat.revision == sent + 1
    return seat if taken or seat.revision == sent else None
