"""Answering an offered seat: on the pages, and by the link in a mail."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from peerlearn.people.http import OrgRequest, not_here, organization_public
from peerlearn.people.models import Person
from sessions.actions.line_messages import OFFER_PURPOSE
from sessions.actions.offers import accept_offer, decline_offer
from sessions.models import WaitlistEntry
from sessions.queries.bookings import clashes
from sessions.queries.waitlist import offers_to
from sessions.rules.seats import OfferGoneError, SeatRefusedError
from sessions.views.doors import session_or_404
from sessions.views.mail_links import claims_of
from sessions.views.seat_answers import answer

# The offer itself ends much sooner; an older link then says so.
LINK_AGE = timedelta(days=60)
State = WaitlistEntry.State


@require_POST
def accept(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Take the seat that is kept."""
    learning_session = session_or_404(request, session_id)
    offer = offers_to(request.person).filter(learning_session=learning_session).first()

    def act() -> str:
        if offer is None:
            raise OfferGoneError
        accept_offer(offer)
        return _("The seat is yours. The invitation for your calendar is in your mail.")

    return answer(request, learning_session, act)


@require_POST
def decline(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Let it go to the next in line."""
    learning_session = session_or_404(request, session_id)
    offer = offers_to(request.person).filter(learning_session=learning_session).first()

    def act() -> str:
        if offer is None or not decline_offer(offer):
            return ""
        return _("The seat goes to the next in line. You don't wait any more.")

    return answer(request, learning_session, act)


@organization_public
@require_http_methods(["GET", "HEAD", "POST"])
def by_mail(request: OrgRequest, token: str) -> HttpResponse:
    """Answer an offer by the link in its mail, without a login. GET asks, POST does it.

    The link is good for the one offer that it was sent for.
    """
    entry = _entry_of(request, token)
    if entry is None:
        return render(request, "sessions/link_expired.html", status=404)
    refusal = None
    if request.method == "POST":
        try:
            if request.POST.get("answer") == "decline":
                decline_offer(entry)
            else:
                accept_offer(entry)
        except SeatRefusedError as error:
            refusal = error
        entry.refresh_from_db()
    now = timezone.now()
    held = entry.learning_session
    is_open = entry.offer_until is not None and now < entry.offer_until
    context = {
        "entry": entry,
        "learning_session": held,
        "is_open": is_open,
        "is_taken": entry.state == State.ACCEPTED,
        "is_declined": entry.state == State.CANCELLED,
        "clash": clashes(entry.person, [held]).get(held) if is_open else None,
        "refusal": refusal,
    }
    return render(request, "sessions/offer_by_mail.html", context, status=422 if refusal else 200)


def _entry_of(request: OrgRequest, token: str) -> WaitlistEntry | None:
    """The place that a link is about; None for a link that is too old, or of an earlier offer."""
    claims = claims_of(request, OFFER_PURPOSE, token, max_age=LINK_AGE)
    if claims is None:
        return None
    entries = WaitlistEntry.objects.select_related("learning_session", "person")
    entry = entries.filter(pk=claims["entry"], person__state=Person.State.ACTIVE).first()
    if entry is None:
        not_here(request)
    return entry if claims["offer"] == str(entry.offers) else None
