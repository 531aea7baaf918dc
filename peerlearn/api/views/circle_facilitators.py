"""A facilitator for a circle, and the answers of who is asked."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.circle_facilitating import (
    accept_circle,
    ask_facilitator,
    decline_circle,
    take_back_facilitator,
)
from matching.models import Circle
from matching.queries.circle_facilitators import (
    Facilitation,
    candidates_for_circle,
    facilitations_of,
    facilitators_in,
    questions_of_circles,
)
from matching.queries.circles import members_of_circles, open_circles_in
from peerlearn.api.endpoint import Endpoint, answer
from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.circles import (
    CircleCandidateShape,
    CircleCandidatesQuery,
    CircleFacilitationShape,
    CircleFacilitatorBody,
    CircleQuestionShape,
)
from peerlearn.api.serializers.programs import AnswerBody
from peerlearn.api.views.circles import CircleEndpoint
from peerlearn.people.models import Scope
from peerlearn.people.queries import active_people


class OfCircle(CircleEndpoint):
    """What both addresses share."""

    def circle(self, circle_id: UUID) -> Circle:
        """A published circle of a program whose circles the caller forms."""
        published = open_circles_in(self.programs()).filter(state=Circle.State.ACTIVE)
        return get_object_or_404(published, id=circle_id)

    def standing(self, circle: Circle) -> Facilitation | None:
        """Who is asked, or facilitates."""
        return facilitations_of([circle], members_of_circles([circle])).get(circle.id)


class FacilitatorOfCircle(OfCircle):
    """Who facilitates one."""

    @extend_schema(responses=CircleFacilitationShape)
    def get(self, request: Any, circle_id: UUID) -> Response:
        """Show who is asked to facilitate a circle, or does; 404 where nobody is. HR admins."""
        standing = self.standing(self.circle(circle_id))
        if standing is None:
            raise Http404
        return answer(CircleFacilitationShape, standing)

    @extend_schema(request=CircleFacilitatorBody, responses=CircleFacilitationShape)
    def put(self, request: Any, circle_id: UUID) -> Response:
        """Ask somebody neutral to facilitate a published circle. HR admins. 409 says what speaks
        against them.
        """
        circle, said = self.circle(circle_id), self.said(CircleFacilitatorBody)
        person = active_people().filter(id=said["person"]).first()
        if person is None:
            raise InvalidError({"person": [_("Nobody who works here has this id.")]})
        ask_facilitator(circle, person, by=self.request.person, now=timezone.now())
        return answer(CircleFacilitationShape, self.standing(circle))

    @extend_schema(responses={204: None})
    def delete(self, request: Any, circle_id: UUID) -> Response:
        """Take the question back, answered or not. HR admins."""
        circle = self.circle(circle_id)
        row = facilitators_in(self.programs()).filter(circle=circle).first()
        if row is not None:
            take_back_facilitator(row, by=self.request.person, now=timezone.now())
        return Response(status=204)


class FacilitatorCandidates(OfCircle):
    """Who could."""

    pagination_class = None

    @extend_schema(parameters=[CircleCandidatesQuery], responses=CircleCandidateShape(many=True))
    def get(self, request: Any, circle_id: UUID) -> Response:
        """List who could facilitate a circle, best first; with `q` whoever is called so, with what
        speaks against them. HR admins.
        """
        words = self.asked(CircleCandidatesQuery).get("q", "")
        found = candidates_for_circle(self.circle(circle_id), words)
        return Response(CircleCandidateShape(found, many=True).data)


class OwnCircleQuestions(Endpoint):
    """What the caller is asked."""

    @extend_schema(responses=CircleQuestionShape(many=True))
    def get(self, request: Any) -> Response:
        """List the circles that the caller is asked to facilitate, or does."""
        own = questions_of_circles(self.request.person).order_by("-asked_at", "-id")
        return self.paged(own, CircleQuestionShape)


class CircleQuestionAnswer(Endpoint):
    """The caller's answer."""

    write_scope = Scope.MATCHING

    @extend_schema(request=AnswerBody, responses=CircleQuestionShape)
    def post(self, request: Any, question_id: UUID) -> Response:
        """Say yes or no, or stop. `revoked` says that the circle has changed since, so that the
        caller isn't neutral to all in it. The same answer twice is one.
        """
        row = get_object_or_404(questions_of_circles(self.request.person), id=question_id)
        said, now = self.said(AnswerBody), timezone.now()
        if said["answer"] == "accept":
            return answer(CircleQuestionShape, accept_circle(row, now=now))
        reason = said.get("reason", "")
        return answer(CircleQuestionShape, decline_circle(row, reason=reason, now=now))
