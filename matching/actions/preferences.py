"""Choosing how much each rule counts in a program."""

from collections.abc import Mapping

from django.db import transaction

from matching.models import MatchPreferences
from matching.queries.preferences import weights_of
from matching.rules.weights import WEIGHTS
from peerlearn.people.models import Person
from programs.actions.moves import lock_program
from programs.models import Program


def set_preferences(program: Program, weights: Mapping[str, float], *, by: Person) -> None:
    """Have the next run of a program weigh its rules so; those left out don't count.

    Raises ValueError for a rule that isn't known, or a weight below 0, and ProgramOverError.
    """
    if unknown := set(weights) - set(WEIGHTS):
        raise ValueError(f"no such rules: {', '.join(sorted(unknown))}")
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("a weight can't be below 0")
    with transaction.atomic():
        lock_program(program)
        MatchPreferences.objects.update_or_create(
            program=program, defaults={"weights": dict(weights)}
        )


def copy_preferences(program: Program, original: Program, *, by: Person) -> None:
    """Give a copied program the weights of its original, if it had any of its own."""
    weights = weights_of(original)
    if weights is not None:
        set_preferences(program, weights, by=by)
