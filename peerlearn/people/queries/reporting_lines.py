"""Who is above and below whom, at any depth."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from peerlearn.tenancy.context import current_organization_id

# UNION (not ALL) ends a cycle, should one ever be in the table.
MANAGERS_ABOVE_SQL = """
WITH RECURSIVE line(id, manager_id, depth) AS (
  SELECT p.id, p.manager_id, 0 FROM person p WHERE p.organization_id = %s AND p.id = ANY(%s::uuid[])
  UNION
  SELECT p.id, p.manager_id, line.depth + 1 FROM line
  JOIN person p ON p.organization_id = %s AND p.id = line.manager_id
  WHERE line.depth < 100
)
SELECT id, min(depth) FROM line WHERE depth > 0 GROUP BY id ORDER BY 2"""
REPORTS_BELOW_SQL = """
WITH RECURSIVE line(id, depth) AS (
  SELECT p.id, 0 FROM person p WHERE p.organization_id = %s AND p.id = ANY(%s::uuid[])
  UNION
  SELECT p.id, line.depth + 1 FROM line
  JOIN person p ON p.organization_id = %s AND p.manager_id = line.id
  WHERE line.depth < 100
)
SELECT id, min(depth) FROM line WHERE depth > 0 GROUP BY id ORDER BY 2"""


def managers_above(person_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Ids of all managers above these people, with the levels between (1 = direct manager)."""
    return _line(MANAGERS_ABOVE_SQL, person_ids)


def reports_below(person_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Ids of all people below these in the reporting line, with the levels between."""
    return _line(REPORTS_BELOW_SQL, person_ids)


def _line(sql: str, person_ids: Iterable[UUID]) -> dict[UUID, int]:
    organization_id = current_organization_id()
    with connection.cursor() as cursor:
        cursor.execute(sql, [organization_id, [str(i) for i in person_ids], organization_id])
        return dict(cursor.fetchall())
