"""The moves of an enrollment: who may go from where to where."""

from datetime import date, timedelta
from typing import Literal

from django.utils.translation import gettext as _

from peerlearn.web.moments import date_text

Move = Literal[
    "invite",
    "accept",
    "decline",
    "apply",
    "take_back",
    "approve",
    "reject",
    "join",
    "pause",
    "resume",
    "leave",
    "withdraw",
    "complete",
]

# How long whoever has left may be in again by their own hand.
UNDO_LASTS = timedelta(days=1)
# "" stands for somebody who was never in the role.
NEVER = ""
OUT = frozenset({NEVER, "withdrawn", "rejected"})

# move → (the states it leads from, the state it leads to)
MOVES: dict[Move, tuple[frozenset[str], str]] = {
    "invite": (OUT, "invited"),
    "accept": (frozenset({"invited"}), "active"),
    "decline": (frozenset({"invited"}), "withdrawn"),
    "apply": (OUT, "applied"),
    "take_back": (frozenset({"applied"}), "withdrawn"),
    "approve": (frozenset({"applied"}), "active"),
    "reject": (frozenset({"applied"}), "rejected"),
    # Whom HR turned down asks again; they don't let themselves in.
    "join": (frozenset({NEVER, "withdrawn"}), "active"),
    "pause": (frozenset({"active"}), "paused"),
    "resume": (frozenset({"paused"}), "active"),
    "leave": (frozenset({"active", "paused"}), "withdrawn"),
    "withdraw": (frozenset({"active", "paused", "invited", "applied"}), "withdrawn"),
    "complete": (frozenset({"active", "paused"}), "completed"),
}
# Moves after which somebody holds a place who held none before.
TAKES_PLACE: frozenset[Move] = frozenset({"invite", "approve", "join"})
# Moves with which somebody begins: their clock in an evergreen program starts then.
BEGINS: frozenset[Move] = frozenset({"accept", "approve", "join"})
LONGEST_PAUSE_DAYS = 366


def next_state(state: str, move: Move) -> str | None:
    """Where a move leads; the same state when it was made before; None when it isn't possible."""
    sources, target = MOVES[move]
    if state == target:
        return target
    return target if state in sources else None


def may_move(state: str, move: Move) -> bool:
    """Whether the move would change something."""
    return state in MOVES[move][0]


def pause_problem(returns_on: date, *, today: date, ends_on: date | None) -> str:
    """What is wrong with the day of coming back; empty when it is fine."""
    if returns_on <= today:
        return _("Choose a day after today: you come back on that day.")
    if (returns_on - today).days > LONGEST_PAUSE_DAYS:
        return _("A break is at most a year long. For longer, leave and come again.")
    if ends_on and returns_on > ends_on:
        return _("The program ends on %(day)s, before you would be back. Leave it instead?") % {
            "day": date_text(ends_on)
        }
    return ""
