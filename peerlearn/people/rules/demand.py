"""What is wanted and what is known, in numbers that tell on nobody. Pure.

There is one picture of the whole organization, without filters: two pictures of almost the same
people would tell by their difference what one of them told.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.people.rules.vocabulary import Word

STEPS = (500, 200, 100, 50, 20, 10)
"""Of private counts. They don't move with the threshold: setting it to and fro tells nothing."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people told a topic, by stance: the true numbers, not to be shown as they are."""

    topic: Word
    knows: int = 0
    wants: int = 0
    struggles: int = 0


@dataclass(frozen=True, slots=True)
class Demand:
    """A topic as HR may read it. None: fewer than the threshold, how many is not told."""

    topic: Word
    knows: int | None
    wants: int | None
    struggles: int | None
    threshold: int

    @property
    def gap(self) -> int:
        """How many more want it than know it, as far as the numbers may be told."""
        return (self.wants or 0) - (self.knows or 0)

    @property
    def is_gap(self) -> bool:
        """More want it than know it."""
        return self.wants is not None and self.gap > 0

    def texts(self) -> dict[str, str]:
        """Each number as the page shows it."""
        fewer = fewer_than(self.threshold)
        fewest = private_threshold(self.threshold)
        few = {"knows": self.knows, "wants": self.wants}
        return {
            **{name: fewer if number is None else str(number) for name, number in few.items()},
            "struggles": fewer_than(fewest)
            if self.struggles is None
            else _("%(count)d or more") % {"count": self.struggles},
        }


def fewer_than(threshold: int) -> str:
    """What stands in place of a number that would tell on single people."""
    return _("fewer than %(count)d") % {"count": threshold}


def demand(counted: Counted, *, threshold: int) -> Demand:
    """The numbers from the threshold on; that nobody knows or wants something is told too.

    Struggles are told from ten on and in fixed steps ("10 or more", "20 or more"): so the number
    doesn't move with one person, nor with the threshold.
    """
    return Demand(
        counted.topic,
        _told(counted.knows, threshold),
        _told(counted.wants, threshold),
        _step(counted.struggles, private_threshold(threshold)),
        threshold,
    )


def _told(number: int, threshold: int) -> int | None:
    return number if number == 0 or number >= threshold else None


def private_threshold(threshold: int) -> int:
    """From how many on a private count is told: never below the lowest step."""
    return max(threshold, STEPS[-1])


def _step(number: int, fewest: int) -> int | None:
    return next((step for step in STEPS if number >= max(step, fewest)), None)


def gaps(counted: Iterable[Counted], *, threshold: int) -> list[Demand]:
    """Topics that more want than know, the widest gap first."""
    found = [one for each in counted if (one := demand(each, threshold=threshold)).is_gap]
    return sorted(found, key=lambda one: (-one.gap, -(one.wants or 0), one.topic.name.casefold()))


def finding(found: list[Demand]) -> str:
    """The widest gap in a sentence."""
    if not found:
        return _("No topic is wanted by many and known by few")
    first = found[0]
    wants = ngettext(
        "%(count)d person wants to learn %(topic)s",
        "%(count)d people want to learn %(topic)s",
        first.wants or 0,
    ) % {"count": first.wants, "topic": first.topic.name}
    if first.knows == 0:
        return _("%(wants)s, nobody says they know it") % {"wants": wants}
    if first.knows is None:
        return _("%(wants)s, %(fewer)s know it") % {
            "wants": wants,
            "fewer": fewer_than(first.threshold),
        }
    return _("%(wants)s, %(count)d know it") % {"wants": wants, "count": first.knows}


def proposal(one: Demand) -> dict[str, str]:
    """Title and description of a session on a topic that many want to learn."""
    name = one.topic.name
    said = _("%(count)d colleagues want to learn about %(topic)s.")
    return {"title": name[:160], "description": said % {"count": one.wants or 0, "topic": name}}


def team_gaps(counted: Iterable[Counted], *, people: int, threshold: int) -> list[Word]:
    """What many of a team want to learn and few know, by name, without numbers.

    What everybody wants isn't told: it would say it of each. So a team needs more people than the
    threshold.
    """
    found = [
        one.topic
        for one in counted
        if threshold <= one.wants < people and one.knows < threshold and one.knows < one.wants
    ]
    return sorted(found, key=lambda topic: topic.name.casefold())
