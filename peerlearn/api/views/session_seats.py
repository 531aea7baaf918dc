"""The seats and the line of a session, for those who look after them."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import answer, require
from peerlearn.api.serializers.seats import AddedSeatBody, OutOfTurnBody, SeatHolder, WaitingPerson
from peerlearn.api.serializers.sessions import SessionShape
from peerlearn.api.views.sessions import SessionsEndpoint
from sessions.actions.offers import add_seat, offer_out_of_turn
from sessions.models import LearningSession
from sessions.permissions import may_schedule, may_tend_line
from sessions.queries.attendance import seats_in
from sessions.queries.waitlist import line_of


class SeatsOfSession(SessionsEndpoint):
    """Who has a seat."""

    @extend_schema(responses=SeatHolder(many=True))
    def get(self, request: Any, session_id: UUID) -> Response:
        """List who has a seat, by name. For HR admins and those who lead the session."""
        return self.paged(seats_in(self.led(session_id)), SeatHolder)

    def led(self, session_id: UUID) -> LearningSession:
        """A session whose people the caller may see."""
        learning_session = self.session(session_id)
        require(
            may_schedule(self.request.membership) or learning_session.is_led_by(self.request.person)
        )
        return learning_session


class LineOfSession(SeatsOfSession):
    """Who waits."""

    @extend_schema(responses=WaitingPerson(many=True))
    def get(self, request: Any, session_id: UUID) -> Response:
        """List who waits for a seat, first in first. For HR admins and those who lead."""
        return self.paged(line_of(self.led(session_id)), WaitingPerson)


class TendedLine(SessionsEndpoint):
    """What an organizer does with a line."""

    def tended(self, session_id: UUID) -> LearningSession:
        """A session whose line the caller looks after."""
        learning_session = self.session(session_id)
        person, membership = self.request.person, self.request.membership
        require(may_tend_line(person, membership, learning_session))
        return learning_session


class AddedSeats(TendedLine):
    """One seat more."""

    @extend_schema(request=AddedSeatBody, responses=SessionShape)
    def post(self, request: Any, session_id: UUID) -> Response:
        """Add a seat, which goes to the next in line. HR admins and the facilitator."""
        learning_session = self.tended(session_id)
        mode = self.said(AddedSeatBody).get("mode", "")
        add_seat(learning_session, mode=mode, by=self.request.person)
        return self.one(session_id)


class OfferOutOfTurn(TendedLine):
    """Overtaking the others in line."""

    @extend_schema(request=OutOfTurnBody, responses=WaitingPerson)
    def post(self, request: Any, session_id: UUID, entry_id: UUID) -> Response:
        """Offer somebody in line a seat out of turn, with a reason that is kept. HR admins and
        the facilitator.
        """
        learning_session = self.tended(session_id)
        entry = get_object_or_404(line_of(learning_session), pk=entry_id)
        entry.learning_session = learning_session
        reason = self.said(OutOfTurnBody)["reason"]
        entry = offer_out_of_turn(entry, by=self.request.person, reason=reason)
        return answer(WaitingPerson, entry)
