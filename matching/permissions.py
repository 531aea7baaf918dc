"""Who may do what with a match."""

from matching.models import Match
from peerlearn.people.models import Membership, Person


def may_match(membership: Membership) -> bool:
    """HR admins match programs, review the pairs and publish them."""
    return membership.is_hr_admin


def may_tell_about(person: Person, match: Match) -> bool:
    """The two people of a match see how it goes and say that they have met; nobody else does."""
    return person.id in {match.mentor_id, match.mentee_id}
