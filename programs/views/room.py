"""That there are fewer places than people, and what can be done about it."""

from dataclasses import dataclass

from peerlearn.people.models import Person
from programs.errors import RoleFullError
from programs.queries.enrollment import EnrollmentPreview
from programs.rules.roles import RoleFacts

OFFERED = 50


@dataclass(frozen=True)
class Room:
    """Too few places: `free` of them, and the people of whom so many can be chosen."""

    sentence: str
    free: int
    people: list[Person]

    @property
    def ticked(self) -> list[Person]:
        """The first who fit."""
        return self.people[: self.free]


def room_for(role: RoleFacts, preview: EnrollmentPreview) -> Room | None:
    """What stands against enrolling these people; None when all of them fit."""
    free = role.free(preview.taken)
    if free is None or preview.to_enroll <= free:
        return None
    sentence = str(RoleFullError(role.plural, free, preview.to_enroll))
    return Room(sentence, free, preview.names[:OFFERED] if free else [])
