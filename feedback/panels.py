"""What feedback puts on the pages of sessions."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.permissions import may_read_results
from feedback.queries.checks import check_of, sessions_with_check
from feedback.queries.rounds import rounds_of, rounds_visible_to
from peerlearn.people.models import Membership, Person
from peerlearn.tenancy.urls import org_reverse
from sessions.models import LearningSession
from sessions.panels import Panel, Preparation


def prepare_check(
    learning_sessions: Sequence[LearningSession], person: Person
) -> dict[UUID, list[Preparation]]:
    """Whether the knowledge check of each session is written."""
    if not learning_sessions:
        return {}
    organization = learning_sessions[0].organization
    written = sessions_with_check(session.id for session in learning_sessions)
    return {
        session.id: [
            Preparation(
                label=_("Knowledge check"),
                is_done=session.id in written,
                note=_("Three questions that show what stayed."),
                href=org_reverse(organization, "feedback:check_edit", session.id),
            )
        ]
        for session in learning_sessions
    }


def ask_participant(learning_session: LearningSession, person: Person) -> Panel | None:
    """After the session: how to say what one thinks of it, or why nobody asks."""
    found = rounds_of(person).filter(learning_session=learning_session).first()
    if found is None:
        return None
    is_open = not found.is_closed and timezone.now() < found.closes_at
    return Panel("feedback/_participant_panel.html", {"feedback_round": found, "is_open": is_open})


def show_facilitator(learning_session: LearningSession, person: Person) -> Panel | None:
    """After the session: how many have answered, and where the results will be."""
    if learning_session.state != LearningSession.State.FINISHED:
        return None
    membership = Membership.objects.filter(person=person).first()
    if membership is None:
        return None
    found = rounds_visible_to(person, membership).filter(learning_session=learning_session).first()
    if found is None or not may_read_results(person, membership, found):
        return None
    return Panel(
        "feedback/_facilitator_panel.html",
        {"feedback_round": found, "has_check": check_of(learning_session) is not None},
    )
