"""How likely a place in line becomes a seat, said no more exactly than is known.

Method. From the organization's own sessions of the last year: of the seats that were held as long
before the start as now, what share was given back before it (`exposed` seats, `given_back` of
them). Seats are taken to be given back independently of each other and of who waits; that some of
those ahead may not want their seat is left out, so the estimate is rather too low. The unknown
share has a Beta distribution: begun from PRIOR, one seat in ten, as heavy as ten seats, and
brought up to date by what was counted. The number of seats that come free among `held` ones is
then beta-binomial, and the chance is that it is at least the place in line.

Told are four words and no number. With fewer than ENOUGH seats to learn from, it is told that the
assumption speaks, not experience.
"""

from dataclasses import dataclass
from math import exp, lgamma

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PRIOR = (1.0, 9.0)
ENOUGH = 30
LIKELY, EVEN, UNLIKELY = 0.7, 0.4, 0.1


@dataclass(frozen=True)
class Experience:
    """Of so many seats that were held as long before a start, so many were given back."""

    exposed: int = 0
    given_back: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether it says more than an assumption."""
        return self.exposed >= ENOUGH


@dataclass(frozen=True)
class Chance:
    """A chance between 0 and 1, and what it was learnt from."""

    value: float
    experience: Experience

    @property
    def band(self) -> str:
        """One of "likely", "even", "unlikely", "rare"."""
        steps = ((LIKELY, "likely"), (EVEN, "even"), (UNLIKELY, "unlikely"))
        return next((name for least, name in steps if self.value >= least), "rare")

    @property
    def title(self) -> str:
        """The chance in words."""
        return {
            "likely": _("A seat is likely"),
            "even": _("It could go either way"),
            "unlikely": _("A seat is unlikely, but happens"),
            "rare": _("Hardly a chance"),
        }[self.band]

    @property
    def note(self) -> str:
        """What it was learnt from."""
        if not self.experience.is_enough:
            return _(
                "There are too few past sessions here to tell. We assume that about one seat in"
                " ten is given back."
            )
        return ngettext(
            "In the last year, %(count)d of %(all)d seats was given back this late or later.",
            "In the last year, %(count)d of %(all)d seats were given back this late or later.",
            self.experience.given_back,
        ) % {"count": self.experience.given_back, "all": self.experience.exposed}


def chance_of(place: int, *, held: int, experience: Experience) -> Chance:
    """The chance of the person at this place in line (1 is next) while `held` seats are taken."""
    a = PRIOR[0] + experience.given_back
    b = PRIOR[1] + experience.exposed - experience.given_back
    if place > held:
        return Chance(0.0, experience)
    below = sum(_beta_binomial(free, held, a, b) for free in range(place))
    return Chance(min(1.0, max(0.0, 1.0 - below)), experience)


def _beta_binomial(k: int, n: int, a: float, b: float) -> float:
    """The probability of k among n, where the share is Beta(a, b)."""
    choose = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(choose + _log_beta(k + a, n - k + b) - _log_beta(a, b))


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
