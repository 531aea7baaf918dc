"""People: logins, people of organizations, memberships, topics, imports."""

from peerlearn.people.models.imports import ColumnMapping, ImportFile, ImportJob, ImportRow
from peerlearn.people.models.memberships import Invitation, Membership
from peerlearn.people.models.people import Person
from peerlearn.people.models.topics import PersonTopic, Topic
from peerlearn.people.models.users import User, UserManager

__all__ = [
    "ColumnMapping",
    "ImportFile",
    "ImportJob",
    "ImportRow",
    "Invitation",
    "Membership",
    "Person",
    "PersonTopic",
    "Topic",
    "User",
    "UserManager",
]
