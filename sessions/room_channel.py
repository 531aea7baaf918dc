"""The channel of a session's room: what has changed in it."""

from typing import Literal

from peerlearn.web.streams.channels import channel_of, publish
from sessions.models import LearningSession

# Which part of the pages to fetch again.
Change = Literal["questions", "attendance", "stage", "state"]


def channel_of_room(learning_session: LearningSession) -> str:
    """The channel that the pages of a room listen to."""
    return channel_of(f"room-{learning_session.id}")


def tell_room(learning_session: LearningSession, change: Change) -> None:
    """Let the open pages of a room know, on commit, what to fetch again."""
    publish(channel_of_room(learning_session), change)
