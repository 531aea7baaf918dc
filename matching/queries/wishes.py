"""Who has chosen a mentor, and what the mentor says of them."""

from dataclasses import dataclass

from matching.models import MatchRequest, MentorWish
from peerlearn.people.models import Person
from programs.models import Program


@dataclass(frozen=True)
class Suitor:
    """A mentee who has chosen the mentor. `said` is empty while nothing is said, else 1, 2, 3 or
    "not". Which place the mentor has on their list stays theirs.
    """

    mentee: Person
    words: str
    said: str


def suitors_of(program: Program, mentor: Person) -> list[Suitor]:
    """Those who have a mentor on their list, by name."""
    found = MatchRequest.objects.filter(
        program=program, mentor=mentor, state=MatchRequest.State.QUEUED
    ).select_related("mentee")
    said = {
        wish.mentee_id: "not" if wish.rank is None else str(wish.rank)
        for wish in MentorWish.objects.filter(program=program, mentor=mentor)
    }
    return [
        Suitor(one.mentee, one.words, said.get(one.mentee_id, ""))
        for one in found.order_by("mentee__name", "id")
    ]
