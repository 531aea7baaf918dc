"""The rules of programs, and who doesn't want to be paired with whom."""

from django.db.models import F, Func, QuerySet

from matching.models import MatchRules, NotWith
from matching.rules.configuration import USUAL, RuleSet, from_stored
from matching.rules.group import Pair
from peerlearn.people.models import Person
from peerlearn.people.queries.people import PersonIds, active_people
from programs.models import Program


def current_rules(program: Program) -> MatchRules | None:
    """What was set last; None where nobody has set anything."""
    return MatchRules.objects.filter(program=program).order_by("-version").first()


def rules_in(row: MatchRules | None) -> RuleSet:
    """The rules of a row; the usual ones without a row."""
    return from_stored(row.rules) if row and row.rules else USUAL


def rules_of_program(program: Program) -> RuleSet:
    """The rules that hold in a program."""
    return rules_in(current_rules(program))


class _Keys(Func):
    """The keys of a JSON object, a row each."""

    function = "jsonb_object_keys"
    set_returning = True


def columns_of_people() -> set[str]:
    """The organization's own columns that anybody who works here has."""
    told = active_people().exclude(attributes={}).order_by()
    return set(
        told.annotate(column=_Keys(F("attributes"))).values_list("column", flat=True).distinct()
    )


def weights_of(program: Program) -> dict[str, float] | None:
    """The program's own weights by rule; None where the usual ones hold."""
    row = current_rules(program)
    return dict(rules_in(row).soft) if row and row.rules else None


def unwanted_pairs(ids: PersonIds) -> frozenset[Pair]:
    """Pairs of these people of whom one doesn't want the other. For pairing alone: whoever shows
    what comes of it must show the same without it.
    """
    rows = NotWith.objects.filter(person_id__in=ids, other_id__in=ids).order_by()
    return frozenset(rows.values_list("person_id", "other_id"))


def not_with_of(person: Person) -> QuerySet[NotWith]:
    """Whom a person doesn't want to be paired with; for their own eyes."""
    found = NotWith.objects.filter(person=person).select_related("other")
    return found.order_by("other__name", "id")
