"""What one person sees of sessions: their seat, their place in line, what stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from sessions.models import Booking, LearningSession, Mode, WaitlistEntry
from sessions.queries.bookings import Clash, clashes, seats_of, why_refused
from sessions.queries.waitlist import own_places, place_in
from sessions.rules.calendar_links import google_link, outlook_link
from sessions.rules.modes import modes_in, shows_video
from sessions.rules.seats import SeatRefusedError
from sessions.rules.waiting import ASKED, IN_LINE, OFFERED, REFUSED, REQUESTED, Wait, wait_of


@dataclass(frozen=True)
class Way:
    """One way to take part: in the room, or by video, with the seats that are free there."""

    mode: str
    label: str
    left: int


@dataclass(frozen=True)
class SessionCard:
    """A session as one person sees it.

    `wait` is how their waiting for a seat stands, `clash` what else they have then,
    `refusal` why they can't book, leaving the number of seats aside.
    """

    learning_session: LearningSession
    booking: Booking | None
    wait: Wait | None
    clash: Clash | None
    refusal: SeatRefusedError | None
    is_led: bool
    now: datetime
    entry: WaitlistEntry | None = None

    @property
    def offer(self) -> WaitlistEntry | None:
        """Their place in line, if a seat is kept for it."""
        return self.entry if self.wait and self.wait.stage == OFFERED else None

    @property
    def request(self) -> WaitlistEntry | None:
        """What they asked for, while it waits for an answer."""
        return self.entry if self.wait and self.wait.stage == ASKED else None

    @property
    def can_ask(self) -> bool:
        """Whether a seat can be asked for."""
        asks = self.learning_session.needs_approval
        return asks and not (
            self.booking or self.refusal or self.offer or self.request or self.position
        )

    @property
    def position(self) -> int | None:
        """Their place in a line that moves."""
        return self.wait.place if self.wait and self.wait.stage == IN_LINE else None

    @property
    def ways(self) -> list[Way]:
        """How one can take part in it; one way where seats aren't told apart by mode."""
        held = self.learning_session
        return [
            Way(mode=mode, label=str(Mode(mode).label), left=held.seats.left(mode))
            for mode in modes_in(held.mode)
        ]

    @property
    def other_way(self) -> Way | None:
        """Where else than on their seat somebody could take part in a hybrid session."""
        if self.booking is None or not self.can_cancel:
            return None
        return next((way for way in self.ways if way.mode != self.booking.mode), None)

    @property
    def can_switch(self) -> bool:
        """Whether their seat can be moved there at once."""
        way = self.other_way
        return way is not None and (way.left > 0 or not self.learning_session.seats.are_separate)

    @property
    def can_book(self) -> bool:
        """Whether a seat is there to take."""
        held = self.learning_session
        if held.needs_approval:
            return False
        return not (self.booking or self.refusal or self.offer or held.is_full)

    @property
    def can_wait(self) -> bool:
        """Whether there is a line to join."""
        return bool(self.ways_to_wait) and not self.position

    @property
    def ways_to_wait(self) -> list[Way]:
        """For which seats somebody can wait who has none."""
        if self.booking or self.refusal or self.offer or self.learning_session.needs_approval:
            return []
        if self.learning_session.seats.are_separate:
            return [way for way in self.ways if way.left <= 0]
        return self.ways[:1] if self.learning_session.is_full else []

    @property
    def can_cancel(self) -> bool:
        """Whether the seat can be given back."""
        held = self.learning_session
        is_ahead = held.is_on and self.now < held.starts_at
        return self.booking is not None and self.booking.can_be_given_back and is_ahead

    @property
    def is_late(self) -> bool:
        """Whether giving the seat back takes an excuse now."""
        return self.now > self.learning_session.cancel_until

    @property
    def has_part(self) -> bool:
        """Whether they have a seat, or lead it."""
        return bool(self.booking or self.is_led)

    @property
    def sees_video(self) -> bool:
        """Whether the video link is theirs to see now."""
        return self._sees_video(self.now)

    @property
    def will_see_video(self) -> bool:
        """Whether it will be, later."""
        return not self.sees_video and self._sees_video(self.learning_session.video_opens_at)

    def _sees_video(self, now: datetime) -> bool:
        shown = self.learning_session
        return bool(shown.video_url) and shows_video(
            leads=self.is_led,
            seat=self.booking.mode if self.booking else None,
            seats=shown.seats,
            opens_at=shown.video_opens_at,
            now=now,
        )

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
        by_video = _("By video") if shown.video_url else ""
        return {
            "title": shown.title,
            "start": shown.starts_at,
            "end": shown.ends_at,
            "details": shown.description,
            "place": shown.room or by_video,
        }


def cards(
    person: Person, learning_sessions: Iterable[LearningSession], *, now: datetime
) -> list[SessionCard]:
    """The cards of sessions that the person may see, in five queries."""
    shown = list(learning_sessions)
    ids = [learning_session.pk for learning_session in shown]
    booked = {b.learning_session_id: b for b in seats_of(person).filter(learning_session__in=ids)}
    places = own_places(person, ids)
    busy = clashes(person, [each for each in shown if each.is_on and each.starts_at > now])
    return [
        SessionCard(
            learning_session=each,
            booking=booked.get(each.pk),
            wait=_wait(each, places.get(each.pk), now=now),
            entry=places.get(each.pk),
            clash=busy.get(each),
            refusal=why_refused(each, person, now=now),
            is_led=each.is_led_by(person),
            now=now,
        )
        for each in shown
    ]


def card(person: Person, learning_session: LearningSession, *, now: datetime) -> SessionCard:
    """The card of one session."""
    return cards(person, [learning_session], now=now)[0]


def _wait(
    learning_session: LearningSession, entry: WaitlistEntry | None, *, now: datetime
) -> Wait | None:
    if entry is None:
        return None
    return wait_of(
        place_in(entry),
        offer_until=entry.offer_until,
        request=entry.state if entry.state in (REQUESTED, REFUSED) else "",
        state=learning_session.state,
        starts_at=learning_session.starts_at,
        ends_at=learning_session.ends_at,
        now=now,
    )
