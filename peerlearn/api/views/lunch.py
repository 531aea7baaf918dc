"""Lunch: what the caller eats, and the orders of HR."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.serializers.lunch import LunchShape, OwnNeedsBody, OwnNeedsShape
from peerlearn.api.views.sessions import SessionsEndpoint
from peerlearn.people.models import Scope
from sessions.actions.lunch import close_order, tell_needs
from sessions.models import LearningSession
from sessions.permissions import may_schedule
from sessions.queries.lunch import lunches_of, own_needs, with_lunch
from sessions.rules.lunch import receipt


class OwnLunchNeeds(Endpoint):
    """What the caller eats."""

    write_scope = Scope.PROFILE

    @extend_schema(responses=OwnNeedsShape)
    def get(self, request: Any) -> Response:
        """Show what the caller told they eat, and who sees it."""
        return self.shown()

    @extend_schema(request=OwnNeedsBody, responses=OwnNeedsShape)
    def put(self, request: Any) -> Response:
        """Tell what one eats, once for all sessions, or forget it. Read `receipt` before."""
        tell_needs(self.request.person, self.said(OwnNeedsBody)["needs"])
        return self.shown()

    def shown(self) -> Response:
        """As it is now."""
        return answer(
            OwnNeedsShape, {"needs": own_needs(self.request.person), "receipt": receipt()}
        )


class Lunches(SessionsEndpoint):
    """The lunches to come."""

    @extend_schema(responses=LunchShape(many=True))
    def get(self, request: Any) -> Response:
        """List the lunches of the next 60 days. HR admins."""
        require(may_schedule(self.request.membership))
        found = with_lunch(now=timezone.now())
        return self.paged(found, LunchShape, make=lambda page: lunches_of(list(page)))


class SessionLunch(SessionsEndpoint):
    """The lunch of a session."""

    @extend_schema(responses=LunchShape)
    def get(self, request: Any, session_id: UUID) -> Response:
        """Show the order: heads so far, and kinds of meals once it is counted. HR admins."""
        return self.lunch_of(self.serving(session_id))

    @extend_schema(request=None, responses=LunchShape)
    def post(self, request: Any, session_id: UUID) -> Response:
        """Count the order now, before its time; it is counted once. HR admins.

        409 `lunch-ordered`, `lunch-refused`.
        """
        held = self.serving(session_id)
        close_order(held, by=self.request.person, now=timezone.now())
        return self.lunch_of(held)

    def serving(self, session_id: UUID) -> LearningSession:
        """A session with lunch."""
        require(may_schedule(self.request.membership))
        held = self.session(session_id)
        require(held.lunch_hours > 0)
        return held

    def lunch_of(self, held: LearningSession) -> Response:
        """Its lunch as it is now."""
        return answer(LunchShape, lunches_of([held])[0])
