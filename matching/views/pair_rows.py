"""A pair as HR admins see it, with its reasons in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.models import FixedPair, Match, MatchRun
from matching.queries.proposals import fixed_before
from matching.rules.comparing import compared_of_pair
from matching.rules.reasons import POINTS, Names, Reason, Share, reasons_of, shares_of


@dataclass(frozen=True)
class PairRow:
    """One line of a run's list. `points` of 100; `compared` of 100 by weight is what they rest on,
    None where nothing was compared. `fixed` is what HR had fixed before the run.
    """

    match: Match
    points: int
    compared: int | None
    reasons: list[Reason]
    shares: list[Share]
    fixed: FixedPair | None = None


def pair_rows(run: MatchRun, matches: Iterable[Match]) -> list[PairRow]:
    """Pairs of a run with what speaks for each."""
    return [
        PairRow(
            match=match,
            points=round(POINTS * match.score),
            compared=compared_of_pair(run.rules, match.reasons),
            reasons=reasons_of(
                match.reasons, Names(match.mentor.display_name, match.mentee.display_name)
            ),
            shares=shares_of(match.reasons),
            fixed=fixed_before(match) if getattr(match, "is_locked", False) else None,
        )
        for match in matches
    ]
