"""Who may do what with a match."""

from matching.models import Match, MatchRequest
from peerlearn.people.models import Membership, Person


def may_match(membership: Membership) -> bool:
    """HR admins match programs, review the pairs and publish them."""
    return membership.is_hr_admin


def may_tell_about(person: Person, match: Match) -> bool:
    """The two people of a match see how it goes and say that they have met; nobody else does."""
    return person.id in {match.mentor_id, match.mentee_id}


def may_answer(person: Person, request: MatchRequest) -> bool:
    """The mentor who is asked says yes or no, while it is open."""
    is_asked = request.state == MatchRequest.State.ASKED
    return is_asked and request.mentor_id == person.id and not request.program.is_closed


def may_withdraw(person: Person, membership: Membership, request: MatchRequest) -> bool:
    """The mentee takes back what they asked, HR what it offered."""
    return person.id == request.mentee_id or membership.is_hr_admin
