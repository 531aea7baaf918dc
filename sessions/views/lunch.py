"""Lunch: what one eats, and the orders of HR."""

from collections.abc import Callable
from itertools import groupby
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError
from sessions.actions.lunch import close_order, decline_lunch, tell_needs, want_lunch
from sessions.lunch_forms import NeedsForm
from sessions.models import Booking
from sessions.queries.bookings import seats_of
from sessions.queries.lunch import Lunch, lunches_of, own_needs, with_lunch
from sessions.rules.lunch import receipt
from sessions.views.doors import session_or_404
from sessions.views.planning_form import crumbs_below


@require_http_methods(["GET", "POST"])
def own(request: OrgRequest) -> HttpResponse:
    """Tell what one eats, having read who sees it; or take it back."""
    form = NeedsForm(request.POST or None, initial={"needs": own_needs(request.person)})
    if request.method == "POST":
        form = NeedsForm(request.POST)
        if form.is_valid():
            kept = tell_needs(request.person, form.cleaned_data["needs"])
            if kept:
                flash(request, _("Saved. The next orders count it, without your name."))
            else:
                flash(request, _("Saved. We keep nothing about what you eat."))
            return redirect(org_reverse(request.organization, "sessions:own_lunch"))
    context = {
        "form": form,
        "receipt": receipt(),
        "crumbs": [(_("Sessions"), org_reverse(request.organization, "sessions:list"))],
    }
    return render(request, "sessions/lunch/own.html", context, status=422 if form.errors else 200)


@require_POST
def decline(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """No lunch for me, in this session."""
    undo = org_reverse(request.organization, "sessions:want_lunch", session_id)
    return _say(request, session_id, decline_lunch, _("No lunch is ordered for you."), undo=undo)


@require_POST
def want(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Lunch for me after all."""
    return _say(request, session_id, want_lunch, _("You eat with the others."))


def _say(
    request: OrgRequest,
    session_id: UUID,
    act: Callable[[Booking], Booking],
    said: str,
    *,
    undo: str = "",
) -> HttpResponse:
    learning_session = session_or_404(request, session_id)
    booking = seats_of(request.person).filter(learning_session=learning_session).first()
    try:
        if booking is not None:
            act(booking)
            flash(request, said, undo_url=undo)
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    return redirect(org_reverse(request.organization, "sessions:detail", session_id))


@require_safe
@hr_admin_required
def orders(request: OrgRequest) -> HttpResponse:
    """The lunches of the sessions to come, by site."""
    lunches = lunches_of(list(with_lunch(now=timezone.now())))
    by_site = sorted(lunches, key=lambda one: one.site)
    context = {
        "sites": [
            {"site": site, "lunches": rows, "heads": sum(one.heads for one in rows)}
            for site, rows in ((site, list(found)) for site, found in groupby(by_site, _site))
        ],
        "crumbs": [(_("Sessions"), org_reverse(request.organization, "sessions:list"))],
    }
    return render(request, "sessions/lunch/orders.html", context)


def _site(lunch: Lunch) -> str:
    return lunch.site


@require_safe
@hr_admin_required
def order(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """The order of one session, as a sheet to print."""
    learning_session = session_or_404(request, session_id)
    if not learning_session.lunch_hours:
        raise Http404
    (lunch,) = lunches_of([learning_session])
    may_close = (
        lunch.order is None
        and lunch.leaves_at is not None
        and learning_session.is_on
        and timezone.now() < learning_session.starts_at
    )
    context = {
        "lunch": lunch,
        "learning_session": learning_session,
        "may_close": may_close,
        "crumbs": crumbs_below(request, learning_session),
    }
    return render(request, "sessions/lunch/order.html", context)


@require_POST
@hr_admin_required
def close(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Have the order leave before its time."""
    learning_session = session_or_404(request, session_id)
    try:
        close_order(learning_session, by=request.person, now=timezone.now())
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        flash(request, _("The order is counted. Who books now hears that no lunch is ordered."))
    if not learning_session.lunch_hours:
        raise Http404
    return redirect(org_reverse(request.organization, "sessions:lunch_order", session_id))
