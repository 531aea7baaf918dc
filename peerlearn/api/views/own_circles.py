"""Circles as their members live them."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.circle_leaving import leave_circle, return_to_circle, want_circle
from matching.actions.circle_meetings import (
    call_off_circle_meeting,
    host_circle,
    plan_circle_meeting,
    stop_hosting,
)
from matching.models import Circle
from matching.queries.circle_exits import exits_of_person
from matching.queries.circles import circles_of_person, circles_open_to
from matching.queries.my_circles import my_circle
from peerlearn.api.endpoint import Endpoint, answer
from peerlearn.api.serializers.circles import CircleMeetingBody, OwnCircleName, OwnCircleShape
from peerlearn.people.models import Scope


class OwnCircleEndpoint(Endpoint):
    """What all addresses share."""

    write_scope = Scope.MATCHING

    def own(self, circle_id: UUID) -> Circle:
        """A circle in which the caller is, or that they facilitate."""
        return get_object_or_404(circles_open_to(self.request.person), id=circle_id)

    def seen(self, circle_id: UUID) -> Response:
        """The caller's circle as it is now."""
        mine = my_circle(self.own(circle_id), self.request.person, now=timezone.now())
        return answer(OwnCircleShape, mine)


class OwnCircles(OwnCircleEndpoint):
    """The caller's."""

    pagination_class = None

    @extend_schema(responses=OwnCircleName(many=True))
    def get(self, request: Any) -> Response:
        """List the circles in which the caller is."""
        mine = circles_of_person(self.request.person).order_by("program__name", "id")
        return Response(OwnCircleName(mine, many=True).data)


class OwnCircle(OwnCircleEndpoint):
    """One of them."""

    @extend_schema(responses=OwnCircleShape)
    def get(self, request: Any, circle_id: UUID) -> Response:
        """Show who is in it, what they have in common, and what comes next. Its members."""
        return self.seen(circle_id)


class CircleHost(OwnCircleEndpoint):
    """Who calls the first meeting."""

    @extend_schema(request=None, responses=OwnCircleShape)
    def post(self, request: Any, circle_id: UUID) -> Response:
        """Say that one calls the first meeting; the first word counts. Its members."""
        host_circle(self.own(circle_id), by=self.request.person)
        return self.seen(circle_id)

    @extend_schema(responses={204: None})
    def delete(self, request: Any, circle_id: UUID) -> Response:
        """Leave it to somebody else. Who said so."""
        stop_hosting(self.own(circle_id), by=self.request.person)
        return Response(status=204)


class CircleLeaving(OwnCircleEndpoint):
    """Leaving it, and coming back."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Any, circle_id: UUID) -> Response:
        """Leave it and stay in the program; the others are told in ten minutes. Its members."""
        leave_circle(self.own(circle_id), by=self.request.person, now=timezone.now())
        return Response(status=204)

    @extend_schema(responses={204: None})
    def delete(self, request: Any, circle_id: UUID) -> Response:
        """Come back to it, where there is room. Who left it by themselves."""
        left = get_object_or_404(exits_of_person(self.request.person), circle=circle_id)
        return_to_circle(left, by=self.request.person, now=timezone.now())
        return Response(status=204)


class CircleWanted(OwnCircleEndpoint):
    """Wanting another one."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Say that one wants another circle. Who left theirs by themselves."""
        left = get_object_or_404(exits_of_person(self.request.person), program=program_id)
        want_circle(left, by=self.request.person)
        return Response(status=204)


class CircleNextMeeting(OwnCircleEndpoint):
    """The next meeting."""

    @extend_schema(request=CircleMeetingBody, responses=OwnCircleShape)
    def put(self, request: Any, circle_id: UUID) -> Response:
        """Plan or move it; everybody gets it into their calendar. Its members."""
        circle, said = self.own(circle_id), self.said(CircleMeetingBody)
        plan_circle_meeting(circle, at=said["at"], by=self.request.person, now=timezone.now())
        return self.seen(circle_id)

    @extend_schema(responses={204: None})
    def delete(self, request: Any, circle_id: UUID) -> Response:
        """Call it off. Its members."""
        call_off_circle_meeting(self.own(circle_id), by=self.request.person, now=timezone.now())
        return Response(status=204)
