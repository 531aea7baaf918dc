"""The form of a session that is planned already."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from peerlearn.web.seen import SeenForm
from sessions.forms import SessionForm
from sessions.lunch_forms import LUNCH_FIELDS
from sessions.models import LearningSession


class SeenSessionForm(SeenForm, SessionForm):
    """The plan of a session that stands: nobody overwrites what they haven't seen."""


def typed_from(learning_session: LearningSession, *, zone: str, start: datetime) -> dict[str, Any]:
    """A session as the form shows it, with a start of choice, on the clocks of `zone`."""
    local = start.astimezone(ZoneInfo(zone))
    return {
        "kind": learning_session.kind,
        "title": learning_session.title,
        "description": learning_session.description,
        "presenter": learning_session.presenter,
        "facilitator": learning_session.facilitator_id,
        "day": local.date(),
        "clock": local.time(),
        "minutes": learning_session.minutes,
        "room": learning_session.room,
        "video_url": learning_session.video_url,
        "capacity": learning_session.capacity,
        "remote_capacity": learning_session.remote_capacity,
        "video_minutes": learning_session.video_minutes,
        "cancel_hours": learning_session.cancel_hours,
        **{name: getattr(learning_session, name) for name in LUNCH_FIELDS},
        "needs_approval": learning_session.needs_approval,
    }
