"""Published matches, and one's own."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.meetings import record_first_meeting, take_back_first_meeting
from matching.models import Match
from matching.permissions import may_tell_about
from matching.queries import active_matches_of, matches_visible_to
from matching.queries.my_matches import as_seen_by
from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.serializers.matching import MatchesQuery, MatchShape, OwnMatchShape
from peerlearn.people.models import Scope


class MatchesEndpoint(Endpoint):
    """What all addresses share."""

    write_scope = Scope.MATCHING

    def match(self, match_id: UUID) -> Match:
        """A match that the caller may know of."""
        visible = matches_visible_to(self.request.person, self.request.membership)
        return get_object_or_404(visible, id=match_id)

    def own_match(self, match_id: UUID) -> Match:
        """A match of the caller's."""
        found = self.match(match_id)
        require(may_tell_about(self.request.person, found))
        return found

    def seen(self, matches: list[Match]) -> list[Any]:
        """The caller's matches from their side."""
        return as_seen_by(self.request.person, matches, now=timezone.now())


class Matches(MatchesEndpoint):
    """The list."""

    @extend_schema(parameters=[MatchesQuery], responses=MatchShape(many=True))
    def get(self, request: Any) -> Response:
        """List published matches, the latest first: all for HR admins, for others their own."""
        visible = matches_visible_to(self.request.person, self.request.membership)
        program = self.asked(MatchesQuery).get("program")
        found = visible.filter(program=program) if program else visible
        return self.paged(found.order_by("-published_at", "-id"), MatchShape)


class OneMatch(MatchesEndpoint):
    """One match."""

    @extend_schema(responses=MatchShape)
    def get(self, request: Any, match_id: UUID) -> Response:
        """Show who is in a match."""
        return answer(MatchShape, self.match(match_id))


class OwnMatches(MatchesEndpoint):
    """The caller's mentors and mentees."""

    @extend_schema(responses=OwnMatchShape(many=True))
    def get(self, request: Any) -> Response:
        """List the mentors and mentees that the caller has today, and why."""
        own = active_matches_of(self.request.person)
        return self.paged(own, OwnMatchShape, make=lambda page: self.seen(list(page)))


class FirstMeetingOfMatch(MatchesEndpoint):
    """The first meeting, said by one of the two."""

    @extend_schema(request=None, responses=OwnMatchShape)
    def post(self, request: Any, match_id: UUID) -> Response:
        """Note that the two have met; the first word counts."""
        found = self.own_match(match_id)
        record_first_meeting(found, by=self.request.person)
        return answer(OwnMatchShape, self.seen([found])[0])

    @extend_schema(responses={204: None})
    def delete(self, request: Any, match_id: UUID) -> Response:
        """They haven't met after all. 409 once they have noted other meetings."""
        take_back_first_meeting(self.own_match(match_id), by=self.request.person)
        return Response(status=204)
