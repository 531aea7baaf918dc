"""Whether somebody's manager may see what they take part in: the person's own choice."""

from peerlearn.people.models import Person, SharedParticipation


def share_participation(person: Person) -> None:
    """Let the manager see it from now on. Twice is as once."""
    SharedParticipation.objects.bulk_create(
        [SharedParticipation(person=person)], ignore_conflicts=True
    )


def stop_sharing_participation(person: Person) -> None:
    """From now on the manager sees nothing, of the past neither."""
    SharedParticipation.objects.filter(person=person).delete()
