"""Proposed times that end without an answer. Nothing here asks how the pair is."""

from collections.abc import Collection

from django.utils import timezone

from matching.actions.telling import TIMES, TIMES_OFF
from matching.models import Match, ProposedTimes
from peerlearn.notifications.actions import cancel_all

State = ProposedTimes.State


def drop_times(matches: Collection[Match], *, to: State = State.DROPPED) -> int:
    """Settle what is open in these pairs, which are locked, and take back mails about it that
    wait. Returns how many there were; nobody is told.
    """
    standing = ProposedTimes.objects.filter(match__in=matches, state=State.OPEN)
    dropped = standing.update(state=to, settled_at=timezone.now())
    cancel_all(causes=[str(match.id) for match in matches], kinds=[TIMES, TIMES_OFF])
    return dropped
