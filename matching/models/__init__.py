"""What matching keeps."""

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
    "MatchLock",
    "MatchPreferences",
    "MatchRun",
]
