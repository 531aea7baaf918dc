"""Seats by approval: asking for one, and answering."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import answer
from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.seat_requests import (
    ApprovedSeatsShape,
    SeatApprovalBody,
    SeatRefusalBody,
)
from peerlearn.api.serializers.seats import SeatBody, WaitingPerson, WaitlistShape
from peerlearn.api.views.bookings import SeatsEndpoint
from peerlearn.api.views.session_seats import TendedLine
from sessions.actions.requests import (
    approve_requests,
    ask_for_seat,
    decline_request,
    reopen_request,
)
from sessions.models import LearningSession, WaitlistEntry
from sessions.queries.requests import answered_in
from sessions.queries.waitlist import requests_for, waits_in


class SeatRequests(SeatsEndpoint):
    """What one asks for; one's own stand with the lines in waitlist/, and are withdrawn there."""

    @extend_schema(request=SeatBody, responses={200: WaitlistShape, 201: WaitlistShape})
    def post(self, request: Any) -> Response:
        """Ask for a seat where a session wants approval: 201. Twice is once: 200."""
        wanted, mode = self.wanted(), self.said(SeatBody).get("mode", "")
        person, by = self.for_whom(wanted), self.request.person
        had = waits_in(person, wanted)
        entry = ask_for_seat(wanted, person=person, by=by, mode=mode)
        if entry is None:
            raise InvalidError({"session": [_("You have a seat in this session.")]})
        entry.position = None  # type: ignore[attr-defined]  # a request has no place in line
        return answer(WaitlistShape, entry, status=200 if had else 201)


class TendedRequests(TendedLine):
    """What the answers to requests share."""

    def chosen(self, learning_session: LearningSession, ids: list[UUID]) -> list[WaitlistEntry]:
        """The requests with these ids."""
        found = list(requests_for(learning_session).filter(pk__in=ids))
        if not found:
            raise InvalidError({"requests": [_("None of them waits for an answer.")]})
        for entry in found:
            entry.learning_session = learning_session
        return found


class RequestsOfSession(TendedLine):
    """Who asks for a seat."""

    @extend_schema(responses=WaitingPerson(many=True))
    def get(self, request: Any, session_id: UUID) -> Response:
        """List who waits for an answer, first asked first. HR admins and the facilitator."""
        return self.paged(requests_for(self.tended(session_id)), WaitingPerson)


class ApprovalOfRequests(TendedRequests):
    """A yes to several."""

    @extend_schema(request=SeatApprovalBody, responses=ApprovedSeatsShape)
    def post(self, request: Any, session_id: UUID) -> Response:
        """Approve requests: free seats go to the first who asked, the others stand in line from
        when they asked.
        """
        learning_session = self.tended(session_id)
        chosen = self.chosen(learning_session, self.said(SeatApprovalBody)["requests"])
        done = approve_requests(learning_session, chosen, by=self.request.person)
        return answer(ApprovedSeatsShape, done)


class RefusalOfRequests(TendedRequests):
    """A no to several."""

    @extend_schema(request=SeatRefusalBody, responses={204: None})
    def post(self, request: Any, session_id: UUID) -> Response:
        """Decline requests, with a reason that those who asked read."""
        learning_session, said = self.tended(session_id), self.said(SeatRefusalBody)
        for entry in self.chosen(learning_session, said["requests"]):
            decline_request(entry, by=self.request.person, reason=said["reason"])
        return Response(status=204)


class ReopenedRequest(TendedLine):
    """An answer that is taken back."""

    @extend_schema(request=None, responses=WaitingPerson)
    def post(self, request: Any, session_id: UUID, entry_id: UUID) -> Response:
        """Have a request wait for an answer again that was declined, or approved within the last
        five minutes: then its mail hasn't left. Later that is a 409 `answer-told`.
        """
        learning_session = self.tended(session_id)
        entry = get_object_or_404(answered_in(learning_session), pk=entry_id)
        entry.learning_session = learning_session
        return answer(WaitingPerson, reopen_request(entry, by=self.request.person))
