"""The mentors whom a mentee could have instead of the one proposed, and with whom to swap."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from matching.models import Match, MatchRun
from matching.queries.group import blocked_pairs
from matching.queries.options import Entry, entries_of, options_with
from matching.queries.places import Places, places_of
from peerlearn.people.models import Person

# Mentors whose places are all taken, and for whom swaps are looked up.
MOST_SWAPPED = 10
NO_PLACE = "no_place"


@dataclass(frozen=True)
class Swap:
    """Another mentee who would give up their place. `gain` is what the sum of scores changes by."""

    other: Person
    gain: float


@dataclass(frozen=True)
class Candidate:
    """A mentor whom a mentee could have had."""

    mentor: Person
    score: float
    entry: Entry
    obstacles: list[str]
    capacity: int
    used: int
    is_chosen: bool

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The parts of the score, worked out when they are asked for."""
        return self.entry.find_parts()


def current_proposal(run: MatchRun, mentee: Person) -> Match | None:
    """The pair that a run proposes for a mentee now."""
    proposed = Match.objects.filter(run=run, mentee=mentee, state=Match.State.PROPOSED)
    return proposed.select_related("mentor").first()


def candidates_for(run: MatchRun, mentee: Person) -> list[Candidate]:
    """The mentors whom a mentee could have instead, best first; those who can't be chosen say
    why in `obstacles`.
    """
    entries = entries_of(run, mentee)
    if not entries:
        return []
    places = places_of(run.program, run)
    blocked = blocked_pairs(run.program)
    now = current_proposal(run, mentee)
    chosen = now.mentor_id if now else None
    return [
        candidate_of(
            entry,
            places=places,
            is_blocked=(entry.mentor.id, mentee.id) in blocked,
            is_chosen=entry.mentor.id == chosen,
        )
        for entry in entries
    ]


def swaps_for(run: MatchRun, mentee: Person, candidates: list[Candidate]) -> dict[UUID, list[Swap]]:
    """For full mentors who could be chosen otherwise: with which of their mentees to swap."""
    full = [each for each in candidates if each.obstacles == [NO_PLACE]][:MOST_SWAPPED]
    scores = {each.mentor.id: each.score for each in full}
    mine = current_proposal(run, mentee)
    theirs = Match.objects.filter(run=run, mentor__in=scores, state=Match.State.PROPOSED)
    proposed = list(theirs.select_related("mentee").order_by("score", "id"))
    could_have = _scores_with(run, mine.mentor_id, proposed) if mine else {}
    found: dict[UUID, list[Swap]] = {}
    for match in proposed:
        if mine and match.mentee_id not in could_have:
            continue
        after = scores[match.mentor_id] + (could_have[match.mentee_id] if mine else 0)
        gain = after - match.score - (mine.score if mine else 0)
        found.setdefault(match.mentor_id, []).append(Swap(match.mentee, gain))
    return found


def _scores_with(run: MatchRun, mentor: UUID, matches: list[Match]) -> dict[UUID, float]:
    """The scores of those mentees who may have this mentor."""
    mentees = [match.mentee_id for match in matches]
    blocked = blocked_pairs(run.program)
    return {
        mentee: score
        for mentee, (score, forbidden) in options_with(run, mentor, mentees).items()
        if not _forbidden(forbidden, (mentor, mentee) in blocked)
    }


def _forbidden(forbidden: list[str], is_blocked: bool) -> list[str]:  # noqa: FBT001
    """What forbids a pair today: what was excluded by hand may have been let in again since, and
    the other way round.
    """
    rules = [rule for rule in forbidden if rule != "blocked"]
    return [*rules, "blocked"] if is_blocked else rules


def candidate_of(entry: Entry, *, places: Places, is_blocked: bool, is_chosen: bool) -> Candidate:
    """What a run, or a search, found of a mentor, with what stands in the way today."""
    mentor, obstacles = entry.mentor, _forbidden(entry.forbidden, is_blocked)
    if mentor.id not in places.capacity:
        obstacles.append("left")
    elif not places.free(mentor.id) and not is_chosen:
        obstacles.append(NO_PLACE)
    capacity = places.capacity.get(mentor.id, 0)
    return Candidate(
        mentor=mentor,
        score=entry.score,
        entry=entry,
        obstacles=obstacles,
        capacity=capacity,
        used=capacity - places.free(mentor.id),
        is_chosen=is_chosen,
    )
