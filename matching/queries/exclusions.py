"""The pairs that HR admins took out, for the program and not for one run, and those on which they
insist.
"""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from matching.models import Match, MatchBlock, MatchOverride, MatchRun
from matching.queries.proposals import excluded_pairs_of
from matching.rules.overriding import override_text
from peerlearn.people.models import Membership, Person
from programs.models import Program
from programs.queries import programs_visible_to


@dataclass(frozen=True)
class Exclusion:
    """A pair that was taken out: of a run (`match`), for all to come (`block`), or both."""

    mentee: Person
    mentor: Person
    match: Match | None
    block: MatchBlock | None


def blocks_visible_to(person: Person, membership: Membership) -> QuerySet[MatchBlock]:
    """The door to what is excluded: HR admins see all, others none."""
    blocks = MatchBlock.objects.select_related("program", "mentor", "mentee", "blocked_by")
    blocks = blocks.filter(program__in=programs_visible_to(person, membership))
    return blocks if membership.is_hr_admin else blocks.none()


def blocks_of(program: Program) -> QuerySet[MatchBlock]:
    """What is excluded in a program today, the latest first."""
    people = MatchBlock.objects.select_related("program", "mentor", "mentee", "blocked_by")
    return people.filter(program=program).order_by("-blocked_at", "-id")


def exclusions_of(run: MatchRun) -> list[Exclusion]:
    """Of a run under review all pairs that are out of it, since whichever run; of an earlier one
    those that were taken out of it.
    """
    blocks = {(one.mentor_id, one.mentee_id): one for one in blocks_of(run.program)}
    found = {(one.mentor_id, one.mentee_id): one for one in excluded_pairs_of(run)}
    pairs = blocks if run.state == MatchRun.State.DONE else found
    return [
        Exclusion(one.mentee, one.mentor, found.get(pair), blocks.get(pair))
        for pair, one in pairs.items()
    ]


def exclusion_count(run: MatchRun) -> int:
    """How many `exclusions_of` lists."""
    is_open = run.state == MatchRun.State.DONE
    return (blocks_of(run.program) if is_open else excluded_pairs_of(run)).count()


def override_of(match: Match) -> str:
    """That an HR admin has insisted on a pair against the rules, in words; empty where not."""
    found = MatchOverride.objects.filter(
        program=match.program_id, mentor=match.mentor_id, mentee=match.mentee_id
    )
    made = found.select_related("made_by").first()
    if made is None:
        return ""
    by = made.made_by.display_name if made.made_by else ""
    return override_text(made.rules, made.reason, by, timezone.localtime(made.made_at))
