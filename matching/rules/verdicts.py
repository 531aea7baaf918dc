"""What people say in confidence when their pair is over: what becomes of it, and who sees it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

Pair = tuple[UUID, UUID]


@dataclass(frozen=True)
class Tally:
    """How many of how many would be matched again. None: too few answers."""

    yes: int | None = None
    answers: int | None = None


def receipt(other: str, *, threshold: int) -> str:
    """Who sees the answers; shown before anything is asked."""
    return _(
        "Nobody reads this: not %(name)s, not HR, not your manager. Your answer decides whether the"
        " two of you may be matched again, and it counts in a figure for the whole program that HR"
        " sees from %(count)d answers on, never one answer at a time."
    ) % {"name": other, "count": threshold}


def tally(answers: Sequence[bool], *, threshold: int) -> Tally:
    """Answers in the order in which they came; only whole blocks of `threshold` are counted, so
    that no two figures differ by a single answer.
    """
    counted = len(answers) // threshold * threshold
    if not counted:
        return Tally()
    return Tally(sum(answers[:counted]), counted)


def may_be_matched_again(answers: Mapping[Any, bool | None], pair: Pair) -> bool:
    """Whether both of an ended pair have said yes. Who said nothing said no."""
    return all(answers.get(person) for person in pair)


def pairs_apart(
    pairs: Iterable[Pair], answers: Mapping[Pair, Mapping[UUID, bool | None]]
) -> frozenset[Pair]:
    """Of earlier pairs (mentor, mentee) those that are not to be matched again."""
    return frozenset(
        pair for pair in pairs if not may_be_matched_again(answers.get(pair, {}), pair)
    )
