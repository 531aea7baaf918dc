"""Who is asked whether their part suits them: whoever gives to others. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

# Roles that ask more of somebody than they get.
GIVES = frozenset({"mentor"})
UNDER_WAY = frozenset({"open", "running"})
TAKES_PART = frozenset({"active", "paused"})

YES, NO_ANSWER = "yes", "no_answer"


def answer_of(*, role: str, state: str, said_yes: bool) -> str:
    """What somebody in a program has said to the question: YES, NO_ANSWER, or "" where it isn't
    asked. Whoever would rather not is in it no longer.
    """
    if role not in GIVES or state not in TAKES_PART:
        return ""
    return YES if said_yes else NO_ANSWER


@dataclass(frozen=True)
class Answers:
    """What those who give have said: how many yes, who hasn't answered, how many rather not."""

    yes: int = 0
    unanswered: Sequence[str] = ()
    no: int = 0

    @property
    def asked(self) -> int:
        """How many were asked and are in it, or would rather not be."""
        return self.yes + len(self.unanswered) + self.no
