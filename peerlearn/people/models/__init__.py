"""People: logins, people of organizations, memberships, topics, imports."""

from peerlearn.people.models.memberships import Invitation, Membership
from peerlearn.people.models.people import Person
from peerlearn.people.models.topics import PersonTopic, Topic
from peerlearn.people.models.users import User, UserManager

__all__ = [
    "Invitation",
    "Membership",
    "Person",
    "PersonTopic",
    "Topic",
    "User",
    "UserManager",
]
