"""What people let others make of what is theirs."""

from uuid import UUID

from django.db.models import QuerySet

from peerlearn.people.models import Membership, Person, PrivateMatching, SharedParticipation
from peerlearn.people.queries.people import PersonIds, active_people


def shares_participation(person: Person) -> bool:
    """Whether today's manager may see what this person takes part in."""
    if person.manager_id is None:
        return False
    return SharedParticipation.objects.filter(person=person, manager=person.manager_id).exists()


def shares_with_earlier_manager(person: Person) -> bool:
    """Whether they let somebody see it who isn't their manager any more, and not today's."""
    shared = SharedParticipation.objects.filter(person=person)
    return person.manager_id is not None and shared.exclude(manager=person.manager_id).exists()


def direct_reports(manager: Person) -> QuerySet[Person]:
    """Who works here and reports to a person, by name."""
    return active_people().filter(manager=manager)


def sharing_reports(manager: Person) -> QuerySet[Person]:
    """The direct reports who chose to share with this manager. The others are nobody's business."""
    shared = SharedParticipation.objects.filter(manager=manager)
    return direct_reports(manager).filter(id__in=shared.values("person_id"))


def agrees_to_private_matching(person: Person) -> bool:
    """Whether what this person keeps private may help to find them a partner."""
    return PrivateMatching.objects.filter(person=person).exists()


def agreed_to_private_matching(person_ids: PersonIds) -> set[UUID]:
    """Who of these agreed that what they keep private counts when pairs are found. Of HR admins,
    who run it, it never counts.
    """
    hr_admins = Membership.objects.filter(role=Membership.Role.HR_ADMIN).order_by()
    agreed = PrivateMatching.objects.filter(person_id__in=person_ids).order_by()
    agreed = agreed.exclude(person_id__in=hr_admins.values("person_id"))
    return set(agreed.values_list("person_id", flat=True))
