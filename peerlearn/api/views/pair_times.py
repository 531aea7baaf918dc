"""Finding a time for the next meeting of a pair."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.proposing_times import (
    accept_time,
    decline_times,
    propose_times,
    reopen_times,
    take_back_times,
)
from matching.models import ProposedTimes
from matching.queries.times import choice_of_times, times_of_pair
from peerlearn.api.endpoint import answer
from peerlearn.api.serializers.pair_times import (
    AcceptedTimeBody,
    FreeTimeShape,
    FreeTimesQuery,
    ProposedTimesBody,
    ProposedTimesShape,
)
from peerlearn.api.serializers.pairs import PairMeetingShape
from peerlearn.api.views.pairs import PairEndpoint


class FreeTimesOfMatch(PairEndpoint):
    """When the two could meet."""

    @extend_schema(parameters=[FreeTimesQuery], responses=FreeTimeShape(many=True))
    def get(self, request: Any, match_id: UUID) -> Response:
        """List times of the next two weeks inside the working hours of both, soonest first."""
        found, minutes = self.own_match(match_id), self.asked(FreeTimesQuery)["minutes"]
        now, person = timezone.now(), self.request.person
        choice = choice_of_times(found, person, minutes=int(minutes), now=now)
        return self.paged(choice.slots, FreeTimeShape)


class ProposedTimesOfMatch(PairEndpoint):
    """What the two have proposed to each other."""

    @extend_schema(responses=ProposedTimesShape(many=True))
    def get(self, request: Any, match_id: UUID) -> Response:
        """List it, the latest first; one at most is open."""
        return self.paged(times_of_pair(self.own_match(match_id)), ProposedTimesShape)

    @extend_schema(request=ProposedTimesBody, responses={201: ProposedTimesShape})
    def post(self, request: Any, match_id: UUID) -> Response:
        """Propose up to three times; what was open before gives way to them."""
        found, said = self.own_match(match_id), self.said(ProposedTimesBody)
        made = propose_times(
            found,
            starts=said["starts"],
            minutes=int(said["minutes"]),
            by=self.request.person,
            now=timezone.now(),
        )
        return answer(ProposedTimesShape, made, status=201)


class TimesEndpoint(PairEndpoint):
    """What the addresses of one proposal share."""

    def times(self, match_id: UUID, times_id: UUID) -> ProposedTimes:
        """What was proposed in a pair of the caller's."""
        return get_object_or_404(times_of_pair(self.own_match(match_id)), id=times_id)

    def as_it_is(self, match_id: UUID, times_id: UUID) -> Response:
        """The same, as it stands now."""
        return answer(ProposedTimesShape, self.times(match_id, times_id))


class OneProposedTimes(TimesEndpoint):
    """The caller's own."""

    @extend_schema(responses={204: None})
    def delete(self, request: Any, match_id: UUID, times_id: UUID) -> Response:
        """Take it back. Twice is once."""
        times = self.times(match_id, times_id)
        take_back_times(times, by=self.request.person, now=timezone.now())
        return Response(status=204)

    @extend_schema(
        operation_id="matches_proposed_times_reopen", request=None, responses=ProposedTimesShape
    )
    def post(self, request: Any, match_id: UUID, times_id: UUID) -> Response:
        """Undo that one took it back or found that none suits."""
        times = self.times(match_id, times_id)
        reopen_times(times, by=self.request.person, now=timezone.now())
        return self.as_it_is(match_id, times_id)


class AcceptanceOfTimes(TimesEndpoint):
    """One time suits."""

    @extend_schema(request=AcceptedTimeBody, responses=PairMeetingShape)
    def post(self, request: Any, match_id: UUID, times_id: UUID) -> Response:
        """Take a time: it is the next meeting. The same one again is the same meeting."""
        times, at = self.times(match_id, times_id), self.said(AcceptedTimeBody)["starts_at"]
        meeting = accept_time(times, at=at, by=self.request.person, now=timezone.now())
        return answer(PairMeetingShape, meeting)


class RefusalOfTimes(TimesEndpoint):
    """None of the times suits."""

    @extend_schema(request=None, responses=ProposedTimesShape)
    def post(self, request: Any, match_id: UUID, times_id: UUID) -> Response:
        """Say so; the other is told. Twice is once."""
        times = self.times(match_id, times_id)
        decline_times(times, by=self.request.person, now=timezone.now())
        return self.as_it_is(match_id, times_id)
