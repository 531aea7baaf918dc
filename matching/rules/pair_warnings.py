"""What speaks against a pair, or leaves doubt, in words for who reviews it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.rules.readers import Part
from matching.rules.reasons import POINTS
from matching.rules.verdict import how_much_compared
from peerlearn.web.moments import date_text

# Somebody else must fit so much better before it is said.
WORTH_SAYING = 0.05
FEW_ANSWERS = 0.5


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known of a pair today.

    compared    of 100 by weight, what its score rests on
    obstacle    why it can't be published any more, in words
    override    that it stands against rules, in words
    too_much    that the mentor would give more than their limit, in words
    unreached   those of the two who have no e-mail
    away_until  the end of the mentor's break
    answers     share of the mentor's answers and first meetings that came about in time
    best        the mentor with a place who fits the mentee best, and their score
    """

    mentor: str
    mentee: str
    score: float
    parts: Sequence[Part]
    compared: int | None
    obstacle: str = ""
    override: str = ""
    too_much: Sequence[str] = ()
    unreached: Sequence[str] = ()
    away_until: date | None = None
    answers: float | None = None
    best: tuple[str, float] | None = None


def pair_warnings(pair: Standing) -> list[str]:
    """The gravest first; empty where nothing is doubtful."""
    no_mail = _("%(name)s has no e-mail: tell them yourself.")
    cannot = _("This pair can't be published any more: %(why)s.") % {"why": pair.obstacle}
    said = [
        cannot if pair.obstacle else "",
        pair.override,
        *pair.too_much,
        _away(pair),
        _answers(pair),
        _nothing_wanted(pair),
        _better(pair),
        *(no_mail % {"name": name} for name in pair.unreached),
        how_much_compared(pair.compared) if pair.compared is not None else "",
    ]
    return [sentence for sentence in said if sentence]


def _away(pair: Standing) -> str:
    if pair.away_until is None:
        return ""
    day = date_text(pair.away_until)
    return _("%(mentor)s takes a break until %(day)s.") % {"mentor": pair.mentor, "day": day}


def _answers(pair: Standing) -> str:
    if pair.answers is None or pair.answers >= FEW_ANSWERS:
        return ""
    percent = round(100 * pair.answers)
    return _(
        "Of the last half year's questions and new mentees, %(mentor)s answered or met %(percent)d"
        " %% in time."
    ) % {"mentor": pair.mentor, "percent": percent}


def _nothing_wanted(pair: Standing) -> str:
    if not any(part["rule"] == "wanted_topics" and not part["value"] for part in pair.parts):
        return ""
    return _(
        "As far as both have told, %(mentor)s knows nothing of what %(mentee)s wants to learn."
    ) % {"mentor": pair.mentor, "mentee": pair.mentee}


def _better(pair: Standing) -> str:
    if pair.best is None or pair.best[1] - pair.score < WORTH_SAYING:
        return ""
    name, score = pair.best
    points = round(POINTS * score) - round(POINTS * pair.score)
    return ngettext(
        "%(other)s has a place and fits %(mentee)s better by %(count)d point.",
        "%(other)s has a place and fits %(mentee)s better by %(count)d points.",
        points,
    ) % {"other": name, "mentee": pair.mentee, "count": points}
