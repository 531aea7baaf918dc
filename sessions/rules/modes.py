"""In the room, by video, or both: where seats are, and how many are free in each."""

from dataclasses import dataclass
from datetime import datetime, timedelta

IN_PERSON, REMOTE, HYBRID = "in_person", "remote", "hybrid"
# A place in line for a seat of either kind.
EITHER = ""


@dataclass(frozen=True)
class Seats:
    """The seats of a session. `remote_capacity` of them are by video; None: each seat of a hybrid
    one is for either. Of the `booked` ones `remote_booked` are by video.
    """

    mode: str
    capacity: int
    booked: int
    remote_capacity: int | None = None
    remote_booked: int = 0

    @property
    def are_separate(self) -> bool:
        """Whether room and video have seats of their own."""
        return self.mode == HYBRID and self.remote_capacity is not None

    @property
    def pools(self) -> tuple[str, ...]:
        """The kinds of seats that are counted apart; one, EITHER, where all are one."""
        return (IN_PERSON, REMOTE) if self.are_separate else (EITHER,)

    def left(self, wanted: str) -> int:
        """Free seats for somebody who wants this mode; of both kinds together for EITHER."""
        if not self.are_separate or wanted == EITHER:
            return self.capacity - self.booked
        by_video = (self.remote_capacity or 0) - self.remote_booked
        return by_video if wanted == REMOTE else self.capacity - self.booked - by_video

    def of(self, wanted: str) -> tuple[int, int]:
        """Taken seats and all seats for a mode."""
        if not self.are_separate or wanted == EITHER:
            return self.booked, self.capacity
        total = self.remote_capacity or 0
        if wanted == REMOTE:
            return self.remote_booked, total
        return self.booked - self.remote_booked, self.capacity - total


def mode_of(room: str, video_url: str) -> str:
    """How a session is held, by its place; one without a place yet will be in a room."""
    if room and video_url:
        return HYBRID
    return REMOTE if video_url else IN_PERSON


def modes_in(mode: str) -> tuple[str, ...]:
    """How people can take part in it."""
    return (IN_PERSON, REMOTE) if mode == HYBRID else (mode,)


def fitting(wanted: str, mode: str) -> str:
    """How somebody takes part who wants this, or says nothing: in the room where there is one."""
    return wanted if wanted in modes_in(mode) else modes_in(mode)[0]


def video_opens_at(starts_at: datetime, minutes: int) -> datetime:
    """From when on the video link is shown."""
    return starts_at - timedelta(minutes=minutes)


def shows_video(
    *, leads: bool, seat: str | None, seats: Seats, opens_at: datetime, now: datetime
) -> bool:
    """Whether somebody sees the video link: who leads, always; who has a seat, from a set time on,
    and where the seats by video are counted apart, only on such a one. `seat` is their mode.
    """
    if leads:
        return True
    if seat is None or now < opens_at:
        return False
    return seat == REMOTE or not seats.are_separate
