"""Reads for the import: its jobs and rows, and people as the pure rules want them."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import models
from django.db.models import Count, Q

from peerlearn.people.imports.columns import fingerprint
from peerlearn.people.imports.people import PersonRecord
from peerlearn.people.models import (
    ColumnMapping,
    ImportJob,
    ImportRow,
    Membership,
    Person,
    PersonTopic,
)
from peerlearn.people.queries.topics import vocabulary

LEVEL, ABOUT = "level", "about"
"""Fields of the import that are kept among a person's attributes."""


def import_jobs_visible_to(membership: Membership) -> models.QuerySet[ImportJob]:
    """HR admins see every import of their organization; others see none."""
    if not membership.is_hr_admin:
        return ImportJob.objects.none()
    return ImportJob.objects.select_related("created_by")


_IN_TAB: dict[str, Q] = {
    **{str(outcome): Q(outcome=outcome) for outcome in ImportRow.Outcome},
    # Rows that come in, with a warning.
    "notes": Q(has_problems=True)
    & ~Q(outcome__in=[ImportRow.Outcome.ERROR, ImportRow.Outcome.SKIPPED]),
}


def rows_of(job: ImportJob, *, tab: str) -> models.QuerySet[ImportRow]:
    """The rows under one tab: an outcome, or "notes" for rows that come in with a warning."""
    return ImportRow.objects.filter(_IN_TAB[tab], job=job)


def tab_counts(job: ImportJob) -> dict[str, int]:
    """How many rows `rows_of` lists under each tab, and how many `people_missing_from` does."""
    counted = {tab: Count("pk", filter=rule) for tab, rule in _IN_TAB.items()}
    counts = ImportRow.objects.filter(job=job).aggregate(**counted)
    return {**counts, "missing": people_missing_from(job).count()}


def people_missing_from(job: ImportJob) -> models.QuerySet[Person]:
    """Those who work here and of whom the file says nothing."""
    return Person.objects.filter(id__in=job.missing, state=Person.State.ACTIVE).order_by(
        "name", "id"
    )


def finished_imports() -> models.QuerySet[ImportJob]:
    """The imports that are in, latest first; those of the last weeks, as long as they are kept."""
    return ImportJob.objects.filter(state=ImportJob.State.DONE)


def people_of_import(job_id: UUID) -> frozenset[UUID]:
    """Ids of those whom a finished import brought in, changed or found as they were."""
    rows = ImportRow.objects.filter(
        job_id=job_id, job__state=ImportJob.State.DONE, person__isnull=False
    )
    return frozenset(rows.values_list("person_id", flat=True))


def mapping_for(headers: Sequence[str]) -> ColumnMapping | None:
    """How a file with these headers was mapped the last time."""
    return ColumnMapping.objects.filter(fingerprint=fingerprint(headers)).first()


def person_records() -> list[PersonRecord]:
    """Everybody, leavers too, as plain records. Three queries for any number of people.

    What is sensitive is left out: the preview compares with these, and must look the same to HR
    whether or not somebody has told it of themselves. Writing it twice is writing it once.
    """
    topics = _topics()
    people = Person.objects.order_by("created_at", "id")
    return [_record(person, topics) for person in people.iterator(chunk_size=2_000)]


def _topics() -> dict[tuple[UUID, str], set[str]]:
    found: dict[tuple[UUID, str], set[str]] = defaultdict(set)
    stances = (PersonTopic.Stance.KNOWS, PersonTopic.Stance.WANTS)
    rows = PersonTopic.objects.filter(stance__in=stances, is_sensitive=False)
    rows = rows.exclude(topic_id__in=vocabulary().sensitive_ids)
    for person_id, stance, name in rows.values_list("person_id", "stance", "topic__name"):
        found[person_id, stance].add(name)
    return found


def _record(person: Person, topics: dict[tuple[UUID, str], set[str]]) -> PersonRecord:
    attributes = {key: str(value) for key, value in person.attributes.items()}
    level, about = attributes.pop(LEVEL, ""), attributes.pop(ABOUT, "")
    return PersonRecord(
        id=str(person.id),
        name=person.name,
        email=person.email or "",
        employee_number=person.employee_number or "",
        title=person.title,
        department=person.department,
        location=person.location,
        time_zone=person.time_zone,
        languages=person.languages,
        level=level,
        about=about,
        start_date=person.starts_on,
        end_date=person.ends_on,
        has_left=person.state == Person.State.LEFT,
        manager_id=str(person.manager_id or ""),
        reviewer_id=str(person.reviewer_id or ""),
        known_topics=frozenset(topics.get((person.id, PersonTopic.Stance.KNOWS), ())),
        wanted_topics=frozenset(topics.get((person.id, PersonTopic.Stance.WANTS), ())),
        attributes=attributes,
    )
