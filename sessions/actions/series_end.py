"""No more sessions of a series: whoever cancels or discards its last one ends it."""

from sessions.models import LearningSession
from sessions.queries.series import last_of


def end_series_at(learning_session: LearningSession) -> None:
    """Plan no more after the last of a series; does nothing for another one of it."""
    if learning_session.series is None or not learning_session.every_weeks:
        return
    last = last_of(learning_session.series)
    if last is not None and last.id == learning_session.id:
        LearningSession.objects.filter(series=learning_session.series).update(every_weeks=0)
        learning_session.every_weeks = 0
