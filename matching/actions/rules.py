"""Setting the rules of a program. Each setting is a new version; earlier ones stay."""

from collections.abc import Mapping

from django.db import transaction

from matching.models import MatchRules
from matching.queries.rules import columns_of_people, current_rules, rules_in
from matching.rules.columns import may_be_used
from matching.rules.configuration import (
    BadRuleError,
    RuleSet,
    check_rules,
    columns_of,
    contradictions,
    counts_something,
    to_stored,
)
from matching.rules.rule_words import contradiction_text
from peerlearn.people.models import Person
from programs.actions.moves import lock_program
from programs.models import Program


def set_rules(program: Program, rules: RuleSet | None, *, by: Person) -> MatchRules:
    """Have the next run of a program keep to these; None: to the usual ones. What is set already
    makes no new version.

    Raises BadRuleError and ProgramOverError.
    """
    if rules is not None:
        rules = check_rules(rules.hard, rules.soft)
        refuse_private_columns(rules)
    with transaction.atomic():
        lock_program(program)
        now = current_rules(program)
        stored = None if rules is None or rules.is_usual else to_stored(rules)
        if now is not None and now.rules == stored:
            return now
        return _add(program, now, stored, by=by)


def take_back_rules(program: Program, *, version: int, by: Person) -> MatchRules | None:
    """Set what held before a version, unless somebody has set others since (then None).

    Twice is once. Raises ProgramOverError.
    """
    with transaction.atomic():
        lock_program(program)
        now = current_rules(program)
        if now is None or now.version != version:
            return None
        before = MatchRules.objects.filter(program=program, version=version - 1).first()
        return _add(program, now, before.rules if before else None, by=by)


def _add(
    program: Program, now: MatchRules | None, stored: Mapping[str, object] | None, *, by: Person
) -> MatchRules:
    return MatchRules.objects.create(
        program=program,
        version=now.version + 1 if now else 1,
        rules=stored,
        set_by=by,
    )


def set_weights(program: Program, weights: Mapping[str, float], *, by: Person) -> MatchRules:
    """Have the next run of a program weigh so; those left out don't count, the hard rules stay.

    Raises BadRuleError and ProgramOverError.
    """
    hard = rules_in(current_rules(program)).hard
    return set_rules(program, RuleSet(hard, dict(weights)), by=by)


def copy_rules(program: Program, original: Program, *, by: Person) -> None:
    """Give a copied program the rules of its original, if it had any of its own."""
    row = current_rules(original)
    if row is not None and row.rules:
        set_rules(program, rules_in(row), by=by)


def refuse_private_columns(rules: RuleSet) -> None:
    """Nobody is paired by their pay, birth, or what they are protected for. Raises BadRuleError."""
    for column in sorted(columns_of(rules)):
        if not may_be_used(column):
            raise BadRuleError(column, "rules can't ask for this column")


def refuse_contradictions(rules: RuleSet) -> None:
    """Rules that nobody can keep together are no pattern for programs. Raises BadRuleError."""
    for one, other in contradictions(rules):
        raise BadRuleError(one, contradiction_text(one, other))


def refuse_unknown_columns(rules: RuleSet, *, before: RuleSet) -> None:
    """A column that nobody here has is a slip of the pen, unless it was asked for before. Raises
    BadRuleError.
    """
    if added := columns_of(rules) - columns_of(before):
        for column in sorted(added - columns_of_people()):
            raise BadRuleError(column, "nobody here has this column")


def refuse_nothing(rules: RuleSet) -> None:
    """Rules by which no pair is better than another are a mistake. Raises BadRuleError."""
    if not counts_something(rules.soft):
        raise BadRuleError("soft", "let at least one rule count")
