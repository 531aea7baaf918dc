"""The few milestones of every pair, and where its two stand in the learning loop."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# More goals than these nobody follows.
MOST_GOALS = 12
LONGEST = 160

USUAL: tuple[Promise, ...] = (
    gettext_lazy("We know what the mentee wants to be able to do in the end"),
    gettext_lazy("The mentee has tried something new at work"),
    gettext_lazy("We have looked back together, and changed something"),
)


@dataclass(frozen=True)
class Stage:
    """One of the four stages of the learning loop."""

    name: str
    text: str
    is_done: bool


def usual_milestones() -> list[str]:
    """The milestones that a new pair begins with, in the reader's language."""
    return [str(text)[:LONGEST] for text in USUAL]


def loop_of(*, meetings: int, goals_done: int, closings: Iterable[bool]) -> list[Stage]:
    """The four stages of what the two learn: `closings` says of each last word whether it thanks
    the other.
    """
    words = list(closings)
    return [
        Stage(_("Gain"), _("You have met"), meetings > 0),
        Stage(_("Apply"), _("A goal or milestone is reached"), goals_done > 0),
        Stage(_("Feedback"), _("One of you has said thank you"), any(words)),
        Stage(_("Reflect"), _("You have looked back at the end"), bool(words)),
    ]
