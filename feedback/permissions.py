"""Who may do what with feedback and knowledge checks."""

from feedback.models import FeedbackRound
from feedback.rules.visibility import may_read
from peerlearn.people.models import Membership, Person
from sessions.models import LearningSession


def may_read_results(person: Person, membership: Membership, feedback_round: FeedbackRound) -> bool:
    """The facilitator who was named to the people asked, and the HR admins."""
    return may_read(
        person_id=person.id,
        is_hr_admin=membership.is_hr_admin,
        reader_id=feedback_round.reader_id,
        facilitator_id=feedback_round.learning_session.facilitator_id,
    )


def may_close_round(person: Person, membership: Membership, feedback_round: FeedbackRound) -> bool:
    """Who reads the results may close early: that loses late answers, and shows nothing more."""
    return may_read_results(person, membership, feedback_round)


def may_write_check(
    person: Person, membership: Membership, learning_session: LearningSession
) -> bool:
    """The session's facilitator and the HR admins."""
    return membership.is_hr_admin or learning_session.facilitator_id == person.id
