"""Giving a seat back when it is too late to cancel."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from sessions.actions.booking import excuse_booking
from sessions.queries.bookings import seats_of
from sessions.rules.seats import SeatRefusedError
from sessions.seat_forms import ExcuseForm
from sessions.views.doors import session_or_404


@require_http_methods(["GET", "POST"])
def excuse(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Say that one can't come, with a reason or without."""
    learning_session = session_or_404(request, session_id)
    booking = seats_of(request.person).filter(learning_session=learning_session).first()
    page = org_reverse(request.organization, "sessions:detail", learning_session.id)
    if booking is None:
        return redirect(page)
    form = ExcuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            excuse_booking(booking, by=request.person, reason=form.cleaned_data["reason"])
        except SeatRefusedError as refusal:
            flash(request, str(refusal), level="warning")
        else:
            flash(request, _("Thank you for saying so. Somebody else can have your seat."))
        return redirect(page)
    crumbs = [
        (_("Sessions"), org_reverse(request.organization, "sessions:list")),
        (learning_session.title, page),
    ]
    context = {"form": form, "learning_session": learning_session, "crumbs": crumbs}
    return render(request, "sessions/excuse.html", context, status=422 if form.errors else 200)
