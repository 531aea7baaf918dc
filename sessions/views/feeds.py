"""Subscribing to calendars, and the calendars that are read."""

import hashlib
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from peerlearn.notifications.calendar import as_feed
from peerlearn.people.http import OrgRequest, not_here, organization_public
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from peerlearn.web.tokens import BadTokenError
from programs.queries import programs_visible_to
from sessions.actions.feeds import (
    address_of,
    close_feed,
    feed_id_of,
    note_reading,
    open_feed,
    renew_feed,
)
from sessions.calendar_forms import SubscriptionForm
from sessions.models import CalendarFeed
from sessions.queries.feeds import REFRESH, entries_of, feed_in_force, feeds_of, name_of

GOOGLE = "https://calendar.google.com/calendar/r?"
OUTLOOK = "https://outlook.office.com/calendar/0/addfromweb?"


@dataclass(frozen=True)
class Subscription:
    """A subscription as its person sees it; `webcal` opens the device's own calendar."""

    id: UUID
    name: str
    is_own: bool
    address: str
    webcal: str
    google: str
    outlook: str
    read_on: date | None


@require_safe
def subscriptions(request: OrgRequest) -> HttpResponse:
    """One's own subscriptions, and what else can be subscribed to."""
    feeds = list(feeds_of(request.person))
    held = {feed.program_id for feed in feeds if feed.program_id is not None}
    programs = programs_visible_to(request.person, request.membership).order_by("name", "id")
    context = {
        "crumbs": [
            (_("Sessions"), org_reverse(request.organization, "sessions:list")),
            (_("Calendar"), org_reverse(request.organization, "sessions:calendar")),
        ],
        "feeds": [_shown(feed) for feed in feeds],
        "has_own": any(feed.program_id is None for feed in feeds),
        "programs": programs.exclude(pk__in=held),
    }
    return render(request, "sessions/subscriptions.html", context)


@require_POST
def subscribe(request: OrgRequest) -> HttpResponse:
    """Make a secret address."""
    programs = programs_visible_to(request.person, request.membership)
    form = SubscriptionForm(request.POST, programs=programs)
    if form.is_valid():
        open_feed(request.person, form.cleaned_data["program"])
        flash(request, _("The address is made. Copy it into your calendar."))
    else:
        flash(request, _("This program isn't there any more."), level="warning")
    return _back(request)


@require_POST
def renew(request: OrgRequest, feed_id: UUID) -> HttpResponse:
    """Make another secret address."""
    renew_feed(get_object_or_404(feeds_of(request.person), pk=feed_id))
    flash(request, _("There is a new address. The old one doesn't work any more."))
    return _back(request)


@require_POST
def stop(request: OrgRequest, feed_id: UUID) -> HttpResponse:
    """End a subscription."""
    close_feed(get_object_or_404(feeds_of(request.person), pk=feed_id))
    flash(request, _("The address doesn't work any more."))
    return _back(request)


@organization_public
def feed(request: OrgRequest, secret: str) -> HttpResponse:
    """The calendar itself, for whoever has its secret address."""
    try:
        held = feed_in_force(feed_id_of(secret))
    except BadTokenError:
        not_here(request)
    if held is None:
        not_here(request)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    subscription, membership = held
    entries = entries_of(subscription, membership, now=timezone.now())
    note_reading(subscription, today=timezone.localdate())
    tag = quote_etag(hashlib.sha256(repr(entries).encode()).hexdigest())
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        text = as_feed(entries, name=name_of(subscription), refresh=REFRESH)
        response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
    return response


def _shown(feed: CalendarFeed) -> Subscription:
    address, name = address_of(feed), name_of(feed)
    webcal = "webcal://" + address.split("://", 1)[1]
    return Subscription(
        id=feed.id,
        name=name,
        is_own=feed.program_id is None,
        address=address,
        webcal=webcal,
        google=GOOGLE + urlencode({"cid": webcal}),
        outlook=OUTLOOK + urlencode({"url": address, "name": name}),
        read_on=feed.read_on,
    )


def _back(request: OrgRequest) -> HttpResponse:
    return redirect(org_reverse(request.organization, "sessions:subscriptions"))
