"""People whose last day has passed."""

from datetime import date
from uuid import UUID

from django.db import transaction

from peerlearn.people.models import Person
from peerlearn.people.signals import people_left


def mark_people_left(*, today: date) -> list[UUID]:
    """Mark as left whoever works here still, by their state, after their end date; their ids.

    `today` is the organization's. Seats and pairs end with it. Doing it twice does nothing more.
    """
    with transaction.atomic():
        due = Person.objects.filter(state=Person.State.ACTIVE, ends_on__lt=today)
        person_ids = list(due.select_for_update().order_by("id").values_list("id", flat=True))
        if person_ids:
            Person.objects.filter(id__in=person_ids).update(state=Person.State.LEFT)
            people_left.send(sender=Person, person_ids=person_ids)
    return person_ids
