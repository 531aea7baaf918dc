"""Whether a session's facilitator is neutral towards those who come."""

from collections.abc import Iterable

from peerlearn.people.models import Person
from peerlearn.people.queries import reporting_lines
from programs.rules.neutrality import neutrality
from sessions.models import Booking, LearningSession


def doubts_about_facilitator(
    learning_session: LearningSession, bookings: Iterable[Booking]
) -> list[str]:
    """What speaks against the facilitator, in words: authority over the presenter or over anybody
    booked, either way and at any depth, or reviewing their work. Empty when nothing does.
    """
    facilitator = learning_session.facilitator
    if facilitator is None or not learning_session.is_on:
        return []
    return doubts_about(facilitator, learning_session, bookings)


def doubts_about(
    facilitator: Person, learning_session: LearningSession, bookings: Iterable[Booking]
) -> list[str]:
    """The same of somebody who may come to facilitate it, a draft as well."""
    presenter = learning_session.presenter
    room = {booking.person_id: booking.person.display_name for booking in bookings}
    if presenter is not None:
        room[presenter.id] = presenter.display_name
    line = reporting_lines([facilitator.id])[facilitator.id]
    outcome = neutrality(facilitator.id, line=line, room=room)
    return [] if outcome.is_neutral else outcome.sentences(facilitator.display_name)
