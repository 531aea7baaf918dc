"""Who is to be matched: plain data, read by a query and given to the engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from matching.rules.reporting import Lines, cut_circles

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
    grade        the number in their grade or level
    languages    in lower case
    facts        what the organization's own columns say of them, where a rule may ask for it
    ranks        the same as numbers, where they are
    answers      share of the questions to them that were answered, and of first meetings that came
                 about, in time; None without a record
    waits        whether they stayed without a mentor in the last matching of the program
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
    grade: float | None = None
    languages: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    ranks: Mapping[str, float] = field(default_factory=dict, hash=False)
    answers: float | None = None
    waits: bool = False

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
    paired_on      when those were paired who are no pair any more
    apart          pairs of whom one does not want to be paired with the other. Private: only the
                   pairing itself reads it, and nothing that HR sees may depend on it otherwise
    hard           the rules that hold without exception, with their figures; None: the usual ones
    today          the day from which months are counted
    blocked        pairs that an HR admin excluded
    locked         pairs that stay as they are: HR kept them when it reviewed a run
    fixed          pairs that HR fixed by hand before, with the id of the row that says so
    insisted       those of the kept that HR insists on, whatever rules it has chosen
    weights        how much each rule counts in this program; None: as usual
    matched_count  mentees who have a mentor already and are left as they are
    lists          the mentors whom mentees chose, in their order; empty where nobody ranks
    wishes         what mentors say of those who chose them, by (mentor, mentee): 1 to 3, None for
                   "rather not", which is in `apart` as well. Private as that
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
    paired_on: Mapping[Pair, date] = field(default_factory=dict)
    apart: frozenset[Pair] = frozenset()
    hard: Mapping[str, Mapping[str, int]] | None = None
    today: date = date.max
    lists: Mapping[UUID, tuple[UUID, ...]] = field(default_factory=dict)
    wishes: Mapping[Pair, int | None] = field(default_factory=dict)
    insisted: frozenset[Pair] = frozenset()
    fixed: Mapping[Pair, UUID] = field(default_factory=dict)

    @cached_property
    def lines(self) -> Lines:
        """The reporting lines of everybody."""
        return cut_circles(self.managers)

    @property
    def kept(self) -> list[Pair]:
        """The pairs that stay, those that were fixed first; where HR kept another one of the same
        mentee, fixing has the last word.
        """
        mentees = {mentee for _mentor, mentee in self.fixed}
        return [*sorted(self.fixed), *sorted(p for p in self.locked if p[1] not in mentees)]

    @property
    def places(self) -> int:
        """Mentees that all mentors together can still take."""
        return sum(mentor.places for mentor in self.mentors)
