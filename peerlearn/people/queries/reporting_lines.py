"""Who is above and below whom, at any depth, and who reviews whose work."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from peerlearn.people.models import Person
from peerlearn.tenancy.context import current_organization_id

# UNION (not ALL) ends a cycle, should one ever be in the table. LATERAL … OFFSET 0 makes Postgres
# look each step up by its index: with stale statistics, as right after a big import, it would else
# read the whole organization for each person in the line.
MANAGERS_ABOVE_SQL = """
WITH RECURSIVE line(id, manager_id, depth) AS (
  SELECT p.id, p.manager_id, 0 FROM person p WHERE p.organization_id = %s AND p.id = ANY(%s::uuid[])
  UNION
  SELECT next.id, next.manager_id, line.depth + 1 FROM line, LATERAL (
    SELECT p.id, p.manager_id FROM person p
    WHERE p.organization_id = %s AND p.id = line.manager_id OFFSET 0
  ) AS next
  WHERE line.depth < 100
)
SELECT id, min(depth) FROM line WHERE depth > 0 GROUP BY id ORDER BY 2"""
REPORTS_BELOW_SQL = """
WITH RECURSIVE line(id, depth) AS (
  SELECT p.id, 0 FROM person p WHERE p.organization_id = %s AND p.id = ANY(%s::uuid[])
  UNION
  SELECT next.id, line.depth + 1 FROM line, LATERAL (
    SELECT p.id FROM person p WHERE p.organization_id = %s AND p.manager_id = line.id OFFSET 0
  ) AS next
  WHERE line.depth < 100
)
SELECT id, min(depth) FROM line WHERE depth > 0 GROUP BY id ORDER BY 2"""

# Both directions for several people at once; root says for whom.
REPORTING_LINES_SQL = """
WITH RECURSIVE up(root, id, manager_id, depth) AS (
  SELECT p.id, p.id, p.manager_id, 0 FROM person p
  WHERE p.organization_id = %(organization)s AND p.id = ANY(%(people)s::uuid[])
  UNION
  SELECT up.root, next.id, next.manager_id, up.depth + 1 FROM up, LATERAL (
    SELECT p.id, p.manager_id FROM person p
    WHERE p.organization_id = %(organization)s AND p.id = up.manager_id OFFSET 0
  ) AS next
  WHERE up.depth < 100
), down(root, id, depth) AS (
  SELECT p.id, p.id, 0 FROM person p
  WHERE p.organization_id = %(organization)s AND p.id = ANY(%(people)s::uuid[])
  UNION
  SELECT down.root, next.id, down.depth + 1 FROM down, LATERAL (
    SELECT p.id FROM person p
    WHERE p.organization_id = %(organization)s AND p.manager_id = down.id OFFSET 0
  ) AS next
  WHERE down.depth < 100
)
SELECT root, 'above', id, min(depth) FROM up WHERE depth > 0 GROUP BY root, id
UNION ALL
SELECT root, 'below', id, min(depth) FROM down WHERE depth > 0 GROUP BY root, id
UNION ALL
SELECT p.reviewer_id, 'reviews', p.id, 1 FROM person p
WHERE p.organization_id = %(organization)s AND p.reviewer_id = ANY(%(people)s::uuid[])
UNION ALL
SELECT p.id, 'reviewed_by', p.reviewer_id, 1 FROM person p
WHERE p.organization_id = %(organization)s AND p.id = ANY(%(people)s::uuid[])
  AND p.reviewer_id IS NOT NULL"""


@dataclass(frozen=True)
class ReportingLine:
    """Who is above and below somebody, by id, with the levels between (1 = direct); and whose
    work they review, and who reviews theirs, each with 1.
    """

    above: dict[UUID, int] = field(default_factory=dict)
    below: dict[UUID, int] = field(default_factory=dict)
    reviews: dict[UUID, int] = field(default_factory=dict)
    reviewed_by: dict[UUID, int] = field(default_factory=dict)

    @property
    def everybody(self) -> set[UUID]:
        """Ids of all whom authority binds to them, either way."""
        return {*self.above, *self.below, *self.reviews, *self.reviewed_by}


def managers_above(person_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Ids of all managers above these people, with the levels between (1 = direct manager)."""
    return _line(MANAGERS_ABOVE_SQL, person_ids)


def reports_below(person_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Ids of all people below these in the reporting line, with the levels between."""
    return _line(REPORTS_BELOW_SQL, person_ids)


def reporting_lines(person_ids: Iterable[UUID]) -> dict[UUID, ReportingLine]:
    """The whole reporting line of each of these people, with reviewers, in one query."""
    lines = {person_id: ReportingLine() for person_id in person_ids}
    parameters: dict[str, str | list[str]] = {
        "organization": str(current_organization_id()),
        "people": [str(person_id) for person_id in lines],
    }
    with connection.cursor() as cursor:
        cursor.execute(REPORTING_LINES_SQL, parameters)
        for root, part, person_id, levels in cursor.fetchall():
            getattr(lines[root], part)[person_id] = levels
    return lines


def reviewers_of(person_ids: Collection[UUID]) -> QuerySet[Person, Any]:
    """Ids of those who review the work of any of these people, to be excluded."""
    reviewed = Person.objects.filter(id__in=person_ids, reviewer__isnull=False)
    return reviewed.order_by().values("reviewer_id")


def _line(sql: str, person_ids: Iterable[UUID]) -> dict[UUID, int]:
    organization_id = current_organization_id()
    with connection.cursor() as cursor:
        cursor.execute(sql, [organization_id, [str(i) for i in person_ids], organization_id])
        return dict(cursor.fetchall())
