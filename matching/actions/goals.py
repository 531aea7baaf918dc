"""The goals and milestones of a pair. Both add, tick and remove; all of it can be undone."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matching.actions.moving import lock_standing_pair
from matching.errors import TooManyGoalsError
from matching.models import Match, PairGoal
from matching.rules.milestones import MOST_GOALS, usual_milestones
from peerlearn.people.models import Person


def add_milestones(match_ids: Iterable[UUID]) -> None:
    """Give new pairs the milestones that all have. Twice is once."""
    kind = PairGoal.Kind.MILESTONE
    PairGoal.objects.bulk_create(
        [
            PairGoal(match_id=match_id, kind=kind, text=text)
            for match_id in match_ids
            for text in usual_milestones()
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


def add_goal(match: Match, *, text: str, by: Person) -> PairGoal:
    """Add a goal; the same words twice are one, and bring a removed one back.

    Raises NotAPairError and TooManyGoalsError.
    """
    with transaction.atomic():
        locked = lock_standing_pair(match)
        standing = PairGoal.objects.filter(match=locked, removed_at=None)
        if standing.exclude(text=text).count() >= MOST_GOALS:
            raise TooManyGoalsError(MOST_GOALS)
        goal, _is_new = PairGoal.objects.get_or_create(
            match=locked, text=text, defaults={"added_by": by}
        )
        PairGoal.objects.filter(id=goal.id).update(removed_at=None)
        goal.removed_at = None
        return goal


def tick_goal(goal: PairGoal, *, by: Person) -> None:
    """We have reached it; the first word counts. Raises NotAPairError."""
    with transaction.atomic():
        lock_standing_pair(goal.match)
        PairGoal.objects.filter(id=goal.id, done_at=None).update(done_at=timezone.now(), done_by=by)


def untick_goal(goal: PairGoal, *, by: Person) -> None:
    """We haven't after all. Raises NotAPairError."""
    with transaction.atomic():
        lock_standing_pair(goal.match)
        PairGoal.objects.filter(id=goal.id).update(done_at=None, done_by=None)


def remove_goal(goal: PairGoal, *, by: Person) -> None:
    """Not ours any more. Raises NotAPairError."""
    with transaction.atomic():
        lock_standing_pair(goal.match)
        PairGoal.objects.filter(id=goal.id, removed_at=None).update(removed_at=timezone.now())


def restore_goal(goal: PairGoal, *, by: Person) -> None:
    """Ours again. Raises NotAPairError."""
    with transaction.atomic():
        lock_standing_pair(goal.match)
        PairGoal.objects.filter(id=goal.id).update(removed_at=None)
