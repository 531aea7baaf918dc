"""Groups of people for the tests of large groups, small enough to check every pair."""

from datetime import date, timedelta

import numpy as np
from hypothesis import strategies as st

from matching.engine import (
    SOFT_RULES,
    Blocked,
    GradeTooClose,
    GradeTooFar,
    MustBeAtLeast,
    MustBeSame,
    MustDiffer,
    NoSharedLanguage,
    OtherLocation,
    Person,
    ReportingLine,
    Rules,
    SameDepartment,
    SameLocation,
    Scores,
    TenureTooClose,
    TenureTooFar,
    TooFewSharedHours,
    WishAtLeast,
    WishDifferent,
    WishSame,
    reporting_intervals,
    score,
)
from matching.engine.factors import Factors
from matching.engine.hard import Listed
from matching.engine.table import FORBIDDEN, PairTable

topics = st.lists(st.sampled_from("abcdef"), max_size=4, unique=True)
records = st.fixed_dictionaries(
    {
        "wanted": topics,
        "known": topics,
        "struggles": topics,
        "department": st.sampled_from([None, "HR", "IT"]),
        "location": st.sampled_from([None, "Oslo", "Lima"]),
        "utc_offset": st.sampled_from([None, -300, 60, 330, 720]),
        "workday": st.sampled_from([(540, 1020), (1320, 360), (0, 1440)]),
        "started": st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2026, 1, 1))),
        "grade": st.one_of(st.none(), st.integers(1, 11)),
        "reporting": st.sampled_from([None, (0, 9), (1, 3), (2, 3), (4, 6)]),
        "languages": st.sampled_from([(), ("de",), ("en", "fr"), ("fr",)]),
        "facts": st.sampled_from([{}, {"team": "A"}, {"team": "B", "car": "no"}]),
        "ranks": st.sampled_from([{}, {"level": 1}, {"level": 2.5}]),
        "answers": st.sampled_from([None, 0, 0.35, 1]),
        "waits": st.booleans(),
    }
)
record_lists = st.lists(records, max_size=6)
# Together they forbid everything that is known: each is tested alone.
MORE_HARD_RULES = (
    NoSharedLanguage(),
    SameLocation(),
    OtherLocation(),
    TenureTooClose(2),
    TenureTooFar(9),
    GradeTooClose(1),
    GradeTooFar(4),
    MustBeSame("team"),
    MustBeSame("car"),
    MustDiffer("team"),
    MustBeAtLeast("level"),
    MustBeAtLeast("told by nobody"),
)
EVERY_RULE = Rules(
    hard=(
        ReportingLine(),
        TooFewSharedHours(120),
        SameDepartment(),
        Blocked(((0, 101), (103, 2), (7, 8))),
    ),
    soft=(
        *(rule(weight) for weight, rule in enumerate(SOFT_RULES.values(), start=1)),
        WishSame(2, "team"),
        WishDifferent(2, "team"),
        WishAtLeast(2, "level"),
    ),
)


def workforce(mentees: int, mentors: int, seed: int) -> tuple[list[Person], list[Person]]:
    """An invented company whose last people learn from its first ones."""
    rng = np.random.default_rng([seed, mentees, mentors])
    people = mentees + mentors
    managers = [None, *(int(rng.integers(at // 9, at // 4 + 1)) for at in range(1, people))]
    lines = list(zip(*reporting_intervals(managers), strict=True))

    def topics(most: int) -> list[int]:
        return rng.choice(12, int(rng.integers(0, most)), replace=False).tolist()

    everybody = [
        Person(
            id=at,
            wanted=topics(5),
            known=topics(6),
            struggles=topics(3),
            department=int(rng.integers(6)),
            location=int(rng.integers(9)),
            utc_offset=[-300, 0, 60, 330, None][int(rng.integers(5))],
            started=date(2026, 1, 1) - timedelta(days=int(rng.integers(9_000))),
            grade=int(rng.integers(1, 8)),
            reporting=lines[at],
        )
        for at in range(people)
    ]
    return everybody[mentors:], everybody[:mentors]


def table_of(quanta: np.ndarray) -> PairTable:
    """A group with these scores; pairs below 0 are not allowed."""
    identity = np.eye(quanta.shape[1], dtype=np.float32)
    factors = Factors(np.where(quanta < 0, FORBIDDEN, quanta).astype(np.float32), identity)
    return PairTable(
        soft=factors,
        both=factors,
        listed=Listed(np.zeros(0, np.int64), np.zeros(0, np.int64)),
        first=np.zeros(len(quanta) + 1, np.int64),
        closed=np.zeros(len(quanta), bool),
        height=32,
    )


def both_ways(
    mentees: list[Person], mentors: list[Person], rules: Rules, *, k: int = 2, block_rows: int = 7
) -> tuple[Scores, Scores]:
    """Scores that are stored, and the same as of a large group: a few candidates."""
    stored = score(mentees, mentors, rules, block_rows=block_rows)
    large = score(mentees, mentors, rules, block_rows=block_rows, k=k, dense_limit=-1)
    assert large.candidates is not None
    return stored, large
