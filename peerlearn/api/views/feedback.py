"""Results of feedback, for those who may read them."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from feedback.queries.rounds import rounds_visible_to
from peerlearn.api.endpoint import Endpoint, answer
from peerlearn.api.serializers.feedback import RoundShape, RoundWithResults


class Rounds(Endpoint):
    """The list."""

    @extend_schema(responses=RoundShape(many=True))
    def get(self, request: Any) -> Response:
        """List the rounds whose results the caller may read: all for HR admins, for facilitators
        those of which they were named as reader.
        """
        visible = rounds_visible_to(self.request.person, self.request.membership)
        return self.paged(visible, RoundShape)


class OneRound(Endpoint):
    """One round."""

    @extend_schema(responses=RoundWithResults)
    def get(self, request: Any, round_id: UUID) -> Response:
        """Show what a round shows: totals, once it has closed with enough answers. No answer has
        an author or a time.
        """
        visible = rounds_visible_to(self.request.person, self.request.membership)
        return answer(RoundWithResults, get_object_or_404(visible, id=round_id))
