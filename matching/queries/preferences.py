"""How much each rule counts in a program."""

from matching.models import MatchPreferences
from programs.models import Program


def weights_of(program: Program) -> dict[str, float] | None:
    """The program's own weights by rule; None where nobody has chosen any."""
    row = MatchPreferences.objects.filter(program=program).first()
    return dict(row.weights) if row else None
