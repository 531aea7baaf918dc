"""Votes on how and when to meet."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, require
from peerlearn.api.serializers.cadence import (
    CadenceBallotBody,
    CadencePollBody,
    CadencePollName,
    CadencePollShape,
)
from peerlearn.people.models import Scope
from programs.queries import programs_visible_to
from sessions.actions.cadence import (
    VotePlan,
    cast_ballot,
    end_vote,
    open_vote,
    set_sessions,
    take_vote_back,
    unset_sessions,
)
from sessions.models import CadencePoll
from sessions.permissions import may_propose, may_schedule
from sessions.queries.cadence import polls_visible_to


class CadenceEndpoint(Endpoint):
    """What all addresses share."""

    write_scope = Scope.SESSIONS

    def poll(self, poll_id: UUID) -> CadencePoll:
        """A vote that the caller may see; others don't exist."""
        visible = polls_visible_to(self.request.person, self.request.membership)
        found: CadencePoll = get_object_or_404(visible, pk=poll_id)
        return found

    def led(self, poll_id: UUID) -> CadencePoll:
        """The same for HR admins alone."""
        require(may_schedule(self.request.membership))
        return self.poll(poll_id)

    def told(self) -> dict[str, Any]:
        """What a shape needs to know of the caller."""
        return {
            "person": self.request.person,
            "sees_count": may_schedule(self.request.membership),
            "now": timezone.now(),
        }

    def shown(self, poll_id: UUID, *, status: int = 200) -> Response:
        """The answer with one vote as it is now."""
        data = CadencePollShape(self.poll(poll_id), context=self.told()).data
        return Response(data, status=status)


class CadencePolls(CadenceEndpoint):
    """The list."""

    @extend_schema(responses=CadencePollName(many=True))
    def get(self, request: Any) -> Response:
        """List the votes of the caller's programs, the latest first."""
        polls = polls_visible_to(self.request.person, self.request.membership)
        return self.paged(polls, CadencePollName)

    @extend_schema(request=CadencePollBody, responses={201: CadencePollShape})
    def post(self, request: Any) -> Response:
        """Ask the people of a program how and when they would meet. HR admins.

        409 `vote-open` where one is open.
        """
        require(may_schedule(self.request.membership))
        said = self.said(CadencePollBody)
        visible = programs_visible_to(self.request.person, self.request.membership)
        program = get_object_or_404(visible, pk=said.pop("program"))
        require(may_propose(self.request.membership, program))
        said["hours"] = tuple(said["hours"])
        plan = VotePlan(**said, time_zone=self.request.organization_settings.time_zone)
        poll = open_vote(program, plan, by=self.request.person, now=timezone.now())
        return self.shown(poll.id, status=201)


class OneCadencePoll(CadenceEndpoint):
    """One."""

    @extend_schema(responses=CadencePollShape)
    def get(self, request: Any, poll_id: UUID) -> Response:
        """Show a vote."""
        return self.shown(poll_id)

    @extend_schema(responses={204: None})
    def delete(self, request: Any, poll_id: UUID) -> Response:
        """Take a vote back whose sessions aren't set. HR admins."""
        take_vote_back(self.led(poll_id))
        return Response(status=204)


class CadenceBallots(CadenceEndpoint):
    """The caller's ballot."""

    write_scope = Scope.BOOKINGS

    @extend_schema(request=CadenceBallotBody, responses=CadencePollShape)
    def put(self, request: Any, poll_id: UUID) -> Response:
        """Say all that suits one; said again, it is what was said last."""
        poll = self.poll(poll_id)
        require(may_propose(self.request.membership, poll.program))
        said = self.said(CadenceBallotBody)
        cast_ballot(poll, **said, by=self.request.person, now=timezone.now())
        return self.shown(poll_id)


class CadenceEnd(CadenceEndpoint):
    """Ending a vote."""

    @extend_schema(request=None, responses=CadencePollShape)
    def post(self, request: Any, poll_id: UUID) -> Response:
        """End a vote now. HR admins."""
        end_vote(self.led(poll_id), now=timezone.now())
        return self.shown(poll_id)


class CadenceSessions(CadenceEndpoint):
    """The sessions that a vote sets."""

    @extend_schema(request=None, responses=CadencePollShape)
    def post(self, request: Any, poll_id: UUID) -> Response:
        """End the vote and draft the sessions that suit most. Twice is once. HR admins."""
        set_sessions(self.led(poll_id), by=self.request.person, now=timezone.now())
        return self.shown(poll_id)

    @extend_schema(responses=CadencePollShape)
    def delete(self, request: Any, poll_id: UUID) -> Response:
        """Discard those that are still drafts. HR admins."""
        unset_sessions(self.led(poll_id), by=self.request.person)
        return self.shown(poll_id)
