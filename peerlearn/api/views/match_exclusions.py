"""Pairs that HR admins take out of a program."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.proposals import allow_again, exclude_pair, include_pair
from matching.queries.exclusions import blocks_of, blocks_visible_to
from peerlearn.api.endpoint import answer
from peerlearn.api.serializers.match_review import ExclusionBody, ExclusionShape
from peerlearn.api.serializers.matching import PairShape
from peerlearn.api.views.matching import MatchingEndpoint


class Exclusion(MatchingEndpoint):
    """Taking a pair out of its run."""

    @extend_schema(request=ExclusionBody, responses=PairShape)
    def post(self, request: Any, match_id: UUID) -> Response:
        """Take a pair out; it isn't proposed again in this program. HR admins."""
        match = get_object_or_404(self.pairs(), id=match_id)
        excluded = exclude_pair(match, by=self.request.person, **self.said(ExclusionBody))
        return answer(PairShape, excluded)

    @extend_schema(responses={200: PairShape})
    def delete(self, request: Any, match_id: UUID) -> Response:
        """Put a pair back that was taken out. HR admins."""
        return self.change(match_id, include_pair)


class Exclusions(MatchingEndpoint):
    """All that are out."""

    @extend_schema(responses=ExclusionShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List the pairs that are not to be paired in a program, the latest first. HR admins."""
        return self.paged(blocks_of(self.program(program_id)), ExclusionShape)


class OneExclusion(MatchingEndpoint):
    """A pair that is out."""

    @extend_schema(responses={204: None})
    def delete(self, request: Any, block_id: UUID) -> Response:
        """Let a pair be proposed again, in whichever run it was taken out. HR admins."""
        blocks = blocks_visible_to(self.request.person, self.request.membership)
        allow_again(get_object_or_404(blocks, id=block_id), by=self.request.person)
        return Response(status=204)
