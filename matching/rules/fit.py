"""How well one mentee and the mentors of a program fit, without the engine.

The same rules with the same values as a run has them (the tests compare the two), in plain Python:
a page or a task asks about one mentee, and needs no arrays for that.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt
from statistics import fmean
from typing import Any
from uuid import UUID

from matching.rules.configuration import column_of, rules_of
from matching.rules.forbidding import earlier_pairs, test_of
from matching.rules.forbidding import shared_minutes as minutes_of_both
from matching.rules.group import Group, Participant
from matching.rules.weights import PRIVATE_RULE, counted_weights

DECIMALS = 4
IDEAL_SHARED_MINUTES = 8 * 60
IDEAL_YEARS = 2
IDEAL_GRADES, MOST_IDEAL_GRADES, GRADES_TOO_FAR = 1, 3, 8
NEUTRAL_ANSWERS, ANSWER_STEPS = 0.5, 20
NOT_WITH = "not_with"
Detail = dict[str, Any]
Measure = Callable[[Participant, Participant], tuple[float, Detail]]


@dataclass(frozen=True)
class Fit:
    """A mentor as one mentee could have them. `forbidden` are the hard rules against it."""

    mentor: Participant
    score: float
    forbidden: tuple[str, ...]


class Fitting:
    """One mentee beside the mentors of a group.

    With `is_shown` the mentee sees what comes of it: what others keep private doesn't count then.
    Who changes a private topic of their own must not read from the order what others struggle
    with.
    """

    def __init__(self, group: Group, mentee: Participant, *, is_shown: bool = False) -> None:
        self.group, self.mentee = group, mentee
        weights = counted_weights(replace(group, mentees=(mentee,)))
        if is_shown:
            weights.pop(PRIVATE_RULE, None)
        total = sum(weights.values())
        self.shares = {rule: weight / total for rule, weight in weights.items()}
        usual = usual_answers(group)
        self.measures = {rule: measure_with(rule, usual) for rule in self.shares}
        self.lines = group.lines
        self.above = set(self.lines.above(mentee.id))

    def all(self) -> list[Fit]:
        """All mentors, best first; of equal ones those with more places left."""
        found = (self.of(mentor) for mentor in self.group.mentors)
        return sorted(found, key=lambda fit: (-fit.score, -fit.mentor.places, fit.mentor.id))

    def of(self, mentor: Participant) -> Fit:
        """One mentor."""
        score = sum(
            share * self.measures[rule](self.mentee, mentor)[0]
            for rule, share in self.shares.items()
        )
        forbidden = tuple(rule for rule, does in self.tests(mentor).items() if does)
        return Fit(mentor, round(score, DECIMALS), forbidden)

    def parts(self, mentor: Participant) -> list[dict[str, Any]]:
        """The parts of a pair's score, as matching.rules.reasons reads them."""
        found = []
        for rule, share in self.shares.items():
            value, detail = self.measures[rule](self.mentee, mentor)
            weight = round(share, DECIMALS)
            found.append(
                {"rule": rule, "weight": weight, "value": round(value, DECIMALS), "detail": detail}
            )
        return found

    def tests(self, mentor: Participant) -> dict[str, bool]:
        """Each hard rule, and whether it forbids a mentor."""
        group, mentee = self.group, self.mentee
        pair, back = (mentor.id, mentee.id), (mentee.id, mentor.id)
        found = {
            "oneself": mentor.id == mentee.id,
            "reporting_line": self._are_in_line(mentor.id),
            "reviewer_of": pair in group.reviews or back in group.reviews,
        }
        for rule, figures in rules_of(group).hard.items():
            if rule == "earlier_pair":
                earlier = earlier_pairs(group, figures)
                found[rule] = pair in earlier or back in earlier
            else:
                kind, breaks = test_of(rule, figures)
                mine, theirs = kind(mentee), kind(mentor)
                known = mine is not None and theirs is not None
                found[rule] = known and breaks(mine, theirs)
        found["blocked"] = pair in group.blocked or back in group.blocked
        found[NOT_WITH] = pair in group.apart or back in group.apart
        return found

    def _are_in_line(self, mentor: UUID) -> bool:
        return mentor in self.above or self.mentee.id in self.lines.above(mentor)


def best_of(fits: Iterable[Fit], obstacles: Mapping[UUID, str]) -> Fit | None:
    """The first to whom nothing is against; `obstacles` are those of the day, by mentor."""
    return next((fit for fit in fits if not fit.forbidden and fit.mentor.id not in obstacles), None)


def why_nobody(fits: Iterable[Fit], obstacles: Mapping[UUID, str]) -> dict[str, Any]:
    """What keeps all mentors from a mentee, as matching.rules.left_out explains it."""
    forbidden: Counter[str] = Counter()
    full = []
    for fit in fits:
        cause = fit.forbidden[0] if fit.forbidden else obstacles.get(fit.mentor.id, "")
        if cause == "no_place":
            full.append(str(fit.mentor.id))
        elif cause and cause != NOT_WITH:  # what is private is told to nobody
            forbidden[cause] += 1
    return {
        "reason": "all_full" if full else "none_allowed",
        "forbidden": dict(forbidden),
        "full": full[:3],
        "full_count": len(full),
    }


def shared_minutes(mentee: Participant, mentor: Participant) -> int | None:
    """Minutes a day in which both work; None where a zone is unknown."""
    if mentee.utc_offset is None or mentor.utc_offset is None:
        return None
    return minutes_of_both(mentee.utc_offset, mentor.utc_offset)


def usual_answers(group: Group) -> float:
    """What a mentor without a record counts as: the others' average, neither better nor worse."""
    told = [mentor.answers for mentor in group.mentors if mentor.answers is not None]
    return fmean(told) if told else NEUTRAL_ANSWERS


def _wanted(mentee: Participant, mentor: Participant) -> tuple[float, Detail]:
    topics = _both(mentee.wants, mentor.knows)
    return len(topics) / max(len(mentee.wants), 1), {"topics": topics}


def _shared_topics(mentee: Participant, mentor: Participant) -> tuple[float, Detail]:
    known, wanted = _both(mentee.knows, mentor.knows), _both(mentee.wants, mentor.wants)
    mine, theirs = (len(one.knows) + len(one.wants) for one in (mentee, mentor))
    value = _likeness(len(known) + len(wanted), mine, theirs)
    return value, {"known": known, "wanted": wanted}


def _struggles(mentee: Participant, mentor: Participant) -> tuple[float, Detail]:
    common = len(_both(mentee.private, mentor.private))
    return _likeness(common, len(mentee.private), len(mentor.private)), {"count": common}


def _departments(mentee: Participant, mentor: Participant) -> tuple[float, Detail]:
    one, other = mentee.department, mentor.department
    differ = one is not None and other is not None and one != other
    return float(differ), {"mentee": one, "mentor": other}


def _site(mentee: Participant, mentor: Participant) -> tuple[float, Detail]:
    one, other = mentee.location, mentor.location
    return float(other is not None and one == other), {"mentee": one, "mentor": other}


def _hours(mentee: Participant, mentor: Participant) -> tuple[float, Detail]:
    minutes = shared_minutes(mentee, mentor)
    return min((minutes or 0) / IDEAL_SHARED_MINUTES, 1), {"minutes": minutes}


def _tenure(mentee: Participant, mentor: Participant) -> tuple[float, Detail]:
    if mentee.started is None or mentor.started is None:
        return 0, {"years": None}
    years = (_month(mentee.started) - _month(mentor.started)) / 12
    return min(max(years / IDEAL_YEARS, 0), 1), {"years": years}


def _grades(mentee: Participant, mentor: Participant) -> tuple[float, Detail]:
    if mentee.grade is None or mentor.grade is None:
        return 0, {"grades": None}
    gap = mentor.grade - mentee.grade
    fall = (GRADES_TOO_FAR - gap) / (GRADES_TOO_FAR - MOST_IDEAL_GRADES)
    return min(max(gap / IDEAL_GRADES, 0), 1, max(fall, 0)), {"grades": gap}


def _waited(mentee: Participant, _mentor: Participant) -> tuple[float, Detail]:
    return float(mentee.waits), {"waited": mentee.waits}


def measure_with(rule: str, usual: float) -> Measure:
    """What a rule gives to (mentee, mentor), 0 to 1, with the detail of it. `usual` is what a
    mentor without a record of answers counts as.
    """
    column = column_of(rule)
    if column:
        return _of_column(*column)
    if rule == "answers":
        return _answers(usual)
    return MEASURES[rule]


def _answers(usual: float) -> Measure:
    def measure(_mentee: Participant, mentor: Participant) -> tuple[float, Detail]:
        told = usual if mentor.answers is None else mentor.answers
        value = round(min(max(told, 0), 1) * ANSWER_STEPS) / ANSWER_STEPS
        return value, {"answers": mentor.answers}

    return measure


def _of_column(kind: str, column: str) -> Measure:
    def at_least(mentee: Participant, mentor: Participant) -> tuple[float, Detail]:
        low, high = mentee.ranks.get(column), mentor.ranks.get(column)
        return float(low is not None and high is not None and high >= low), {"column": column}

    def alike(mentee: Participant, mentor: Participant) -> tuple[float, Detail]:
        mine, theirs = mentee.facts.get(column), mentor.facts.get(column)
        known = mine is not None and theirs is not None
        value = float(known and (mine == theirs) == (kind == "same"))
        return value, {"column": column, "mentee": mine, "mentor": theirs}

    return at_least if kind == "at_least" else alike


MEASURES: dict[str, Measure] = {
    "wanted_topics": _wanted,
    "shared_struggles": _struggles,
    "shared_topics": _shared_topics,
    "different_department": _departments,
    "tenure_gap": _tenure,
    "shared_hours": _hours,
    "same_site": _site,
    "grade_gap": _grades,
    "left_out_before": _waited,
}


def _both(mine: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """What is in both, in my order."""
    others = set(theirs)
    return [topic for topic in mine if topic in others]


def _likeness(common: int, mine: int, theirs: int) -> float:
    """Cosine: common topics over the geometric mean of how many each has."""
    return min(common / sqrt(max(mine, 1) * max(theirs, 1)), 1)


def _month(when: date) -> int:
    return 12 * when.year + when.month
