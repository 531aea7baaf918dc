"""Reads of the audit log."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from peerlearn.audit.models import AuditEvent
from peerlearn.people.models import Person


def audit_events(*, table: str = "") -> QuerySet[AuditEvent]:
    """The organization's log, newest first; of one table when it is named."""
    events = AuditEvent.objects.all()
    return events.filter(table=table) if table else events


def logged_tables() -> list[str]:
    """The tables that have something in the log."""
    return list(AuditEvent.objects.order_by("table").values_list("table", flat=True).distinct())


def actor_names(events: Iterable[AuditEvent]) -> dict[str, str]:
    """Names by actor, for those who are still people of the organization."""
    ids = {UUID(e.actor.removeprefix("person:")) for e in events if e.actor.startswith("person:")}
    people = Person.objects.filter(id__in=ids).values_list("id", "name")
    return {f"person:{person_id}": name for person_id, name in people}
