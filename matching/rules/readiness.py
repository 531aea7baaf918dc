"""What can be said about a group before it is matched."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from matching.rules.group import Group, Participant
from matching.rules.reporting import Lines, cut_circles
from matching.rules.weights import WEIGHTS, counted_weights, wanted_weights


@dataclass(frozen=True)
class Readiness:
    """What the HR admin should know before pressing the button.

    short        mentees for whom there is no place, whoever they are
    unreachable  people without an e-mail: nobody can tell them
    circles      people who report to each other in a circle, by name
    counted      rules that can tell the pairs apart
    wanted       rules that count in this program
    """

    mentors: int
    places: int
    mentees: int
    matched: int
    with_topics: int
    people: int
    without_zone: int
    unreachable: tuple[Participant, ...]
    circles: tuple[tuple[str, ...], ...]
    counted: dict[str, float]
    wanted: tuple[str, ...] = tuple(WEIGHTS)

    @property
    def short(self) -> int:
        """Mentees for whom there is no place."""
        return max(self.mentees - self.places, 0)

    @property
    def uncounted(self) -> list[str]:
        """Rules that would need data which nobody has given."""
        return [rule for rule in self.wanted if rule not in self.counted]

    @property
    def can_start(self) -> bool:
        """Whether there is anybody to be paired."""
        return self.places > 0 and self.mentees > 0


def match_now_or_later() -> str:
    """What to think of before a draft is matched whose people haven't told their topics."""
    return _(
        "Match now on what is known (department, location, experience), or launch first, let people"
        " tell their topics for a few days and match then: pairs get better."
    )


def readiness(group: Group) -> Readiness:
    """Look at a group without pairing anybody."""
    people = {person.id: person for person in (*group.mentors, *group.mentees)}.values()
    lines = cut_circles(group.managers)
    return Readiness(
        mentors=len(group.mentors),
        places=group.places,
        mentees=len(group.mentees),
        matched=group.matched_count,
        with_topics=sum(person.has_topics for person in people),
        people=len(people),
        without_zone=sum(person.utc_offset is None for person in people),
        unreachable=tuple(person for person in people if not person.is_reachable),
        circles=_names_of_circles(group, lines),
        counted=counted_weights(group),
        wanted=tuple(wanted_weights(group)),
    )


def _names_of_circles(group: Group, lines: Lines) -> tuple[tuple[str, ...], ...]:
    names = {person.id: person.name for person in (*group.mentors, *group.mentees)}
    return tuple(
        tuple(names[member] for member in circle if member in names)
        for circle in lines.circles
        if any(member in names for member in circle)
    )
