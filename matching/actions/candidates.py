"""Forgetting whom mentees could have had, once nobody can choose any more."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from matching.models import MatchCandidates, MatchMentor, MatchRun

# Longer than anybody can let mails wait, so that a publication that is taken back finds them.
KEPT = timedelta(hours=2)


def forget_candidates(*, now: datetime) -> None:
    """Of runs that were published some time ago. Twice is once."""
    forget_options(
        MatchRun.objects.filter(state=MatchRun.State.PUBLISHED, published_at__lt=now - KEPT)
    )


def forget_options(runs: Iterable[MatchRun]) -> None:
    """The mentors whom the mentees of these runs could have had, and what was known of all."""
    MatchCandidates.objects.filter(run__in=runs).delete()
    MatchMentor.objects.filter(run__in=runs).delete()
