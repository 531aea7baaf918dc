"""A plan carried out in memory: what the database would hold afterwards."""

from collections.abc import Sequence
from dataclasses import replace

from peerlearn.people.imports.changes import leaving, new_topics, zone_after
from peerlearn.people.imports.people import TEXT_FIELDS, PersonRecord
from peerlearn.people.imports.plan import Outcome, Plan, PlannedRow


def carry_out(plan: Plan, people: Sequence[PersonRecord] = ()) -> list[PersonRecord]:
    """People with new ids: "row:7" of a second plan must be nobody of the first."""
    known = {person.id for person in people}
    found = {person.id: person for person in people}
    rows = [row for row in plan.rows if row.outcome not in (Outcome.ERROR, Outcome.SKIPPED)]

    def final_id(key: str) -> str:
        return key if key in known else f"{len(known)}+{key}"

    for row in rows:
        found[row.key] = replace(_written(row), id=final_id(row.key))
    for row in rows:
        if row.manager_key is not None:
            found[row.key] = replace(found[row.key], manager_id=final_id(row.manager_key))
        if row.reviewer_key is not None:
            found[row.key] = replace(found[row.key], reviewer_id=final_id(row.reviewer_key))
    return list(found.values())


def _written(row: PlannedRow) -> PersonRecord:
    old = row.record or PersonRecord(row.key, row.person.name)
    told = row.person
    texts = {key: getattr(told, key) for key in TEXT_FIELDS if getattr(told, key)}
    end_date, has_left = leaving(row.record, told)
    return replace(
        old,
        **{**texts, "time_zone": zone_after(row.record, told)},
        start_date=told.start_date or old.start_date,
        end_date=end_date,
        has_left=has_left,
        known_topics=old.known_topics | set(new_topics(old.known_topics, told.known_topics)),
        wanted_topics=old.wanted_topics | set(new_topics(old.wanted_topics, told.wanted_topics)),
        attributes={**old.attributes, **told.attributes},
    )
