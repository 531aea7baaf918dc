"""How good the pairs of a run are, in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.rules.comparing import FULL
from matching.rules.reasons import POINTS, rule_labels

BAND = 10
LAST_BAND = POINTS // BAND - 1
DEEP_RULES = ("wanted_topics", "shared_struggles", "shared_topics")
HALF_A_QUANTUM = 0.00005


@dataclass(frozen=True)
class Verdict:
    """The sentence on top of a run, and the one that follows."""

    headline: str
    explanation: str


def verdict(
    *, pairs: int, mentees: int, total: float, gap: float, locked: int, compared: int = FULL
) -> Verdict:
    """`total` and `gap` are sums of scores, as the engine proved them when the run was made;
    `compared` is how much of 100 by weight they rest on.
    """
    if not pairs:
        headline = _("No pair is possible under these rules.")
        return Verdict(headline, _("The reasons, and what would help, are at “Left out”."))
    if locked == pairs:
        headline = _("These are the pairs that you kept.")
    elif gap == 0 and locked:
        headline = _("Best possible beside the pairs that you kept.")
    elif gap == 0 and compared < FULL:
        headline = _("Best possible for the whole group, by what could be compared.")
    elif gap == 0:
        headline = _("Best possible for the whole group.")
    else:
        headline = _("Very close to the best possible for the whole group.")
    good = _how_good(total, gap) if compared == FULL else _others_may_be_as_good(total, gap)
    said = [_how_many(pairs, mentees), good, how_much_compared(compared)]
    return Verdict(headline, " ".join(filter(None, said)))


def _how_many(pairs: int, mentees: int) -> str:
    if pairs == mentees:
        return ngettext(
            "The one mentee gets a mentor.", "All %(count)d mentees get a mentor.", mentees
        ) % {"count": mentees}
    return ngettext(
        "%(pairs)d of %(mentees)d mentees gets a mentor; more is not possible with these mentors.",
        "%(pairs)d of %(mentees)d mentees get a mentor; more is not possible with these mentors.",
        pairs,
    ) % {"pairs": pairs, "mentees": mentees}


def _how_good(total: float, gap: float) -> str:
    points = {"total": in_points(total), "gap": in_points(gap)}
    if gap == 0:
        return (
            _(
                "Together they score %(total)s points, and no other pairing of as many people"
                " scores more: this is proven, not estimated."
            )
            % points
        )
    return (
        _(
            "Together they score %(total)s points; no pairing could score more than %(gap)s points"
            " above that."
        )
        % points
    )


def _others_may_be_as_good(total: float, gap: float) -> str:
    """Where little could be compared many pairings score the same: nothing is proven by that."""
    if gap:
        return _how_good(total, gap)
    said = _("Together they score %(total)s points. Other pairings may score as much, none more.")
    return said % {"total": in_points(total)}


def how_much_compared(compared: int) -> str:
    """What a score of 100 doesn't say; empty where all could be compared."""
    if compared == FULL:
        return ""
    return _(
        "Compared: %(compared)d of 100. About the rest of what should count nothing is known, so"
        " even 100 points would not be a perfect match."
    ) % {"compared": compared}


def not_counted(shares: Mapping[str, float]) -> list[str]:
    """What the evidence weighs most and these scores leave out; empty where nothing is missing.

    Told beside the scores: 100 of 100 says nothing about what wasn't asked.
    """
    labels = rule_labels()
    return [labels[rule] for rule in DEEP_RULES if rule not in shares]


def in_points(score: float) -> str:
    """A score, or a sum of scores, as the page shows it: 100 is the most that a pair can have."""
    return number_format(round(POINTS * score), force_grouping=True)


def change_text(gain: float) -> str:
    """ "3 points fewer": what a change does to the sum of scores."""
    points = round(POINTS * gain)
    if not points:
        return _("same score")
    text = (
        ngettext("%(count)d point more", "%(count)d points more", points)
        if points > 0
        else ngettext("%(count)d point fewer", "%(count)d points fewer", -points)
    )
    return text % {"count": abs(points)}


def changed_text(scores: Sequence[float], *, pairs: int, total: float | None) -> str:
    """What HR's changes did to the `pairs` and `total` of a run; empty where they did nothing."""
    said = [_more_pairs(len(scores) - pairs)]
    if total is not None and is_changed(scores, total):
        points = {"now": in_points(sum(scores)), "total": in_points(total)}
        said.append(
            _("With your changes the pairs score %(now)s points instead of %(total)s.") % points
        )
    if any(said):
        said.append(_("What follows is about the pairs as they were found."))
    return " ".join(filter(None, said))


def _more_pairs(count: int) -> str:
    if not count:
        return ""
    text = (
        ngettext(
            "%(count)d mentee more has a mentor.", "%(count)d mentees more have a mentor.", count
        )
        if count > 0
        else ngettext(
            "%(count)d mentee who had a mentor waits now.",
            "%(count)d mentees who had a mentor wait now.",
            -count,
        )
    )
    return text % {"count": abs(count)}


def is_changed(scores: Sequence[float], total: float | None) -> bool:
    """Whether the pairs are others than those that a run found."""
    return total is not None and abs(sum(scores) - total) > HALF_A_QUANTUM


def score_bands(scores: Sequence[float]) -> list[tuple[str, int]]:
    """How many pairs score 0 to 9, 10 to 19, … points, from the lowest band with a pair to the
    highest; best first.
    """
    tens = [min(round(POINTS * score) // BAND, LAST_BAND) for score in scores]
    if not tens:
        return []
    return [(_band(ten), tens.count(ten)) for ten in range(max(tens), min(tens) - 1, -1)]


def _band(ten: int) -> str:
    last = POINTS if ten == LAST_BAND else BAND * ten + BAND - 1
    return f"{BAND * ten}–{last}"


def band_summary(scores: Sequence[float]) -> str:
    """The plot in a sentence."""
    if not scores:
        return ""
    label, _most = max(score_bands(scores), key=lambda band: band[1])
    return _("From %(low)s to %(high)s points; most pairs score %(band)s.") % {
        "low": in_points(min(scores)),
        "high": in_points(max(scores)),
        "band": label,
    }


def finding(scores: Sequence[float]) -> str:
    """What the distribution of scores says, in a sentence."""
    if not scores:
        return _("No pairs yet")
    return _("Half of the pairs score %(points)s or more") % {"points": in_points(median(scores))}
