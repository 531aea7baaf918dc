"""Reads of the audit log."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from peerlearn.audit.models import AuditEvent
from peerlearn.audit.sentences import people_named_in, person_ids_of
from peerlearn.people.models import Person

PERSON = "person:"


def audit_events(*, table: str = "") -> QuerySet[AuditEvent]:
    """The organization's log, newest first; of one table when it is named."""
    events = AuditEvent.objects.all()
    return events.filter(table=table) if table else events


def names_in(events: Iterable[AuditEvent]) -> dict[str, str]:
    """Names by id of the people who act in these events or whom they are about, as far as they
    are still people of the organization.
    """
    events = list(events)
    ids = _actor_ids(events)
    for event in events:
        ids |= person_ids_of(event) | people_named_in(event)
    people = Person.objects.filter(id__in=ids).values_list("id", "name")
    return {str(person_id): name for person_id, name in people}


def actor_names(events: Iterable[AuditEvent]) -> dict[str, str]:
    """Names by actor, for those who are still people of the organization."""
    people = Person.objects.filter(id__in=_actor_ids(events)).values_list("id", "name")
    return {f"{PERSON}{person_id}": name for person_id, name in people}


def last_editor(table: str, row_id: UUID) -> str:
    """The name of who changed a row last; empty when it was nobody who is still here."""
    last = audit_events(table=table).filter(row_id=row_id)[:1]
    return next(iter(actor_names(last).values()), "")


def _actor_ids(events: Iterable[AuditEvent]) -> set[str]:
    return {e.actor.removeprefix(PERSON) for e in events if e.actor.startswith(PERSON)}
