"""A plan into the tables, in bulk. The caller holds the transaction and the lock."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.utils import timezone

from peerlearn.people.imports.changes import leaving, new_topics, zone_after
from peerlearn.people.imports.plan import Outcome, Plan, PlannedRow
from peerlearn.people.models import Person, PersonTopic, Topic
from peerlearn.people.queries.imports import ABOUT, LEVEL
from peerlearn.tenancy.ids import uuid7

BATCH = 500
_WRITTEN = (Outcome.NEW, Outcome.CHANGED, Outcome.LEAVER)
_IMPORTED_FIELDS = (
    "name",
    "email",
    "employee_number",
    "title",
    "department",
    "location",
    "time_zone",
    "languages",
    "starts_on",
    "ends_on",
    "state",
    "attributes",
    "manager",
    "reviewer",
)
_TEXTS = ("name", "email", "employee_number", "title", "department", "location", "languages")


def write_plan(plan: Plan, *, progress: Callable[[int], None]) -> dict[str, UUID]:
    """Write new and changed people with managers, reviewers and topics; their ids by row key.

    Raises IntegrityError when somebody took an address or number in this very moment.
    """
    rows = plan.with_outcome(*_WRITTEN)
    ids = {row.key: uuid7() if row.record is None else UUID(row.record.id) for row in rows}
    old = Person.objects.select_for_update().in_bulk([ids[row.key] for row in rows if row.record])
    _free_addresses(rows)
    new: list[Person] = []
    changed: list[Person] = []
    for row in rows:
        person = old.get(ids[row.key])
        (changed if person else new).append(_fill(person or Person(id=ids[row.key]), row, ids))
    total, done = len(plan.rows), 0
    for part in _batches(new):
        Person.objects.bulk_create(part)
        done += len(part)
        progress(total + done)
    for part in _batches(changed):
        Person.objects.bulk_create(
            part,
            update_conflicts=True,
            unique_fields=["organization", "id"],
            update_fields=_IMPORTED_FIELDS,
        )
        done += len(part)
        progress(total + done)
    _add_topics(rows, ids)
    return ids


def _batches(people: Sequence[Person]) -> Iterable[Sequence[Person]]:
    return (people[start : start + BATCH] for start in range(0, len(people), BATCH))


def _free_addresses(rows: Sequence[PlannedRow]) -> None:
    """Two people may swap addresses; Postgres looks at each row as it is written."""
    given_up = {
        row.record.email.casefold(): row.record.id
        for row in rows
        if row.record and row.record.email and row.person.email
    }
    taken = {
        given_up[row.person.email]
        for row in rows
        if row.person.email in given_up
        and (row.record is None or given_up[row.person.email] != row.record.id)
    }
    if taken:
        Person.objects.filter(id__in=taken).update(email=None)


def _fill(person: Person, row: PlannedRow, ids: dict[str, UUID]) -> Person:
    told = row.person
    for field in _TEXTS:
        if value := getattr(told, field):
            setattr(person, field, value)
    person.time_zone = zone_after(row.record, told)
    person.starts_on = told.start_date or person.starts_on
    person.ends_on, has_left = leaving(row.record, told)
    person.state = Person.State.LEFT if has_left else Person.State.ACTIVE
    kept = {LEVEL: told.level, ABOUT: told.about}
    person.attributes = {
        **person.attributes,
        **told.attributes,
        **{key: value for key, value in kept.items() if value},
    }
    if row.manager_key is not None:
        person.manager_id = ids.get(row.manager_key) or UUID(row.manager_key)
    if row.reviewer_key is not None:
        person.reviewer_id = ids.get(row.reviewer_key) or UUID(row.reviewer_key)
    return person


def _add_topics(rows: Sequence[PlannedRow], ids: dict[str, UUID]) -> None:
    """Topics of the file that people don't have yet, made where nobody had them before."""
    wanted = [(ids[row.key], stance, name) for row in rows for stance, name in _told_topics(row)]
    topics = _topics_named(
        {name for _person, _stance, name in wanted},
        sensitive={name.lower() for row in rows for name in row.person.sensitive_topics},
    )
    PersonTopic.objects.bulk_create(
        (
            PersonTopic(person_id=person_id, topic_id=topics[name.lower()], stance=stance)
            for person_id, stance, name in wanted
        ),
        batch_size=2 * BATCH,
        ignore_conflicts=True,
    )


def _told_topics(row: PlannedRow) -> list[tuple[str, str]]:
    record = row.record
    known = new_topics(record.known_topics if record else (), row.person.known_topics)
    wanted = new_topics(record.wanted_topics if record else (), row.person.wanted_topics)
    return [
        *((PersonTopic.Stance.KNOWS.value, name) for name in known),
        *((PersonTopic.Stance.WANTS.value, name) for name in wanted),
    ]


def _topics_named(names: set[str], *, sensitive: set[str]) -> dict[str, UUID]:
    """Topic ids by lower-case name; one topic for all spellings of case.

    Those of `sensitive` that are new to HR are named to nobody until HR says otherwise.
    """
    now = timezone.now()
    first_spelling = {name.lower(): name for name in sorted(names, reverse=True)}
    existing = {name.lower() for name in Topic.objects.values_list("name", flat=True)}
    Topic.objects.bulk_create(
        (
            Topic(name=name, sensitive_since=now if key in sensitive else None)
            for key, name in first_spelling.items()
            if key not in existing
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    found = {name.lower(): id_ for id_, name in Topic.objects.values_list("id", "name")}
    # A word that so far stood for a struggle only: kept off the lists, it would tell of one.
    told = [found[key] for key in first_spelling]
    private = [found[key] for key in first_spelling if key in sensitive]
    Topic.objects.filter(id__in=private, is_listed=False, sensitive_since=None).update(
        sensitive_since=now
    )
    # As the file spells it: how its owner did would tell as well.
    unlisted = list(Topic.objects.filter(id__in=told, is_listed=False))
    for topic in unlisted:
        topic.name, topic.is_listed = first_spelling[topic.name.lower()], True
    Topic.objects.bulk_update(unlisted, ["name", "is_listed"], batch_size=BATCH)
    return found
