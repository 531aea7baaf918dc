"""What matching keeps."""

from matching.models.inputs import MatchInputs
from matching.models.life import (
    PairEnding,
    PairNudge,
    PairPause,
    PairSign,
    PairTerms,
    PairVerdict,
)
from matching.models.matches import (
    FirstMeeting,
    Match,
    MatchBlock,
    MatchCandidates,
    MatchLock,
    MatchPreferences,
    MatchRun,
)
from matching.models.requests import MatchRequest, MentorSearch, NotNow
from matching.models.work import PairClosing, PairGoal, PairMeeting

__all__ = [
    "FirstMeeting",
    "Match",
    "MatchBlock",
    "MatchCandidates",
    "MatchInputs",
    "MatchLock",
    "MatchPreferences",
    "MatchRequest",
    "MatchRun",
    "MentorSearch",
    "NotNow",
    "PairClosing",
    "PairEnding",
    "PairGoal",
    "PairMeeting",
    "PairNudge",
    "PairPause",
    "PairSign",
    "PairTerms",
    "PairVerdict",
]
