"""What all acts on a pair share: its lock, and a change of its state that no log tells of.

The log of changes names who made them; that a pair pauses or ends is between the two. So its
state goes by UPDATE of that column alone, which the log doesn't watch.
"""

from collections.abc import Collection

from matching.errors import NotAPairError
from matching.models import Match


def lock_pair(match: Match) -> Match:
    """The pair as it stands, locked: what both press at once happens once. Needs a transaction."""
    rows = Match.objects.select_related("program", "mentor", "mentee", "organization")
    return rows.select_for_update(no_key=True, of=("self",)).get(id=match.id)


def lock_standing_pair(match: Match) -> Match:
    """The same. Raises NotAPairError when it is over."""
    locked = lock_pair(match)
    if locked.state not in Match.TAKEN:
        raise NotAPairError
    return locked


def move_pair(match: Match, to: Match.State) -> None:
    """Give a locked pair another state."""
    move_pairs([match], to)


def move_pairs(matches: Collection[Match], to: Match.State) -> None:
    """The same for many."""
    Match.objects.filter(id__in=[match.id for match in matches]).update(state=to)
    for match in matches:
        match.state = to
