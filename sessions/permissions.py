"""Who may do what with a learning session."""

from peerlearn.people.models import Membership, Person
from sessions.models import LearningSession


def may_schedule(membership: Membership) -> bool:
    """HR admins plan, change and cancel sessions."""
    return membership.is_hr_admin


def may_run(person: Person, membership: Membership, learning_session: LearningSession) -> bool:
    """The session's facilitator runs its room; an HR admin only where no facilitator is set."""
    if learning_session.facilitator_id is None:
        return membership.is_hr_admin
    return learning_session.facilitator_id == person.id
