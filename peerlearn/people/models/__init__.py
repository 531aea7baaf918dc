"""People: logins, people of organizations, memberships, topics, imports, tokens."""

from peerlearn.people.models.imports import ColumnMapping, ImportFile, ImportJob, ImportRow
from peerlearn.people.models.memberships import Invitation, Membership
from peerlearn.people.models.people import Person
from peerlearn.people.models.tokens import ApiToken, Scope
from peerlearn.people.models.topics import PersonTopic, PrivateMatching, SharedParticipation, Topic
from peerlearn.people.models.users import User, UserManager

__all__ = [
    "ApiToken",
    "ColumnMapping",
    "ImportFile",
    "ImportJob",
    "ImportRow",
    "Invitation",
    "Membership",
    "Person",
    "PersonTopic",
    "PrivateMatching",
    "Scope",
    "SharedParticipation",
    "Topic",
    "User",
    "UserManager",
]
