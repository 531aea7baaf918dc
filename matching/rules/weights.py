"""Which rules a run uses, and how much each counts."""

from collections.abc import Callable, Collection, Mapping

from matching.rules.group import Group, Participant

# Fewer minutes of the day in which both work, and a pair is not made.
LEAST_SHARED_MINUTES = 120
# Shares of the score, after the evidence: topics and shared struggles first, places last.
WEIGHTS = {
    "wanted_topics": 0.35,
    "shared_struggles": 0.20,
    "shared_topics": 0.10,
    "different_department": 0.10,
    "tenure_gap": 0.10,
    "shared_hours": 0.10,
    "same_site": 0.05,
}
HARD_RULES = ("reporting_line", "reviewer_of", "too_few_shared_hours", "earlier_pair", "blocked")

PRIVATE_RULE = "shared_struggles"
# What people keep private is never more of a score, whatever is chosen: a score is read by HR.
MOST_PRIVATE_SHARE = 0.2

Known = Callable[[Participant], object]
# What a rule compares: something of the mentee with something of the mentor.
COMPARES: dict[str, tuple[tuple[Known, Known], ...]] = {
    "wanted_topics": ((lambda p: p.wants, lambda p: p.knows),),
    # Who agreed, not who has any: whether a rule counts is read by HR.
    "shared_struggles": ((lambda p: p.agreed, lambda p: p.agreed),),
    "shared_topics": (
        (lambda p: p.knows, lambda p: p.knows),
        (lambda p: p.wants, lambda p: p.wants),
    ),
    "different_department": ((lambda p: p.department, lambda p: p.department),),
    "tenure_gap": ((lambda p: p.started, lambda p: p.started),),
    "shared_hours": ((lambda p: p.utc_offset is not None, lambda p: p.utc_offset is not None),),
    "same_site": ((lambda p: p.location, lambda p: p.location),),
    "grade_gap": ((lambda p: p.grade is not None, lambda p: p.grade is not None),),
    "answers": ((lambda p: True, lambda p: p.answers is not None),),
    "left_out_before": ((lambda p: p.waits, lambda p: True),),
}


def counted_weights(group: Group) -> dict[str, float]:
    """The weights of the rules that can tell pairs of this group apart.

    A rule about something that nobody has told would only lower every score alike. What is
    private has at most its share: alone it doesn't count at all.
    """
    weights = {
        rule: weight for rule, weight in wanted_weights(group).items() if _is_known(rule, group)
    }
    others = sum(weight for rule, weight in weights.items() if rule != PRIVATE_RULE)
    most = others * MOST_PRIVATE_SHARE / (1 - MOST_PRIVATE_SHARE)
    if PRIVATE_RULE in weights:
        weights[PRIVATE_RULE] = min(weights[PRIVATE_RULE], most)
    return {rule: weight for rule, weight in weights.items() if weight > 0}


def wanted_weights(group: Group) -> Mapping[str, float]:
    """The weights as the program wants them: rules that are worth nothing to it are left out."""
    if group.weights is None:
        return WEIGHTS
    wanted = group.weights
    return {rule: wanted[rule] for rule in in_order(wanted) if wanted[rule] > 0}


def in_order(rules: Collection[str]) -> list[str]:
    """Rules as they are always listed, those about an organization's own columns last."""
    return [rule for rule in COMPARES if rule in rules] + sorted(r for r in rules if ":" in r)


def _compares(rule: str) -> tuple[tuple[Known, Known], ...]:
    kind, colon, column = rule.partition(":")
    if not colon:
        return COMPARES[rule]
    told: Known = (
        (lambda p: column in p.ranks) if kind == "at_least" else (lambda p: column in p.facts)
    )
    return ((told, told),)


def _is_known(rule: str, group: Group) -> bool:
    """Whether somebody on each side has told what the rule compares."""
    return any(
        any(map(of_mentee, group.mentees)) and any(map(of_mentor, group.mentors))
        for of_mentee, of_mentor in _compares(rule)
    )
