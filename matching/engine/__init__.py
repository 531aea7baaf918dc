"""Whole-group matching: who should learn from whom, and why.

A library without Django and without a database: records and arrays in, a result with its
reasons and its proof out.

>>> from matching.engine import (
...     DifferentDepartment, Person, ReportingLine, Rules, WantedTopics,
...     assign, reporting_intervals, score,
... )
>>> # Cy manages Ann and Bo; Dee has no manager. Intervals cover the whole organization.
>>> ann, bo, cy, dee = zip(*reporting_intervals([2, 2, None, None]))
>>> mentees = [
...     Person(id="Ann", wanted=["sql", "pay"], department="HR", reporting=ann),
...     Person(id="Bo", wanted=["sql"], department="IT", reporting=bo),
... ]
>>> mentors = [
...     Person(id="Cy", known=["sql", "pay"], department="HR", reporting=cy),
...     Person(id="Dee", known=["sql"], department="IT", reporting=dee),
... ]
>>> rules = Rules(
...     hard=(ReportingLine(),),
...     soft=(WantedTopics(weight=3), DifferentDepartment(weight=1)),
... )
>>> scores = score(mentees, mentors, rules)
>>> scores.forbidden_by(0, 0)
['reporting_line']
>>> result = assign(scores, capacities=[2, 1])
>>> result.pairs.tolist(), result.total, result.proven
([[1, 1]], 0.75, True)
>>> for part in scores.parts(1, 1):
...     print(part.rule, part.weight, part.value, dict(part.detail))
wanted_topics 0.75 1.0 {'topics': ('sql',)}
different_department 0.25 0.0 {'mentee': 'IT', 'mentor': 'IT'}
>>> scores.why_unmatched(0, result)
Unmatched(reason='all_full', mentors=2, forbidden={'reporting_line': 1}, full=(1,))
>>> result.scarce.tolist()  # a second seat at Dee would give Ann a mentor
[False, True]

The subjects, one module each:

people, hours, reporting   who the people are; shared working time; who is above whom
hard, soft, criteria       the rules, and the set of them that a run uses
limits, named, turns       further rules: places and distances, an organization's own columns,
                           whose turn it is
factors, table             all rules as one matrix product; the scores, block by block
candidates                 the best pairs of each person, found in one pass
scoring                    the score of every pair and the reasons of each
problem                    checks the input and turns it into exact whole numbers
flow                       the optimum (min-cost flow, cost scaling; OR-tools)
certificate                seat prices and the bound that proves it (LP duality)
proof, whole               large groups: solve for the candidates, compare with all pairs, repeat
assignment                 `assign`, which joins the last five
progress                   how far long work is; cancelling it
relaxing                   what each rule costs: who would have a mentor without it
version                    what computed a result
preferences                ranked choices of both sides, checked
acceptance, kiraly         stable matchings without ties, and large ones with ties
blocking                   counts the pairs that would break a matching, whoever made it
stable                     `stable`, which joins the last four
meetings                   coffee rounds: who may meet whom, and what it is worth by now
blossom                    the best round of a small group; cycles, exchange: of a large one
triples                    the left-over join pairs
rounds                     `rounds`, which joins the last four
mix, grouping              how mixed a group is; even groups that are as mixed as can be
circles                    `circles`, which joins the last two

Each module names the papers that it follows. Textbook for the whole: Ahuja, Magnanti & Orlin,
"Network Flows" (1993), chapters 9, 10 and 12; Burkard, Dell'Amico & Martello, "Assignment
Problems" (2009). The flow finds the optimum by cost scaling rather than by successive
shortest paths (the Hungarian method and its kin): those take many times as long when every
mentor is contested.
"""

from .assignment import Assignment, assign
from .candidates import Candidates
from .circles import Circles, circles
from .criteria import HARD_RULES, SOFT_RULES, Rules, standard_rules
from .errors import (
    CancelledError,
    CapacityError,
    EngineError,
    HistoryError,
    NotUnmatchedError,
    PersonError,
    PreferenceError,
    ReportingCycleError,
    ReportingLineError,
    ScoreError,
    SettingError,
    ShapeError,
    TooManyPairsError,
)
from .hard import (
    Blocked,
    HardRule,
    KindRule,
    ListedRule,
    Oneself,
    ReportingLine,
    SameDepartment,
    TooFewSharedHours,
)
from .limits import (
    GradeTooClose,
    GradeTooFar,
    NoSharedLanguage,
    OtherLocation,
    SameLocation,
    TenureTooClose,
    TenureTooFar,
)
from .named import MustBeAtLeast, MustBeSame, MustDiffer, WishAtLeast, WishDifferent, WishSame
from .people import Columns, Person, encode
from .preferences import Preferences
from .relaxing import unmatched_without
from .reporting import Intervals, reporting_intervals
from .rounds import Round, rounds
from .scoring import Part, Scores, Unmatched, score, score_blocks
from .soft import (
    DifferentDepartment,
    GradeGap,
    SameSite,
    SharedHours,
    SharedStruggles,
    SharedTopics,
    SoftRule,
    TenureGap,
    WantedTopics,
)
from .stable import StableMatching, stable
from .turns import MentorAnswers, WaitedBefore
from .version import versions

__all__ = [
    "HARD_RULES",
    "SOFT_RULES",
    "Assignment",
    "Blocked",
    "CancelledError",
    "Candidates",
    "CapacityError",
    "Circles",
    "Columns",
    "DifferentDepartment",
    "EngineError",
    "GradeGap",
    "GradeTooClose",
    "GradeTooFar",
    "HardRule",
    "HistoryError",
    "Intervals",
    "KindRule",
    "ListedRule",
    "MentorAnswers",
    "MustBeAtLeast",
    "MustBeSame",
    "MustDiffer",
    "NoSharedLanguage",
    "NotUnmatchedError",
    "Oneself",
    "OtherLocation",
    "Part",
    "Person",
    "PersonError",
    "PreferenceError",
    "Preferences",
    "ReportingCycleError",
    "ReportingLine",
    "ReportingLineError",
    "Round",
    "Rules",
    "SameDepartment",
    "SameLocation",
    "SameSite",
    "ScoreError",
    "Scores",
    "SettingError",
    "ShapeError",
    "SharedHours",
    "SharedStruggles",
    "SharedTopics",
    "SoftRule",
    "StableMatching",
    "TenureGap",
    "TenureTooClose",
    "TenureTooFar",
    "TooFewSharedHours",
    "TooManyPairsError",
    "Unmatched",
    "WaitedBefore",
    "WantedTopics",
    "WishAtLeast",
    "WishDifferent",
    "WishSame",
    "assign",
    "circles",
    "encode",
    "reporting_intervals",
    "rounds",
    "score",
    "score_blocks",
    "stable",
    "standard_rules",
    "unmatched_without",
    "versions",
]
