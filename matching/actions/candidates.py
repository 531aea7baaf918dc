"""Forgetting whom mentees could have had, once nobody can choose any more."""

from datetime import datetime, timedelta

from matching.models import MatchCandidates, MatchRun

# Longer than anybody can let mails wait, so that a publication that is taken back finds them.
KEPT = timedelta(hours=2)


def forget_candidates(*, now: datetime) -> None:
    """Of runs that were published some time ago. Twice is once."""
    published = MatchRun.objects.filter(state=MatchRun.State.PUBLISHED, published_at__lt=now - KEPT)
    MatchCandidates.objects.filter(run__in=published).delete()
