"""What the set-up guide looks at: counts of what there is in a program. Pure."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class GuideFacts:
    """What there is in a program, in counts. "People" are those who take part today."""

    people: int = 0
    is_draft: bool = False
    facilitators_accepted: int = 0
    # of those accepted: who has authority over somebody, without a reason given
    facilitators_not_neutral: int = 0
    # of those accepted: whom nobody could check, because nobody else is enrolled
    facilitators_unchecked: int = 0
    facilitators_asked: int = 0
    has_conduct: bool = False
    # somebody who works here reads the program's quiet reports
    has_trusted_person: bool = False
    # nobody does, but somebody is named, and hasn't agreed yet
    is_reader_awaited: bool = False
    conduct_accepted: int = 0
    networking_planned: int = 0
    networking_drafts: int = 0
    # one of them, where there are any
    networking_draft: UUID | None = None
    mentors: int = 0
    mentees: int = 0
    mentees_paired: int = 0
    people_who_know: int = 0
    # who want to learn something
    people_who_want: int = 0
    pairs: int = 0
    pairs_across_departments: int = 0
    # lunch-and-learns and workshops: everything that teaches something
    teaching_sessions: int = 0
    teaching_sessions_with_check: int = 0
    # of those that only HR sees yet
    teaching_drafts: int = 0
    teaching_drafts_with_check: int = 0
    # people in a circle: 0 where none are planned
    circle_size: int = 0
    circles_proposed: int = 0
    circles_published: int = 0
    people_in_circles: int = 0
    # who left theirs by themselves and wants none for now
    left_circles: int = 0
    # roles into which people come by themselves: by a standing rule, or an open way in
    roles_filled: frozenset[str] = frozenset()
    # what the program calls them
    mentors_called: str = ""
    mentees_called: str = ""

    @property
    def makes_circles(self) -> bool:
        """Whether all learn from each other here, in circles."""
        has_circles = self.circle_size or self.circles_proposed or self.circles_published
        return bool(has_circles and not (self.mentors or self.mentees or self.pairs))


def most(part: int, whole: int) -> bool:
    """More than half. A step that depends on people is done when most of them have done it."""
    return whole > 0 and part * 2 > whole
