"""What a facilitator should have ready before a session."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.people.models import Person
from peerlearn.people.queries import ReportingLine, reporting_lines
from sessions.models import Booking, LearningSession
from sessions.panels import Preparation


def neutrality_preparations(
    learning_sessions: Sequence[LearningSession], person: Person
) -> dict[UUID, list[Preparation]]:
    """Whether the facilitator stands in no reporting line with anybody booked, and reviews
    nobody's work. Two queries.
    """
    own = reporting_lines([person.id])[person.id] if learning_sessions else ReportingLine()
    line = {*own.above, *own.below, *own.reviews}
    booked = Booking.objects.filter(
        learning_session__in=learning_sessions,
        state=Booking.State.CONFIRMED,
        person__in=line,
    )
    names: dict[UUID, list[str]] = {session.id: [] for session in learning_sessions}
    for session_id, name in booked.values_list("learning_session_id", "person__name"):
        names[session_id].append(name)
    return {session_id: [_neutrality(sorted(found))] for session_id, found in names.items()}


def _neutrality(names: list[str]) -> Preparation:
    label = _("You are neutral here")
    if not names:
        note = _("Nobody who has booked is in your reporting line or reviewed by you.")
        return Preparation(label=label, is_done=True, note=note)
    note = ngettext(
        "%(names)s is in your reporting line or reviewed by you. Ask HR for another facilitator.",
        "%(names)s are in your reporting line or reviewed by you. Ask HR for another facilitator.",
        len(names),
    )
    return Preparation(label=label, is_done=False, note=note % {"names": ", ".join(names)})
