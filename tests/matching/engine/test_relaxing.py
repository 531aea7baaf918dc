"""What each rule costs, against matching the people anew without it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    Blocked,
    Person,
    Rules,
    SameDepartment,
    SharedTopics,
    TooFewSharedHours,
    assign,
    score,
    unmatched_without,
)

NAMES = ("same_department", "blocked", "too_few_shared_hours")


@st.composite
def groups(draw):
    sides = [
        [
            Person(
                id=(side, at),
                department=draw(st.sampled_from([None, "A", "B"])),
                utc_offset=draw(st.sampled_from([None, 0, 540])),
            )
            for at in range(draw(st.integers(0, 7)))
        ]
        for side in ("mentee", "mentor")
    ]
    some = [(one.id, other.id) for one in sides[0] for other in sides[1]]
    blocked = draw(st.lists(st.sampled_from(some), max_size=12)) if some else []
    seats = [draw(st.integers(0, 2)) for _ in sides[1]]
    settled = draw(st.lists(st.integers(0, max(len(sides[0]) - 1, 0)), max_size=2, unique=True))
    return *sides, tuple(blocked), seats, settled if sides[0] else []


@given(groups())
@settings(deadline=None, max_examples=150)
def test_cost_of_a_rule_is_who_would_be_matched_without_it(group):
    mentees, mentors, blocked, seats, settled = group
    hard = (SameDepartment(), Blocked(blocked), TooFewSharedHours(60))
    rules = Rules(hard=hard, soft=(SharedTopics(1),))
    scores = score(mentees, mentors, rules)
    found = assign(scores, seats, settled=settled)
    left = len(found.unmatched) - len(settled)
    expected = {}
    for rule in hard:
        others = replace(rules, hard=tuple(each for each in rules.hard if each is not rule))
        best = assign(score(mentees, mentors, others), seats, settled=settled)
        if (without := len(best.unmatched) - len(settled)) < left:
            expected[rule.key] = without
    assert unmatched_without(scores, found, settled=settled, rules=NAMES) == expected


def test_rules_that_are_not_asked_for_are_not_told():
    people = [Person(id=at, department="A") for at in range(2)]
    scores = score(people[:1], people[1:], Rules((SameDepartment(),), (SharedTopics(1),)))
    found = assign(scores, [1])
    assert unmatched_without(scores, found, rules=NAMES) == {"same_department": 0}
    assert unmatched_without(scores, found, rules=("blocked",)) == {}
