"""What people let their manager see."""

from django.db.models import QuerySet

from peerlearn.people.models import Person, SharedParticipation
from peerlearn.people.queries.people import active_people


def shares_participation(person: Person) -> bool:
    """Whether the manager may see what this person takes part in."""
    return SharedParticipation.objects.filter(person=person).exists()


def direct_reports(manager: Person) -> QuerySet[Person]:
    """Who works here and reports to a person, by name."""
    return active_people().filter(manager=manager)


def sharing_reports(manager: Person) -> QuerySet[Person]:
    """The direct reports who chose to share. The others are nobody's business."""
    return direct_reports(manager).filter(id__in=SharedParticipation.objects.values("person_id"))
