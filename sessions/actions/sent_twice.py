"""A plan that is sent twice, by a double click or a browser that asks again, is carried out once.

The page with its form has made an id for what will be planned; who sends it again finds that.
"""

from typing import TypeVar
from uuid import UUID

from django.db import connection

from peerlearn.people.models import Person
from peerlearn.tenancy.ids import uuid7
from sessions.models import LearningSession, SessionSeries

Made = TypeVar("Made", LearningSession, SessionSeries)


def made_before(model: type[Made], wanted: UUID, *, by: Person) -> tuple[Made | None, UUID]:
    """What this person has made under an id, and else the id to make it under: another one where
    this is taken. Whoever sends the same meanwhile waits. Needs a transaction.
    """
    name = f"made-once:{by.organization_id}:{wanted}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    found = model.objects.filter(pk=wanted).first()
    if found is None or found.created_by_id == by.id:
        return found, wanted
    return None, uuid7()
