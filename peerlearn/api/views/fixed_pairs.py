"""Pairs that HR fixes by hand before a program is matched, for HR admins."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.fixing import fix_again, fix_pair, free_pair, free_together
from matching.actions.fixing_lists import fix_list
from matching.models import FixedPair
from matching.queries.fixed_pairs import fixed_visible_to
from matching.queries.fixing import desk_of, fixed_lines
from matching.rules.pair_lists import Line
from peerlearn.api.endpoint import answer
from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.fixed_pairs import (
    FixedPairBody,
    FixedPairRowShape,
    FixedPairShape,
    FreedPairsShape,
    PairListBody,
    PairListShape,
)
from peerlearn.api.views.matching import MatchingEndpoint
from peerlearn.people.models import Person
from peerlearn.people.queries import active_people


class FixingEndpoint(MatchingEndpoint):
    """What all addresses share."""

    def row(self, fixed_id: UUID) -> FixedPair:
        """What is or was fixed, where the caller may see it."""
        rows = fixed_visible_to(self.request.person, self.request.membership)
        return get_object_or_404(rows, id=fixed_id)


class FixedPairs(FixingEndpoint):
    """Those of a program."""

    @extend_schema(responses=FixedPairShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List the pairs that are fixed in a program, the latest first, with what keeps the next
        matching from keeping them. HR admins.
        """
        program = self.program(program_id)
        lines = fixed_lines(program, desk_of(program, now=timezone.now()))
        return self.paged(lines, FixedPairShape)

    @extend_schema(request=FixedPairBody, responses={201: FixedPairRowShape})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Fix a pair: every matching keeps it until it is freed. Twice is once. HR admins. 409
        says why not: `reason-needed` where it takes a reason, `not-fixable` where none helps.
        """
        program, said = self.program(program_id), self.said(FixedPairBody)
        row = fix_pair(
            program,
            mentee=_person("mentee", said),
            mentor=_person("mentor", said),
            by=self.request.person,
            reason=said["reason"],
        )
        return answer(FixedPairRowShape, row, status=201)


class FixedPairList(FixingEndpoint):
    """Many at once."""

    @extend_schema(request=PairListBody, responses=PairListShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Fix those pairs of a list that can be, and say of the others why not. HR admins."""
        program, said = self.program(program_id), self.said(PairListBody)
        lines = [Line(**one) for one in said["pairs"]]
        done = fix_list(program, lines, by=self.request.person)
        refused = [
            {"mentee": line.mentee, "mentor": line.mentor, "why": why} for line, why in done.refused
        ]
        return answer(PairListShape, {"fixed": done.fixed, "refused": refused})


class OneFixedPair(FixingEndpoint):
    """One of them."""

    @extend_schema(responses={204: None})
    def delete(self, request: Any, fixed_id: UUID) -> Response:
        """Free a pair: the next matching may change it. Twice is once. HR admins."""
        free_pair(self.row(fixed_id), by=self.request.person)
        return Response(status=204)


class FixedPairAgain(FixingEndpoint):
    """Taking a freeing back."""

    @extend_schema(request=None, responses={200: FixedPairRowShape})
    def post(self, request: Any, fixed_id: UUID) -> Response:
        """Fix a pair again that was freed, with the same reason. HR admins. 409 says why not."""
        return answer(FixedPairRowShape, fix_again(self.row(fixed_id), by=self.request.person))


class FixedTogether(FixingEndpoint):
    """Taking a list back."""

    @extend_schema(responses={200: FreedPairsShape})
    def delete(self, request: Any, fixed_id: UUID) -> Response:
        """Free all that was fixed at once with a pair, by one list. HR admins."""
        freed = free_together(self.row(fixed_id), by=self.request.person)
        return answer(FreedPairsShape, {"freed": freed})


def _person(side: str, said: dict[str, Any]) -> Person:
    person: Person | None = active_people().filter(id=said[side]).first()
    if person is None:
        raise InvalidError({side: [_("Nobody here has this id.")]})
    return person
