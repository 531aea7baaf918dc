"""Who has chosen a mentor, and what the mentor says of them."""

from collections import defaultdict
from dataclasses import dataclass, replace
from uuid import UUID

from matching.models import MatchModes, MatchRequest, MentorWish
from matching.queries.modes import modes_of
from matching.rules.group import Group
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


def with_lists(group: Group, program: Program) -> Group:
    """A group with what its people rank, where the program matches lists."""
    if modes_of(program).choosing != MatchModes.Choosing.RANK:
        return group
    queued = MatchRequest.objects.filter(program=program, state=MatchRequest.State.QUEUED)
    lists: dict[UUID, list[UUID]] = defaultdict(list)
    for mentee, mentor in queued.order_by("mentee_id", "rank", "created_at", "id").values_list(
        "mentee_id", "mentor_id"
    ):
        lists[mentee].append(mentor)
    said = MentorWish.objects.filter(program=program).values_list("mentor_id", "mentee_id", "rank")
    wishes = {(mentor, mentee): rank for mentor, mentee, rank in said}
    refused = {pair for pair, rank in wishes.items() if rank is None}
    return replace(
        group,
        lists={mentee: tuple(mentors) for mentee, mentors in lists.items()},
        wishes=wishes,
        apart=group.apart | refused,
    )
