"""Reads about topics."""

from django.db.models import QuerySet

from peerlearn.people.models import Person, PersonTopic, Topic


def own_topics(person: Person) -> QuerySet[PersonTopic]:
    """What a person knows, wants and struggles with: for their own eyes."""
    return (
        PersonTopic.objects.filter(person=person)
        .select_related("topic")
        .order_by("stance", "topic__name")
    )


def topic_names() -> list[str]:
    """All topics of the organization, by name."""
    return list(Topic.objects.values_list("name", flat=True))
