"""Another mentor for mentees whose pair is over: the same day, in the order in which they wait."""

from collections.abc import Sequence

from matching.models import Match


def seek_next(matches: Sequence[Match], because: str) -> None:
    """Offer the mentees of pairs that have ended their next mentor."""
