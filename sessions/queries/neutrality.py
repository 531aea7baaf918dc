"""Whether a session's facilitator is neutral towards those who come."""

from collections.abc import Iterable

from peerlearn.people.queries import reporting_lines
from programs.rules.neutrality import neutrality
from sessions.models import Booking, LearningSession


def doubts_about_facilitator(
    learning_session: LearningSession, bookings: Iterable[Booking]
) -> list[str]:
    """What speaks against the facilitator, in words: authority over the presenter or over anybody
    booked, either way and at any depth, or reviewing their work. Empty when nothing does.
    """
    facilitator, presenter = learning_session.facilitator, learning_session.presenter
    if facilitator is None or not learning_session.is_on:
        return []
    room = {booking.person_id: booking.person.display_name for booking in bookings}
    if presenter is not None:
        room[presenter.id] = presenter.display_name
    line = reporting_lines([facilitator.id])[facilitator.id]
    outcome = neutrality(facilitator.id, line=line, room=room)
    return [] if outcome.is_neutral else outcome.sentences(facilitator.display_name)
