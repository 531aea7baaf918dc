"""Who is asked to read quiet reports, and what they said."""

from django.db.models import F, Q, QuerySet

from peerlearn.people.models import Person
from programs.models import Program, ReaderConsent


def consents_of(person: Person) -> QuerySet[ReaderConsent]:
    """The door for whoever is asked: their own questions, in programs that name them still and
    aren't archived.
    """
    named = Q(desk__trusted_person=F("person")) | Q(desk__stand_in=F("person"))
    return (
        ReaderConsent.objects.filter(named, person=person)
        .exclude(desk__program__state=Program.State.ARCHIVED)
        .select_related("desk__program", "person", "asked_by")
        .order_by("asked_at", "id")
    )


def questions_to(person: Person) -> QuerySet[ReaderConsent]:
    """Those that wait for an answer."""
    return consents_of(person).filter(state=ReaderConsent.State.ASKED)
