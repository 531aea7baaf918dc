"""The caller's own seats and places in line."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer
from peerlearn.api.idempotency import IDEMPOTENCY_KEY, once
from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.seats import (
    BookingShape,
    ExcuseBody,
    ModeBody,
    PlaceShape,
    SeatBody,
    WaitlistShape,
)
from peerlearn.people.models import Person, Scope
from peerlearn.people.queries import active_people
from sessions.actions.booking import book_seat, cancel_booking, excuse_booking, switch_mode
from sessions.actions.lunch import decline_lunch, want_lunch
from sessions.actions.offers import accept_offer
from sessions.actions.waitlist import join_waitlist, leave_waitlist
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.permissions import may_book_for
from sessions.queries.bookings import seats_of
from sessions.queries.cards import card
from sessions.queries.learning_sessions import sessions_visible_to
from sessions.queries.own_line import own_line
from sessions.queries.waitlist import own_waiting, positions, waits_in


class SeatsEndpoint(Endpoint):
    """What all addresses share."""

    write_scope = Scope.BOOKINGS

    def wanted(self) -> LearningSession:
        """The session that the body names, if the caller may see it."""
        session_id = self.said(SeatBody)["session"]
        visible = sessions_visible_to(self.request.person, self.request.membership)
        learning_session = visible.filter(pk=session_id).first()
        if learning_session is None:
            raise InvalidError({"session": [_("There is no such session for you.")]})
        return learning_session

    def for_whom(self, learning_session: LearningSession) -> Person:
        """The caller, or the person in the body if the caller may book for them."""
        person_id = self.said(SeatBody).get("person")
        if person_id is None:
            return self.request.person
        person = active_people().filter(id=person_id).first()
        actor, membership = self.request.person, self.request.membership
        if person is None or not may_book_for(actor, membership, learning_session, person):
            raise InvalidError({"person": [_("There is nobody here for whom you can book.")]})
        return person

    def once(self, act: Callable[[], Response]) -> Response:
        """Act, once for each Idempotency-Key."""
        return once(self.request, act)


class Bookings(SeatsEndpoint):
    """One's own seats."""

    @extend_schema(responses=BookingShape(many=True))
    def get(self, request: Any) -> Response:
        """List the seats that the caller has or had, the latest session first."""
        return self.paged(_own_seats(self), BookingShape)

    @extend_schema(
        request=SeatBody,
        parameters=[IDEMPOTENCY_KEY],
        responses={200: BookingShape, 201: BookingShape},
    )
    def post(self, request: Any) -> Response:
        """Take a seat: 201. Who has one keeps it, so booking twice changes nothing: 200.

        409 says why not: `session-full`, `session-started`, `not-enrolled` and so on.
        """

        def act() -> Response:
            wanted, mode = self.wanted(), self.said(SeatBody).get("mode", "")
            person = self.for_whom(wanted)
            had = seats_of(person).filter(learning_session=wanted).exists()
            booking = book_seat(wanted, person=person, by=self.request.person, mode=mode)
            return answer(BookingShape, booking, status=200 if had else 201)

        return self.once(act)


class OneBooking(SeatsEndpoint):
    """One of one's own seats."""

    @extend_schema(responses=BookingShape)
    def get(self, request: Any, booking_id: UUID) -> Response:
        """Show one of the caller's seats."""
        return answer(BookingShape, get_object_or_404(_own_seats(self), pk=booking_id))

    @extend_schema(request=ModeBody, responses=BookingShape)
    def patch(self, request: Any, booking_id: UUID) -> Response:
        """Move a seat of a hybrid session from the room to the video, or back.

        409 `room-seats-taken` or `video-seats-taken`: wait for one by posting to waitlist/.
        """
        booking, mode = get_object_or_404(_own_seats(self), pk=booking_id), self.said(ModeBody)
        return answer(BookingShape, switch_mode(booking, to=mode["mode"], by=self.request.person))

    @extend_schema(responses={204: None})
    def delete(self, request: Any, booking_id: UUID) -> Response:
        """Give a seat back; the first in line gets it. 409 `cut-off-passed`: post to excuse/."""
        booking = get_object_or_404(_own_seats(self), pk=booking_id)
        cancel_booking(booking, by=self.request.person)
        return Response(status=204)


class Excuse(SeatsEndpoint):
    """Giving a seat back late."""

    @extend_schema(request=ExcuseBody, responses={204: None})
    def post(self, request: Any, booking_id: UUID) -> Response:
        """Say that one can't come, after the time to cancel; the seat goes to the line."""
        booking = get_object_or_404(_own_seats(self), pk=booking_id)
        reason = self.said(ExcuseBody).get("reason", "")
        excuse_booking(booking, by=self.request.person, reason=reason)
        return Response(status=204)


class NoLunch(SeatsEndpoint):
    """A seat in the room without a lunch."""

    @extend_schema(request=None, responses=BookingShape)
    def post(self, request: Any, booking_id: UUID) -> Response:
        """Have no lunch ordered for one's seat, until the order leaves. 409 `lunch-ordered`,
        `lunch-refused`.
        """
        booking = get_object_or_404(_own_seats(self), pk=booking_id)
        return answer(BookingShape, decline_lunch(booking))

    @extend_schema(responses=BookingShape)
    def delete(self, request: Any, booking_id: UUID) -> Response:
        """Have lunch ordered after all."""
        booking = get_object_or_404(_own_seats(self), pk=booking_id)
        return answer(BookingShape, want_lunch(booking))


class Waitlist(SeatsEndpoint):
    """The lines in which one waits."""

    @extend_schema(responses=WaitlistShape(many=True))
    def get(self, request: Any) -> Response:
        """List the sessions for which the caller waits, with their place."""
        lines = own_waiting(self.request.person, now=timezone.now())
        return self.paged(lines, WaitlistShape, make=self.placed)

    @extend_schema(
        request=SeatBody,
        parameters=[IDEMPOTENCY_KEY],
        responses={200: WaitlistShape, 201: WaitlistShape},
    )
    def post(self, request: Any) -> Response:
        """Wait for a seat in a full session: 201. Who waits already keeps their place: 200."""

        def act() -> Response:
            learning_session, mode = self.wanted(), self.said(SeatBody).get("mode", "")
            person, by = self.for_whom(learning_session), self.request.person
            had = waits_in(person, learning_session)
            entry = join_waitlist(learning_session, person=person, by=by, mode=mode)
            if entry is None:
                raise InvalidError({"session": [_("You have a seat in this session.")]})
            entry.learning_session = learning_session
            status = 200 if had else 201
            return answer(WaitlistShape, self.placed([entry], person)[0], status=status)

        return self.once(act)

    def placed(self, entries: Any, person: Person | None = None) -> list[WaitlistEntry]:
        """The entries of a person, the caller if none is named, with `position`."""
        whose = person or self.request.person
        places = positions(whose, [entry.learning_session_id for entry in entries])
        for entry in entries:
            entry.position = places[entry.learning_session_id] or None
        return list(entries)


class OneWaitlistEntry(SeatsEndpoint):
    """One's own place in a line."""

    @extend_schema(responses=PlaceShape)
    def get(self, request: Any, entry_id: UUID) -> Response:
        """Show a place with its chance and each step."""
        person, now = self.request.person, timezone.now()
        entry = get_object_or_404(own_waiting(person, now=now), pk=entry_id)
        own = card(person, entry.learning_session, now=now)
        entry.position = own.position  # type: ignore[attr-defined]
        entry.own_line = own_line(person, own, now=now)  # type: ignore[attr-defined]
        return answer(PlaceShape, entry)

    @extend_schema(responses={204: None})
    def delete(self, request: Any, entry_id: UUID) -> Response:
        """Stop waiting; a seat that is kept goes to the next in line."""
        entry = get_object_or_404(own_waiting(self.request.person, now=timezone.now()), pk=entry_id)
        leave_waitlist(entry.learning_session, person=self.request.person, by=self.request.person)
        return Response(status=204)


class OfferAcceptance(SeatsEndpoint):
    """Taking an offered seat."""

    @extend_schema(request=None, responses={200: BookingShape, 201: BookingShape})
    def post(self, request: Any, entry_id: UUID) -> Response:
        """Take the seat that is kept for a place in line: 201, and 200 for the second time. 409
        `offer-gone`.
        """
        entries = WaitlistEntry.objects.filter(person=self.request.person)
        entry = get_object_or_404(entries.select_related("learning_session"), pk=entry_id)
        had = entry.state == WaitlistEntry.State.ACCEPTED
        return answer(BookingShape, accept_offer(entry), status=200 if had else 201)


def _own_seats(endpoint: Endpoint) -> QuerySet[Booking]:
    return seats_of(endpoint.request.person).order_by("-learning_session__starts_at", "id")
