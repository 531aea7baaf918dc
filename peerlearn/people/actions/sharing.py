"""What a person lets others make of what is theirs: their own choice, taken back at any time."""

from peerlearn.people.models import Person, PrivateMatching, SharedParticipation


def share_participation(person: Person) -> None:
    """Let today's manager see it from now on; a later one has to be let anew. Twice is as once."""
    SharedParticipation.objects.update_or_create(
        person=person, defaults={"manager_id": person.manager_id}
    )


def stop_sharing_participation(person: Person) -> None:
    """From now on the manager sees nothing, of the past neither."""
    SharedParticipation.objects.filter(person=person).delete()


def agree_to_private_matching(person: Person) -> None:
    """Let struggles and sensitive topics count when pairs are found. Twice is as once."""
    PrivateMatching.objects.bulk_create([PrivateMatching(person=person)], ignore_conflicts=True)


def end_private_matching(person: Person) -> None:
    """From the next matching on they don't count any more."""
    PrivateMatching.objects.filter(person=person).delete()
