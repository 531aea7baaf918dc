"""How the pairs of a program are doing, for HR admins."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.terms import set_terms
from matching.permissions import may_match
from matching.queries.health import pairs_of_program, terms_of, waiting_mentees
from peerlearn.api.endpoint import answer, require
from peerlearn.api.serializers.pairs import (
    PairHealthQuery,
    PairHealthShape,
    PairTermsBody,
    PairTermsShape,
    WaitingShape,
)
from peerlearn.api.views.programs import ProgramEndpoint
from peerlearn.people.models import Scope
from programs.models import Program


class PairsEndpoint(ProgramEndpoint):
    """What all addresses share."""

    write_scope = Scope.MATCHING

    def matched(self, program_id: UUID) -> Program:
        """A program whose pairs the caller looks after."""
        require(may_match(self.request.membership))
        return self.visible_program(program_id)


class PairHealths(PairsEndpoint):
    """The pairs of today."""

    @extend_schema(parameters=[PairHealthQuery], responses=PairHealthShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List pairs with their health, those that need a check-in first."""
        pairs = pairs_of_program(self.matched(program_id), now=timezone.now())
        wanted = self.asked(PairHealthQuery).get("health")
        found = [pair for pair in pairs if not wanted or pair.finding.health == wanted]
        return self.paged(found, PairHealthShape)


class WaitingMentees(PairsEndpoint):
    """Who has no mentor."""

    @extend_schema(responses=WaitingShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List mentees without a mentor, those who wait longest first."""
        return self.paged(waiting_mentees(self.matched(program_id)), WaitingShape)


class Terms(PairsEndpoint):
    """What pairs are promised."""

    @extend_schema(responses=PairTermsShape)
    def get(self, request: Any, program_id: UUID) -> Response:
        """Show what pairs of the program are promised."""
        return answer(PairTermsShape, terms_of(self.matched(program_id)))

    @extend_schema(request=PairTermsBody, responses=PairTermsShape)
    def put(self, request: Any, program_id: UUID) -> Response:
        """Set it, for all pairs of the program."""
        program, said = self.matched(program_id), self.said(PairTermsBody)
        return answer(PairTermsShape, set_terms(program, by=self.request.person, **said))
