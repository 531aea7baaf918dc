"""The caller's calendar subscriptions."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer
from peerlearn.api.serializers.calendar_feeds import (
    CalendarFeedBody,
    CalendarFeedName,
    CalendarFeedShape,
)
from peerlearn.people.models import Scope
from programs.queries import programs_visible_to
from sessions.actions.feeds import close_feed, open_feed, renew_feed
from sessions.models import CalendarFeed
from sessions.queries.feeds import feeds_of


class OwnFeeds(Endpoint):
    """The subscriptions. Their secret addresses outlive a token, so reading doesn't tell them."""

    write_scope = Scope.BOOKINGS

    @extend_schema(responses=CalendarFeedName(many=True))
    def get(self, request: Any) -> Response:
        """List the caller's calendar subscriptions: their own calendar, then programs by name."""
        return self.paged(feeds_of(self.request.person), CalendarFeedName)

    @extend_schema(request=CalendarFeedBody, responses={201: CalendarFeedShape})
    def post(self, request: Any) -> Response:
        """Subscribe to one's own calendar, or to a program's. There is one of each: asked for
        again, it is the same.
        """
        wanted = self.said(CalendarFeedBody).get("program")
        program = None
        if wanted is not None:
            visible = programs_visible_to(self.request.person, self.request.membership)
            program = get_object_or_404(visible, pk=wanted)
        return answer(CalendarFeedShape, open_feed(self.request.person, program), status=201)


class FeedEndpoint(Endpoint):
    """What the addresses of one subscription share."""

    write_scope = Scope.BOOKINGS

    def feed(self, feed_id: UUID) -> CalendarFeed:
        """A subscription of the caller; others don't exist."""
        return get_object_or_404(feeds_of(self.request.person), pk=feed_id)


class OneFeed(FeedEndpoint):
    """One subscription."""

    @extend_schema(responses={204: None})
    def delete(self, request: Any, feed_id: UUID) -> Response:
        """End a subscription: its address is dead at once."""
        close_feed(self.feed(feed_id))
        return Response(status=204)


class FeedRenewal(FeedEndpoint):
    """Another address for a subscription."""

    @extend_schema(request=None, responses={201: CalendarFeedShape})
    def post(self, request: Any, feed_id: UUID) -> Response:
        """Make another secret address; the old one is dead at once."""
        return answer(CalendarFeedShape, renew_feed(self.feed(feed_id)), status=201)
