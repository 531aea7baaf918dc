"""Reads about what the group would change in its code of conduct."""

from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from peerlearn.people.models import Person
from programs.models import ConductSuggestion, ConductSupport, Program

State = ConductSuggestion.State


def suggestions_of(program: Program, reader: Person) -> QuerySet[ConductSuggestion]:
    """All of a program, open ones with the most support first.

    Each has `supporters` (how many) and `is_supported` (by the reader).
    """
    supports = ConductSupport.objects.filter(suggestion=OuterRef("pk")).order_by()
    counted = supports.values("suggestion_id").annotate(n=Count("pk")).values("n")
    is_settled = Case(When(state=State.OPEN, then=0), default=1, output_field=IntegerField())
    return (
        ConductSuggestion.objects.filter(program=program)
        .select_related("version", "suggested_by", "decided_by", "became")
        .annotate(
            supporters=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
            is_supported=Exists(supports.filter(person=reader)),
        )
        .order_by(is_settled, "-supporters", "-created_at", "-id")
    )


def open_suggestion(program: Program, suggestion_id: UUID) -> ConductSuggestion | None:
    """One that waits for a decision."""
    return (
        ConductSuggestion.objects.filter(program=program, id=suggestion_id, state=State.OPEN)
        .select_related("version", "suggested_by")
        .first()
    )


def open_suggestion_count(program: Program) -> int:
    """How many wait for a decision."""
    return ConductSuggestion.objects.filter(program=program, state=State.OPEN).count()
