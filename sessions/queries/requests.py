"""Requests for a seat: who answers them."""

from peerlearn.people.models import Person
from peerlearn.people.queries import hr_admins
from sessions.models import LearningSession, WaitlistEntry


def approvers_of(learning_session: LearningSession) -> list[Person]:
    """Who is asked by mail: who planned the session, if they are still an HR admin, and its
    facilitator; without either all HR admins.
    """
    admins = hr_admins()
    planner = learning_session.created_by_id
    found = list(admins.filter(pk=planner)) if planner else []
    leader = learning_session.facilitator
    if leader is not None and leader.state == Person.State.ACTIVE and leader not in found:
        found.append(leader)
    return found or list(admins)


def request_by_id(entry_id: str) -> WaitlistEntry | None:
    """A request that a link in a mail is about, with its session; None for none."""
    rows = WaitlistEntry.objects.select_related("learning_session__facilitator", "person")
    return rows.filter(pk=entry_id).first()
