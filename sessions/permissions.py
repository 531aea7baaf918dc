"""Who may do what with a learning session."""

from peerlearn.people.models import Membership, Person
from programs.models import Program
from programs.permissions import may_view_program
from sessions.models import LearningSession


def may_schedule(membership: Membership) -> bool:
    """HR admins plan, change and cancel sessions."""
    return membership.is_hr_admin


def may_prepare(person: Person, membership: Membership, learning_session: LearningSession) -> bool:
    """HR admins, the presenter and the facilitator write a session's agenda and materials."""
    return membership.is_hr_admin or learning_session.is_led_by(person)


def may_tend_line(
    person: Person, membership: Membership, learning_session: LearningSession
) -> bool:
    """HR admins and the session's facilitator see its line, add seats and offer out of turn."""
    return membership.is_hr_admin or learning_session.facilitator_id == person.id


def may_book_for(
    person: Person, membership: Membership, learning_session: LearningSession, whom: Person
) -> bool:
    """Seats for others: by those who look after the line, and by somebody's own manager."""
    return may_tend_line(person, membership, learning_session) or whom.manager_id == person.id


def may_run(person: Person, membership: Membership, learning_session: LearningSession) -> bool:
    """The session's facilitator runs its room; an HR admin only where no facilitator is set."""
    if learning_session.facilitator_id is None:
        return membership.is_hr_admin
    return learning_session.facilitator_id == person.id


def may_propose(membership: Membership, program: Program) -> bool:
    """Who sees a program that is under way proposes topics in it, votes, and offers to present."""
    running = (Program.State.OPEN, Program.State.RUNNING)
    return program.state in running and may_view_program(membership, program)
