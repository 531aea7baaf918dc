"""Which mentors a mentee is shown first, so that not everybody asks the same ones."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from uuid import UUID

from matching.rules.fit import Fit

FEATURED = 3
# Mentors of nearly the same score take turns: which one is first differs from mentee to mentee.
NEARLY = 0.05


def featured(
    fits: Sequence[Fit], mentee: UUID, wanted: Mapping[UUID, int], *, most: int = FEATURED
) -> list[UUID]:
    """The mentors to show first, of those who can be chosen, best first.

    `wanted` is on how many other lists each mentor is: one is featured only as often as they
    have room. The same question has the same answer.
    """
    free = [fit for fit in fits if wanted.get(fit.mentor.id, 0) < fit.mentor.places]
    ordered = sorted(free, key=lambda fit: (-_step(fit), _turn(mentee, fit.mentor.id)))
    return [fit.mentor.id for fit in ordered[:most]]


def _step(fit: Fit) -> int:
    return int(fit.score / NEARLY)


def _turn(mentee: UUID, mentor: UUID) -> str:
    return sha256(mentee.bytes + mentor.bytes).hexdigest()
