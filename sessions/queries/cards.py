"""What one person sees of sessions: their seat, their place in line, what stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peerlearn.people.models import Person
from sessions.models import Booking, LearningSession
from sessions.queries.bookings import clashes, seats_of
from sessions.queries.waitlist import positions
from sessions.rules.calendar_links import google_link, outlook_link
from sessions.rules.seats import SeatRefusedError, why_no_booking
from sessions.rules.waiting import IN_LINE, Wait, wait_of


@dataclass(frozen=True)
class SessionCard:
    """A session as one person sees it.

    `wait` is how their waiting for a seat stands, `clash` another session that they have then,
    `refusal` why they can't book, leaving the number of seats aside.
    """

    learning_session: LearningSession
    booking: Booking | None
    wait: Wait | None
    clash: LearningSession | None
    refusal: SeatRefusedError | None
    is_led: bool

    @property
    def position(self) -> int | None:
        """Their place in a line that moves."""
        return self.wait.place if self.wait and self.wait.stage == IN_LINE else None

    @property
    def can_book(self) -> bool:
        """Whether a seat is there to take."""
        return not self.booking and not self.refusal and not self.learning_session.is_full

    @property
    def can_wait(self) -> bool:
        """Whether there is a line to join."""
        return not (self.booking or self.refusal or self.position) and self.learning_session.is_full

    @property
    def can_cancel(self) -> bool:
        """Whether the seat can be given back."""
        return (
            self.booking is not None
            and self.booking.state == Booking.State.CONFIRMED
            and self.booking.checked_in_at is None
            and not self.refusal
        )

    @property
    def sees_video(self) -> bool:
        """Whether the video link is theirs to see: with a seat, or as who leads."""
        return bool(self.booking or self.is_led)

    @property
    def google_link(self) -> str:
        """Google Calendar with this session filled in."""
        return google_link(**self._calendar_words())

    @property
    def outlook_link(self) -> str:
        """Outlook with this session filled in."""
        return outlook_link(**self._calendar_words())

    def _calendar_words(self) -> dict[str, Any]:
        shown = self.learning_session
        return {
            "title": shown.title,
            "start": shown.starts_at,
            "end": shown.ends_at,
            "details": "\n\n".join(filter(None, [shown.description, shown.video_url])),
            "place": shown.room or shown.video_url,
        }


def cards(
    person: Person, learning_sessions: Iterable[LearningSession], *, now: datetime
) -> list[SessionCard]:
    """The cards of sessions that the person may see, in three queries."""
    shown = list(learning_sessions)
    ids = [learning_session.pk for learning_session in shown]
    booked = {b.learning_session_id: b for b in seats_of(person).filter(learning_session__in=ids)}
    waits = positions(person, ids)
    busy = clashes(person, [each for each in shown if each.is_on and each.starts_at > now])
    return [
        SessionCard(
            learning_session=each,
            booking=booked.get(each.pk),
            wait=_wait(each, waits.get(each.pk), now=now),
            clash=busy.get(each),
            refusal=why_no_booking(
                is_on=each.is_on,
                is_cancelled=each.is_cancelled,
                is_led=each.is_led_by(person),
                starts_at=each.starts_at,
                now=now,
            ),
            is_led=each.is_led_by(person),
        )
        for each in shown
    ]


def card(person: Person, learning_session: LearningSession, *, now: datetime) -> SessionCard:
    """The card of one session."""
    return cards(person, [learning_session], now=now)[0]


def _wait(learning_session: LearningSession, place: int | None, *, now: datetime) -> Wait | None:
    if place is None:
        return None
    return wait_of(
        place,
        state=learning_session.state,
        starts_at=learning_session.starts_at,
        ends_at=learning_session.ends_at,
        now=now,
    )
