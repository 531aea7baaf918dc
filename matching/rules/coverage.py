"""Who gets what in a run: how many are covered, what mentors carry, who waits, who meets whom.

Each part is a finding in a sentence and the rows of its plot.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Bars = list[tuple[str, int]]


@dataclass(frozen=True)
class Placed:
    """Somebody of the run and where they stand; `mentor` is whom they get, None who waits."""

    id: UUID
    department: str
    location: str
    mentor: UUID | None = None
    mentor_department: str = ""


@dataclass(frozen=True)
class Share:
    """How those of one department or site fare."""

    name: str
    mentees: int
    waiting: int

    @property
    def percent(self) -> int:
        """Of 100, how many wait."""
        return round(100 * self.waiting / self.mentees)

    @property
    def bar(self) -> tuple[str, int]:
        """A bar of the plot."""
        of = {"name": self.name, "waiting": self.waiting, "all": self.mentees}
        return _("%(name)s: %(waiting)d of %(all)d") % of, self.percent


@dataclass(frozen=True)
class Coverage:
    """All of it. `mix` are departments of mentees and of their mentors, most frequent first."""

    mentees: int
    waiting: int
    load: Bars
    full: int
    idle: int
    by_department: list[Share]
    by_site: list[Share]
    mix: list[tuple[str, str, int]]
    across: int

    @property
    def bars(self) -> Bars:
        """With and without a mentor."""
        return [
            (_("Get a mentor"), self.mentees - self.waiting),
            (_("Wait"), self.waiting),
        ]

    @property
    def finding(self) -> str:
        """How many are covered."""
        if not self.waiting:
            return _("Everybody gets a mentor")
        return ngettext(
            "%(count)d of %(all)d waits for a mentor",
            "%(count)d of %(all)d wait for a mentor",
            self.waiting,
        ) % {"count": self.waiting, "all": self.mentees}

    @property
    def load_finding(self) -> str:
        """What mentors carry."""
        if not self.idle:
            return _("Every mentor has somebody")
        return ngettext(
            "%(count)d mentor has nobody", "%(count)d mentors have nobody", self.idle
        ) % {"count": self.idle}

    @property
    def load_summary(self) -> str:
        """How many can't take anybody more."""
        return ngettext(
            "%(count)d mentor has no place left. Pairs from before count as well.",
            "%(count)d mentors have no place left. Pairs from before count as well.",
            self.full,
        ) % {"count": self.full}

    @property
    def department_bars(self) -> Bars:
        """Where most wait, by department."""
        return [share.bar for share in self.by_department]

    @property
    def site_bars(self) -> Bars:
        """Where most wait, by location."""
        return [share.bar for share in self.by_site]

    @property
    def department_finding(self) -> str:
        """Whether the departments fare alike."""
        return _fairness(self.by_department)

    @property
    def site_finding(self) -> str:
        """Whether the locations do."""
        return _fairness(self.by_site)

    @property
    def mix_finding(self) -> str:
        """How many pairs are of two departments."""
        known = sum(count for _mentee, _mentor, count in self.mix)
        if not known:
            return _("No departments are known")
        return _("%(across)d of %(pairs)d pairs are of two departments") % {
            "across": self.across,
            "pairs": known,
        }

    @property
    def mix_bars(self) -> Bars:
        """Who learns from whom, by department."""
        return [(f"{mentee} → {mentor}", count) for mentee, mentor, count in self.mix]


def coverage_of(
    mentees: Sequence[Placed], capacity: Mapping[UUID, int], taken: Mapping[UUID, int]
) -> Coverage:
    """`capacity`: places in all of each mentor; `taken`: those that they have given before."""
    carried = Counter(each.mentor for each in mentees if each.mentor is not None)
    loads = {mentor: taken.get(mentor, 0) + carried[mentor] for mentor in capacity}
    mix = Counter(
        (each.department, each.mentor_department)
        for each in mentees
        if each.mentor and each.department and each.mentor_department
    )
    return Coverage(
        mentees=len(mentees),
        waiting=sum(each.mentor is None for each in mentees),
        load=_load_bars(loads.values()),
        full=sum(loads[mentor] >= places for mentor, places in capacity.items()),
        idle=sum(not load for load in loads.values()),
        by_department=_shares((each.department, each) for each in mentees),
        by_site=_shares((each.location, each) for each in mentees),
        mix=_most_first(mix),
        across=sum(count for (mentee, mentor), count in mix.items() if mentee != mentor),
    )


def _fairness(shares: Sequence[Share]) -> str:
    """A finding: where most wait, or that nobody does."""
    if not any(share.waiting for share in shares):
        return _("Nobody waits")
    return _("Of those of %(name)s, %(percent)d %% wait") % {
        "name": shares[0].name,
        "percent": shares[0].percent,
    }


def _most_first(mix: Mapping[tuple[str, str], int]) -> list[tuple[str, str, int]]:
    pairs = sorted(mix.items(), key=lambda one: (-one[1], one[0]))
    return [(mentee, mentor, count) for (mentee, mentor), count in pairs]


def _load_bars(loads: Iterable[int]) -> Bars:
    """How many mentors carry 0, 1, 2, … mentees."""
    counted = Counter(loads)
    return [
        (ngettext("%(count)d mentee", "%(count)d mentees", load) % {"count": load}, counted[load])
        for load in range(max(counted, default=-1) + 1)
    ]


def _shares(placed: Iterable[tuple[str, Placed]]) -> list[Share]:
    """By name; where most wait comes first."""
    everybody: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    for name, each in placed:
        everybody[name or _("not known")] += 1
        waiting[name or _("not known")] += each.mentor is None
    shares = [Share(name, count, waiting[name]) for name, count in everybody.items()]
    return sorted(shares, key=lambda share: (-share.percent, -share.waiting, share.name))
