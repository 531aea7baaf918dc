"""What matching keeps."""

from matching.models.inputs import MatchInputs
from matching.models.matches import (
    FirstMeeting,
    Match,
    MatchBlock,
    MatchCandidates,
    MatchLock,
    MatchPreferences,
    MatchRun,
)

__all__ = [
    "FirstMeeting",
    "Match",
    "MatchBlock",
    "MatchCandidates",
    "MatchInputs",
    "MatchLock",
    "MatchPreferences",
    "MatchRun",
]
