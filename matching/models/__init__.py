"""What matching keeps."""

from matching.models.circle_facilitators import CircleFacilitator
from matching.models.circles import (
    Circle,
    CircleExit,
    CircleMeeting,
    CircleMember,
    CirclePlan,
    CircleWish,
)
from matching.models.coffee import (
    CoffeeChoice,
    CoffeeGroup,
    CoffeePlan,
    CoffeeRound,
    CoffeeSeat,
)
from matching.models.fixed_pairs import FixedPair
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
    MatchMentor,
    MatchOverride,
    MatchRun,
)
from matching.models.modes import MatchModes, MentorWish
from matching.models.requests import MatchRequest, MentorSearch, NotNow
from matching.models.rules import MatchRules, NotWith
from matching.models.times import ProposedTimes
from matching.models.work import PairClosing, PairGoal, PairMeeting

__all__ = [
    "Circle",
    "CircleExit",
    "CircleFacilitator",
    "CircleMeeting",
    "CircleMember",
    "CirclePlan",
    "CircleWish",
    "CoffeeChoice",
    "CoffeeGroup",
    "CoffeePlan",
    "CoffeeRound",
    "CoffeeSeat",
    "FirstMeeting",
    "FixedPair",
    "Match",
    "MatchBlock",
    "MatchCandidates",
    "MatchInputs",
    "MatchLock",
    "MatchMentor",
    "MatchModes",
    "MatchOverride",
    "MatchRequest",
    "MatchRules",
    "MatchRun",
    "MentorSearch",
    "MentorWish",
    "NotNow",
    "NotWith",
    "PairClosing",
    "PairEnding",
    "PairGoal",
    "PairMeeting",
    "PairNudge",
    "PairPause",
    "PairSign",
    "PairTerms",
    "PairVerdict",
    "ProposedTimes",
]
