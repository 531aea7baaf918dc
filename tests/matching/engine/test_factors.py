"""Each rule's other form, by which large groups are scored, says the same as the rule itself."""

from datetime import date

import numpy as np
from hypothesis import given, settings

from matching.engine import KindRule, Person, TenureGap, encode

from .groups import EVERY_RULE, MORE_HARD_RULES, record_lists


@settings(deadline=None, max_examples=60)
@given(record_lists, record_lists)
def test_factors_of_a_rule_are_its_values(mine, theirs):
    mentees, mentors = encode(
        [Person(id=at, **record) for at, record in enumerate(mine)],
        [Person(id=at + 100, **record) for at, record in enumerate(theirs)],
    )
    for rule in EVERY_RULE.soft:
        left, right = rule.factors(mentees, mentors)
        np.testing.assert_allclose(left @ right.T, rule.values(mentees, mentors), atol=1e-6)


@settings(deadline=None, max_examples=60)
@given(record_lists, record_lists)
def test_listed_pairs_and_kinds_of_a_rule_are_what_it_forbids(mine, theirs):
    mentees, mentors = encode(
        [Person(id=at, **record) for at, record in enumerate(mine)],
        [Person(id=at * 3, **record) for at, record in enumerate(theirs)],
    )
    for rule in (*EVERY_RULE.hard, *MORE_HARD_RULES):
        forbids = rule.forbids(mentees, mentors)
        if isinstance(rule, KindRule):
            left, right = rule.factors(mentees, mentors)
            found = (left @ right.T).astype(bool)
        else:
            found = np.zeros(forbids.shape, bool)
            found[rule.listed(mentees, mentors)] = True
        assert np.array_equal(found, forbids)


def test_factors_have_one_column_per_kind_that_the_rule_tells_apart():
    newcomers = [Person(id=at, started=date(2026, 1 + at % 3, 1)) for at in range(50)]
    old_hands = [Person(id=100 + at, started=date(1990 + at % 25, 5, 9)) for at in range(50)]
    left, right = TenureGap(1).factors(*encode(newcomers, old_hands))
    assert left.shape == right.shape == (50, 1)  # everybody is ahead by more than two years
