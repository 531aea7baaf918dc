"""What a row would change about somebody whom Peerlearn has."""

from collections.abc import Iterable, Mapping
from datetime import date

from peerlearn.people.imports.people import TEXT_FIELDS, PersonRecord, RowPerson
from peerlearn.people.imports.plan import Change
from peerlearn.people.imports.values.statuses import Status
from peerlearn.people.imports.values.text import compare_key


def changes_to(record: PersonRecord, person: RowPerson) -> list[Change]:
    """Field by field, manager aside. An empty cell changes nothing, an import adds topics and
    details and takes none away."""
    found = [
        Change(field, getattr(record, field), getattr(person, field))
        for field in TEXT_FIELDS
        if getattr(person, field) and getattr(person, field) != getattr(record, field)
    ]
    zone = zone_after(record, person)
    if zone != (person.time_zone or record.time_zone):
        found.append(Change("time_zone", "", zone))
    if person.start_date and person.start_date != record.start_date:
        found.append(_dates("start_date", record.start_date, person.start_date))
    end_date, has_left = leaving(record, person)
    if end_date != record.end_date:
        found.append(_dates("end_date", record.end_date, end_date))
    if has_left != record.has_left:
        found.append(Change("left", _yes(record.has_left), _yes(has_left)))
    found += _topic_changes(record, person)
    found += _attribute_changes(record.attributes, person.attributes)
    return found


def zone_after(record: PersonRecord | None, person: RowPerson) -> str:
    """The zone told, else the one there was; guessed only where a location is new."""
    known = person.time_zone or (record.time_zone if record else "")
    moved = record is None or person.location != record.location
    return known or (person.guessed_zone if moved else "")


def leaving(record: PersonRecord | None, person: RowPerson) -> tuple[date | None, bool]:
    """End date and "has left" after the import. Whoever is back has no end date any more."""
    end = person.end_date or (record.end_date if record else None)
    if person.status is Status.LEFT:
        return end, True
    if person.status is Status.ACTIVE:
        return person.end_date, False
    return end, bool(record and record.has_left)


def new_topics(known: Iterable[str], told: Iterable[str]) -> list[str]:
    """Topics of the row that the person does not have, in any spelling of case."""
    have = {compare_key(topic) for topic in known}
    return [topic for topic in told if compare_key(topic) not in have]


def _topic_changes(record: PersonRecord, person: RowPerson) -> list[Change]:
    pairs = (
        ("known_topics", record.known_topics, person.known_topics),
        ("wanted_topics", record.wanted_topics, person.wanted_topics),
    )
    return [
        Change(field, "", ", ".join(added))
        for field, have, told in pairs
        if (added := new_topics(have, told))
    ]


def _attribute_changes(have: Mapping[str, str], told: Mapping[str, str]) -> list[Change]:
    return [
        Change(f"attribute:{name}", have.get(name, ""), value)
        for name, value in told.items()
        if have.get(name, "") != value
    ]


def _dates(field: str, old: date | None, new: date | None) -> Change:
    return Change(field, old.isoformat() if old else "", new.isoformat() if new else "")


def _yes(value: bool) -> str:  # noqa: FBT001 - a value to show, not a switch
    return "yes" if value else "no"
