"""How far a run is, and how long it will still take; as far as that can be known."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# What each step takes of the whole with 5,000 people on each side, as `python -m bench.job` says
# it. Reading and saving grow with the people, the others with the pairs.
PORTIONS = {
    "reading": 0.18,
    "scoring": 0.19,
    "pairing": 0.10,
    "explaining": 0.17,
    "saving": 0.36,
}
# Before this much is done, and for so many seconds, nothing can be said of the rest.
EARLIEST_SHARE, EARLIEST_SECONDS = 0.1, 2
A_MINUTE = 60


def part_done(step: str, share: float) -> float:
    """How much of the whole is done, 0 to 1, at a share of a step; 0 before the first step."""
    if step not in PORTIONS:
        return 0
    steps = list(PORTIONS)
    before = sum(PORTIONS[each] for each in steps[: steps.index(step)])
    return before + PORTIONS[step] * min(max(share, 0), 1)


def seconds_left(*, elapsed: float, done: float) -> int | None:
    """What is left if the rest goes as quickly as what is done; None while that is a guess."""
    if done < EARLIEST_SHARE or elapsed < EARLIEST_SECONDS:
        return None
    return round(elapsed * (1 - done) / done)


def time_text(*, elapsed: float, done: float) -> str:
    """ "12 seconds so far, about 30 seconds left"."""
    so_far = _("%(time)s so far") % {"time": _duration(elapsed)}
    left = seconds_left(elapsed=elapsed, done=done)
    if left is None:
        return so_far
    # nobody can tell seconds ahead: in steps of ten, and the last ones as what they are
    about = _("about %(time)s left") % {"time": _duration(-(-left // 10) * 10 or 10)}
    return f"{so_far}, {about}"


def _duration(seconds: float) -> str:
    whole = max(int(seconds), 0)
    if whole < 2 * A_MINUTE:
        return ngettext("%(count)d second", "%(count)d seconds", whole) % {"count": whole}
    minutes = round(whole / A_MINUTE)
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


class PairingRounds:
    """The share of the pairing from what the engine tells of it.

    Nobody knows ahead how many attempts a proof takes; most need few. So each takes half of
    what is left: it never goes back, and never says that it is done when it isn't.
    """

    PAIRING, PROVING = 0.4, 0.6

    def __init__(self) -> None:
        self.rounds = 0
        self.is_proving = False

    def share(self, stage: str, share: float) -> float:
        """`stage` is "pairing" or "proving"; `share` how much of it is done."""
        if stage == "pairing" and self.is_proving:
            self.rounds += 1
        self.is_proving = stage == "proving"
        within = self.PAIRING + self.PROVING * share if self.is_proving else self.PAIRING * share
        return 1 - 0.5**self.rounds + 0.5 ** (self.rounds + 1) * within
