"""A pair as HR admins see it, with its reasons in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.models import Match
from matching.rules.reasons import POINTS, Names, Reason, Share, reasons_of, shares_of


@dataclass(frozen=True)
class PairRow:
    """One line of a run's list. `points` of 100."""

    match: Match
    points: int
    reasons: list[Reason]
    shares: list[Share]


def pair_rows(matches: Iterable[Match]) -> list[PairRow]:
    """Pairs with what speaks for each."""
    return [
        PairRow(
            match=match,
            points=round(POINTS * match.score),
            reasons=reasons_of(
                match.reasons, Names(match.mentor.display_name, match.mentee.display_name)
            ),
            shares=shares_of(match.reasons),
        )
        for match in matches
    ]
