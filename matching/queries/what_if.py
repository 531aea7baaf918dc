"""What a run's mentees and mentors allow, for trying out a change without a run."""

from dataclasses import dataclass
from uuid import UUID

from matching.models import Match, MatchLock, MatchRun
from matching.queries.group import blocked_pairs
from matching.queries.options import allowed_pairs
from matching.queries.places import places_of
from matching.queries.proposals import people_by_id
from matching.rules.what_if import (
    Plan,
    Pool,
    TooFarError,
    best_plan,
    gains_of_seats,
    plan_with,
    plan_without,
)
from peerlearn.people.models import Person
from programs.models import Enrollment
from programs.queries import active_enrollments

# Possible pairs beyond which a page would have to wait for the answer.
MOST_PAIRS = 200_000
WITH, WITHOUT = "with", "without"


@dataclass(frozen=True)
class Board:
    """What can be tried out, and the pairs as they are proposed: mentee → mentor, as texts."""

    pool: Pool
    pairs: dict[str, str]
    total: float


def board_of(run: MatchRun) -> Board | None:
    """None when there are too many possible pairs to try them out on a page, and where people
    chose each other themselves, which no sum of scores tells of.
    """
    if run.rules.get("choices"):
        return None
    allowed = allowed_pairs(run, lifted="blocked", most=MOST_PAIRS)
    if allowed is None:
        return None
    places = places_of(run.program)
    here = _waiting_or_proposed(run)
    proposed = [
        match
        for match in Match.objects.filter(run=run, state=Match.State.PROPOSED).order_by("id")
        if match.mentee_id in here and match.mentor_id in places.capacity
    ]
    blocked = blocked_pairs(run.program)
    scores = {
        str(mentee): {
            str(mentor): score for mentor, score in mentors if (mentor, mentee) not in blocked
        }
        for mentee, mentors in allowed.items()
        if mentee in here
    }
    for match in proposed:  # also what was chosen by hand
        scores.setdefault(str(match.mentee_id), {})[str(match.mentor_id)] = match.score
    seats = {
        str(mentor): max(places.capacity[mentor] - places.taken.get(mentor, 0), 0)
        for mentor in places.capacity
    }
    locked = MatchLock.objects.filter(match__in=[match.id for match in proposed])
    fixed = frozenset(str(each) for each in locked.values_list("match__mentee_id", flat=True))
    pairs = {str(match.mentee_id): str(match.mentor_id) for match in proposed}
    return Board(Pool(scores, seats, fixed), pairs, sum(match.score for match in proposed))


def _waiting_or_proposed(run: MatchRun) -> set[UUID]:
    """The mentees who take part today and are in no published pair: who left or takes a break
    since the run waits for nobody.
    """
    published = Match.objects.filter(program=run.program_id, state__in=Match.TAKEN)
    enrolled = active_enrollments(run.program, Enrollment.Role.MENTEE).order_by()
    waiting = enrolled.exclude(person__in=published.values("mentee_id"))
    return set(waiting.values_list("person_id", flat=True))


@dataclass(frozen=True)
class Moved:
    """Somebody who would get another mentor; None: nobody."""

    mentee: Person
    before: Person | None
    after: Person | None


@dataclass(frozen=True)
class Effect:
    """What a change would do. `waiting` and `total` are those of the best pairs with it; `moved`
    are those who would get somebody else than is proposed now.
    """

    waiting_now: int
    waiting: int
    total_now: float
    total: float
    moved: list[Moved]

    @property
    def gain(self) -> float:
        """What the sum of scores changes by."""
        return self.total - self.total_now


@dataclass(frozen=True)
class OneMore:
    """What one more place of a mentor would do."""

    mentor: Person
    waiting: int
    gain: float


def effect_of(board: Board, *, mentee: str, mentor: str, way: str) -> Effect | None:
    """What it would do if these two had to be a pair (`way` "with"), or must not be one
    ("without"). None where the two are no possible pair, or all places of the mentor are kept.
    """
    pool = board.pool
    if mentor not in pool.scores.get(mentee, {}):
        return None
    try:
        plan = (plan_with if way == WITH else plan_without)(pool, board.pairs, mentee, mentor)
    except TooFarError:
        return None
    if way == WITH and plan.pairs.get(mentee) != mentor:
        return None
    if any(plan.pairs.get(one) != board.pairs.get(one) for one in pool.fixed - {mentee}):
        return None
    return _effect(board, plan)


def one_more_place(board: Board, *, most: int) -> list[OneMore]:
    """For the mentors of whom one more place would help most: what it would do."""
    try:
        best = best_plan(board.pool, board.pairs)
    except TooFarError:
        return []
    gains = gains_of_seats(board.pool, best)
    first = sorted(gains.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))[:most]
    people = people_by_id({mentor for mentor, _gain in first}) if first else {}
    waiting = len(board.pool.scores) - len(best.pairs)
    return [
        OneMore(people[mentor], waiting - more, gain)
        for mentor, (more, gain) in first
        if mentor in people
    ]


def _effect(board: Board, plan: Plan) -> Effect:
    now = Plan(board.pairs, board.total)
    moved = now.moved(plan)
    ids = {*moved, *(side.pairs[one] for one in moved for side in (now, plan) if one in side.pairs)}
    people = people_by_id(ids) if ids else {}
    everybody = len(board.pool.scores)
    changes = [
        Moved(
            people[one],
            people.get(now.pairs.get(one, "")),
            people.get(plan.pairs.get(one, "")),
        )
        for one in moved
        if one in people
    ]
    changes.sort(key=lambda change: change.mentee.display_name)
    return Effect(
        waiting_now=everybody - len(now.pairs),
        waiting=everybody - len(plan.pairs),
        total_now=now.total,
        total=plan.total,
        moved=changes,
    )
