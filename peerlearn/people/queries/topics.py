"""Reads about topics."""

from django.db.models import QuerySet

from peerlearn.people.models import Person, PersonTopic


def own_topics(person: Person) -> QuerySet[PersonTopic]:
    """What a person knows, wants and struggles with: for their own eyes."""
    return (
        PersonTopic.objects.filter(person=person)
        .select_related("topic")
        .order_by("stance", "topic__name")
    )
