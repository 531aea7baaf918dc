"""Who may have a coffee with whom, and what to talk about. Nothing private goes in here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from uuid import UUID

from django.utils.translation import gettext as _

from matching.rules.reporting import Lines

LINE, BLOCKED, ALONE, NO_PARTNER = "line", "blocked", "alone", "no_partner"
TOPICS_NAMED = 3
Couple = frozenset[UUID]
Rounds = Sequence[Sequence[Sequence[UUID]]]


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody who can be put together with others. Topics are those that everybody may read."""

    id: UUID
    name: str = ""
    department: str = ""
    location: str = ""
    wants: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Barriers:
    """Which two people must not be put together.

    lines    everybody's managers
    reviews  who reviews whose work
    blocked  whom HR ruled out
    apart    of whom one doesn't want the other: no sentence and no figure may tell of it
    """

    lines: Lines
    reviews: frozenset[Couple] = frozenset()
    blocked: frozenset[Couple] = frozenset()
    apart: frozenset[Couple] = frozenset()

    def known(self, ids: Sequence[UUID]) -> dict[Couple, str]:
        """Forbidden couples among these people, with the rule; without what is private."""
        people = set(ids)
        found = {couple: BLOCKED for couple in self.blocked if couple <= people}
        found |= {couple: LINE for couple in self.reviews if couple <= people}
        for person in ids:
            for above in self.lines.above(person):
                if above in people:
                    found[frozenset((person, above))] = LINE
        return found

    def forbidden(self, ids: Sequence[UUID]) -> set[Couple]:
        """All forbidden couples."""
        people = set(ids)
        return set(self.known(ids)) | {couple for couple in self.apart if couple <= people}


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Who takes part in a round, and what came before: earlier rounds as groups, oldest first."""

    guests: tuple[Guest, ...]
    barriers: Barriers
    history: Rounds = ()
    across: bool = True
    held_on: date = date.min


@dataclass(frozen=True, kw_only=True)
class Made:
    """A round: groups of two or three, and who is in none, with the rule that HR may read."""

    groups: tuple[tuple[UUID, ...], ...] = ()
    left_out: Mapping[UUID, str] = field(default_factory=dict)
    repeat_count: int = 0


def why_left_out(person: UUID, pool: Pool) -> str:
    """The rule that HR may read. A private wish is no reason that anybody learns of."""
    others = [guest.id for guest in pool.guests if guest.id != person]
    if not others:
        return ALONE
    known = pool.barriers.known([person, *others])
    rules = [known.get(frozenset((person, other))) for other in others]
    if None in rules:
        return NO_PARTNER
    [(rule, _count)] = Counter(filter(None, rules)).most_common(1)
    return rule


def mix_of_groups(groups: Sequence[Sequence[Guest]]) -> dict[str, float]:
    """Of all who meet: the share that crosses departments, and sites. Unknown crosses nothing."""
    pairs = [pair for group in groups for pair in combinations(group, 2)]
    if not pairs:
        return {}

    def share(values: list[tuple[str, str]]) -> float:
        return round(sum(bool(a and b and a != b) for a, b in values) / len(values), 4)

    return {
        "departments": share([(a.department, b.department) for a, b in pairs]),
        "locations": share([(a.location, b.location) for a, b in pairs]),
    }


def common_ground(me: Guest, other: Guest) -> list[str]:
    """What two have in common or could tell each other, in sentences to the first."""
    found = []
    teaches = _named(me.wants, other.knows)
    learns = _named(me.knows, other.wants)
    both = _named(me.knows, other.knows)
    curious = _named(me.wants, other.wants)
    name = {"name": other.name}
    if teaches:
        text = _("%(name)s knows about %(topics)s, which you would like to learn.")
        found.append(text % {**name, "topics": teaches})
    if learns:
        text = _("%(name)s would like to learn %(topics)s, which you know.")
        found.append(text % {**name, "topics": learns})
    if curious:
        found.append(_("You would both like to learn %(topics)s.") % {"topics": curious})
    if both:
        found.append(_("You both know about %(topics)s.") % {"topics": both})
    if me.location and me.location == other.location:
        found.append(_("You both work in %(place)s.") % {"place": me.location})
    if me.department and other.department and me.department != other.department:
        text = _("%(name)s works in another department: %(department)s.")
        found.append(text % {**name, "department": other.department})
    return found


def starters(people: Sequence[Guest]) -> list[str]:
    """Two questions to begin with; the same for all of a group."""
    topic = next(iter(sorted(_shared(people))), "")
    general = [
        _("What has surprised you most in your work this month?"),
        _("Which part of your work would others enjoy seeing for a day?"),
        _("What do you know now that you wish you had known in your first week?"),
        _("Whom here have you learned most from, and what?"),
        _("What would you like to be able to do a year from now?"),
    ]
    at = sum(guest.id.int for guest in people) % len(general)
    found = [general[at], general[(at + 1) % len(general)]]
    if topic:
        found[0] = _("%(topic)s: what was hard about it at first?") % {"topic": topic}
    return found


def _shared(people: Sequence[Guest]) -> set[str]:
    found: set[str] = set()
    for one in people:
        for other in people:
            if one.id != other.id:
                found |= set(one.knows) & {*other.wants, *other.knows}
    return found


def _named(mine: Sequence[str], theirs: Sequence[str]) -> str:
    return ", ".join(sorted(set(mine) & set(theirs))[:TOPICS_NAMED])
