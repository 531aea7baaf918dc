"""Rules that an organization may switch on, each against the plain sentence that it stands for."""

from datetime import date

import numpy as np
from hypothesis import given, settings

from matching.engine import Person, Rules, SharedTopics, encode, score

from .groups import MORE_HARD_RULES, record_lists


def months(when: date) -> int:
    return 12 * when.year + when.month


def told(person: Person, name: str):
    return {**person.facts, **person.ranks}.get(name)


def both(of, mentee: Person, mentor: Person, breaks) -> bool:
    """Whether what is known of both breaks a rule."""
    mine, theirs = of(mentee), of(mentor)
    return mine is not None and theirs is not None and bool(breaks(mine, theirs))


def broken(rule, mentee: Person, mentor: Person) -> bool:
    match rule.key:
        case "no_shared_language":
            mine, theirs = set(mentee.languages), set(mentor.languages)
            return bool(mine and theirs and not mine & theirs)
        case "same_location":
            return both(lambda p: p.location, mentee, mentor, lambda a, b: a == b)
        case "other_location":
            return both(lambda p: p.location, mentee, mentor, lambda a, b: a != b)
        case "tenure_too_close" | "tenure_too_far" as name:
            close = name.endswith("close")
            return both(
                lambda p: p.started and months(p.started),
                mentee,
                mentor,
                lambda a, b: a - b < 12 * rule.limit if close else a - b > 12 * rule.limit,
            )
        case "grade_too_close" | "grade_too_far" as name:
            close = name.endswith("close")
            return both(
                lambda p: p.grade,
                mentee,
                mentor,
                lambda a, b: b - a < rule.limit if close else b - a > rule.limit,
            )
    kind, column = rule.key.split(":")
    breaks = {
        "same": lambda a, b: a != b,
        "different": lambda a, b: a == b,
        "at_least": lambda a, b: b < a,
    }[kind]
    return both(lambda p: told(p, column), mentee, mentor, breaks)


@settings(deadline=None, max_examples=150)
@given(record_lists, record_lists)
def test_rule_forbids_exactly_the_pairs_of_its_sentence(mine, theirs):
    mentees, mentors = encode(
        [Person(id=at, **record) for at, record in enumerate(mine)],
        [Person(id=at + 100, **record) for at, record in enumerate(theirs)],
    )
    for rule in MORE_HARD_RULES:
        expected = [
            [broken(rule, mentee, mentor) for mentor in mentors.people] for mentee in mentees.people
        ]
        found = rule.forbids(mentees, mentors)
        assert found.tolist() == np.reshape(expected, found.shape).tolist(), rule.key


def test_two_columns_are_two_rules_and_each_is_named_by_its_own():
    rules = Rules(hard=MORE_HARD_RULES, soft=(SharedTopics(1),))
    mentee = Person(id=1, facts={"team": "A", "car": "yes"}, ranks={"level": 3})
    mentor = Person(id=2, facts={"team": "A", "car": "no"}, ranks={"level": 2})
    scores = score([mentee], [mentor], rules)
    assert scores.forbidden_by(0, 0) == ["same:car", "different:team", "at_least:level"]
