"""Saying that a coffee was had."""

from django.utils import timezone

from matching.models import CoffeeGroup
from peerlearn.people.models import Person
from programs.actions.moves import must_not_be_over


def record_coffee(group: CoffeeGroup, *, by: Person) -> None:
    """We have met; the first word counts. Raises ProgramOverError."""
    must_not_be_over(group.round.program)
    CoffeeGroup.objects.filter(id=group.id, met_at__isnull=True).update(met_at=timezone.now())


def take_back_coffee(group: CoffeeGroup, *, by: Person) -> None:
    """We haven't met after all. Raises ProgramOverError."""
    must_not_be_over(group.round.program)
    CoffeeGroup.objects.filter(id=group.id).update(met_at=None)
