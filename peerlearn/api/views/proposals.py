"""Topics that people propose for sessions."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, require
from peerlearn.api.serializers.proposals import (
    TopicMarksBody,
    TopicProposalBody,
    TopicProposalShape,
    TopicProposalsQuery,
    TopicRefusalBody,
)
from peerlearn.api.serializers.sessions import SessionShape
from peerlearn.api.views.sessions import SessionsEndpoint
from peerlearn.people.models import Scope
from programs.queries import programs_visible_to
from sessions.actions.proposals import (
    decline_proposal,
    offer_to_present,
    propose_topic,
    reopen_proposal,
    take_offer_back,
    take_topic_vote_back,
    vote_for_topic,
    withdraw_proposal,
)
from sessions.actions.topic_planning import plan_proposal
from sessions.models import TopicProposal
from sessions.permissions import may_propose, may_schedule
from sessions.queries.proposals import in_tab, proposals_visible_to


class ProposalsEndpoint(Endpoint):
    """What all addresses share."""

    write_scope = Scope.BOOKINGS

    def proposal(self, proposal_id: UUID) -> TopicProposal:
        """A proposal that the caller may see; others don't exist."""
        visible = proposals_visible_to(self.request.person, self.request.membership)
        found: TopicProposal = get_object_or_404(visible, pk=proposal_id)
        return found

    def shown(self, proposal_id: UUID, *, status: int = 200) -> Response:
        """The answer with one proposal as it is now."""
        context = {"shows_drafts": may_schedule(self.request.membership)}
        return Response(
            TopicProposalShape(self.proposal(proposal_id), context=context).data, status=status
        )


class TopicProposals(ProposalsEndpoint):
    """The list."""

    @extend_schema(parameters=[TopicProposalsQuery], responses=TopicProposalShape(many=True))
    def get(self, request: Any) -> Response:
        """List proposed topics of the caller's programs, the most wanted first."""
        asked = self.asked(TopicProposalsQuery)
        visible = proposals_visible_to(self.request.person, self.request.membership)
        found = in_tab(visible, asked["state"])
        if "program" in asked:
            found = found.filter(program=asked["program"])
        context = {"shows_drafts": may_schedule(self.request.membership)}
        page = self.paginate_queryset(found)
        return self.get_paginated_response(
            TopicProposalShape(page, many=True, context=context).data
        )

    @extend_schema(request=TopicProposalBody, responses={201: TopicProposalShape})
    def post(self, request: Any) -> Response:
        """Propose a topic to the people of a program, with one's own vote. Twice is once.

        409 `already-proposed` where the same is open.
        """
        said = self.said(TopicProposalBody)
        visible = programs_visible_to(self.request.person, self.request.membership)
        program = get_object_or_404(visible, pk=said.pop("program"))
        require(may_propose(self.request.membership, program))
        made = propose_topic(program, **said, by=self.request.person)
        return self.shown(made.id, status=201)


class OneTopicProposal(ProposalsEndpoint):
    """One."""

    @extend_schema(responses=TopicProposalShape)
    def get(self, request: Any, proposal_id: UUID) -> Response:
        """Show a proposed topic."""
        return self.shown(proposal_id)

    @extend_schema(request=TopicMarksBody, responses=TopicProposalShape)
    def patch(self, request: Any, proposal_id: UUID) -> Response:
        """Say whether one would come, and whether one could present it."""
        proposal = self.proposal(proposal_id)
        require(may_propose(self.request.membership, proposal.program))
        said, by = self.said(TopicMarksBody), self.request.person
        if "vote" in said:
            (vote_for_topic if said["vote"] else take_topic_vote_back)(proposal, by=by)
        if "offer" in said:
            (offer_to_present if said["offer"] else take_offer_back)(proposal, by=by)
        return self.shown(proposal_id)

    @extend_schema(responses=TopicProposalShape)
    def delete(self, request: Any, proposal_id: UUID) -> Response:
        """Take one's own proposal back. `reopening/` undoes it."""
        proposal = self.proposal(proposal_id)
        require(proposal.proposed_by_id == self.request.person.id)
        withdraw_proposal(proposal, now=timezone.now())
        return self.shown(proposal_id)


class TopicRefusal(ProposalsEndpoint):
    """Saying no."""

    write_scope = Scope.SESSIONS

    @extend_schema(request=TopicRefusalBody, responses=TopicProposalShape)
    def post(self, request: Any, proposal_id: UUID) -> Response:
        """Decline a topic with a reason. HR admins."""
        require(may_schedule(self.request.membership))
        proposal = self.proposal(proposal_id)
        reason = self.said(TopicRefusalBody)["reason"]
        decline_proposal(proposal, reason=reason, by=self.request.person, now=timezone.now())
        return self.shown(proposal_id)


class TopicReopening(ProposalsEndpoint):
    """Undoing a refusal, or taking back."""

    @extend_schema(request=None, responses=TopicProposalShape)
    def post(self, request: Any, proposal_id: UUID) -> Response:
        """Put a topic before people again: whoever took it back, or an HR admin."""
        proposal = self.proposal(proposal_id)
        is_own = proposal.proposed_by_id == self.request.person.id
        is_declined = proposal.state == TopicProposal.State.DECLINED
        if not (may_schedule(self.request.membership) or (is_own and not is_declined)):
            raise Http404
        reopen_proposal(proposal)
        return self.shown(proposal_id)


class TopicSession(SessionsEndpoint):
    """A session on a proposed topic."""

    @extend_schema(request=None, responses={201: SessionShape})
    def post(self, request: Any, proposal_id: UUID) -> Response:
        """Draft a session on it at the next free time; published, it is told to who voted. Twice
        is once; `DELETE` of the draft opens the topic again. HR admins.
        """
        require(may_schedule(self.request.membership))
        visible = proposals_visible_to(self.request.person, self.request.membership)
        proposal = get_object_or_404(visible, pk=proposal_id)
        draft = plan_proposal(proposal, by=self.request.person, now=timezone.now())
        return self.one(draft.id, status=201)
