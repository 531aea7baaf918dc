"""Who is to be matched: plain data, read by a query and given to the engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

Pair = tuple[UUID, UUID]
"""(mentor, mentee)"""


@dataclass(frozen=True, kw_only=True)
class Participant:
    """What matching may know of somebody. Unknown is None or empty.

    wants, knows what others may read; nothing sensitive
    private      their struggles and sensitive topics, if they agreed that these count
    agreed       whether they did
    utc_offset   minutes ahead of UTC
    places       mentees that a mentor can still take; 0 for a mentee
    """

    id: UUID
    name: str
    wants: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    agreed: bool = False
    department: str | None = None
    location: str | None = None
    utc_offset: int | None = None
    started: date | None = None
    places: int = 0
    is_reachable: bool = True

    @property
    def has_topics(self) -> bool:
        """Whether anything is known of what they know or want. HR reads how many have: what is
        private doesn't count.
        """
        return bool(self.wants or self.knows)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Those of a program who can be matched now.

    managers       of everybody in the organization, by id
    reviews        who reviews whose work, as (reviewer, reviewed)
    earlier        pairs that were together before, in any program
    blocked        pairs that an HR admin excluded
    locked         pairs that stay as they are
    weights        how much each rule counts in this program; None: as usual
    matched_count  mentees who have a mentor already and are left as they are
    """

    mentees: tuple[Participant, ...] = ()
    mentors: tuple[Participant, ...] = ()
    managers: Mapping[UUID, UUID | None] = field(default_factory=dict)
    reviews: frozenset[tuple[UUID, UUID]] = frozenset()
    earlier: frozenset[Pair] = frozenset()
    blocked: frozenset[Pair] = frozenset()
    locked: frozenset[Pair] = frozenset()
    matched_count: int = 0
    weights: Mapping[str, float] | None = None

    @property
    def places(self) -> int:
        """Mentees that all mentors together can still take."""
        return sum(mentor.places for mentor in self.mentors)
