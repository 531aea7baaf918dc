"""Why the engine refuses its input. Every error says what is wrong, in words, with figures."""

from collections.abc import Sequence


class EngineError(ValueError):
    """Base of every refusal; also a ValueError, for callers who do not care which one."""


class ShapeError(EngineError):
    """Scores, capacities and mask do not describe the same mentees and mentors."""


class ScoreError(EngineError):
    """The scores are not numbers, infinite, given twice, or too far apart for exact arithmetic."""


class CapacityError(EngineError):
    """A mentor's number of seats is negative or not a whole number."""


class SettingError(EngineError):
    """`per_mentee`, `floor`, a weight or another setting is out of its range."""


class PersonError(EngineError):
    """The record of a person contradicts itself, or the same person is listed twice."""


class PreferenceError(EngineError):
    """A preference list names somebody who isn't there, or twice; or pairs are no matching."""


class HistoryError(EngineError):
    """An earlier round names somebody who is not among the people, or one person twice."""


class NotUnmatchedError(EngineError):
    """Reasons for being left out were asked for somebody who has a mentor."""


class TooManyPairsError(EngineError):
    """All scores were asked for at once where only the best pairs of each person are kept."""


class CancelledError(EngineError):
    """The caller's `cancelled` answered yes, so the work was given up."""


class ReportingLineError(EngineError):
    """A manager is named who is not among the people."""


class ReportingCycleError(ReportingLineError):
    """People who, link by link, are their own managers; `members` holds their positions."""

    def __init__(self, members: Sequence[int]) -> None:
        self.members = tuple(members)
        line = " → ".join(str(member) for member in (*self.members, self.members[0]))
        super().__init__(f"The reporting line goes in a circle: {line} (each reports to the next).")
