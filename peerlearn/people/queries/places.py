"""Where people work: the departments and locations that lists and rules choose from."""

from dataclasses import dataclass

from peerlearn.tenancy.context import current_organization_id
from peerlearn.tenancy.together import Statement, read_together

# Each name is looked up in the index as the next after the one before, so that the number of
# people doesn't matter.
NAMES_SQL = """
WITH RECURSIVE names(name) AS (
  (SELECT {column} FROM person
   WHERE organization_id = %s AND state = 'active' AND {column} > ''
   ORDER BY {column} LIMIT 1)
  UNION ALL
  SELECT (SELECT {column} FROM person
          WHERE organization_id = %s AND state = 'active' AND {column} > names.name
          ORDER BY {column} LIMIT 1)
  FROM names WHERE names.name IS NOT NULL
)
SELECT name FROM names WHERE name IS NOT NULL"""

# The people are counted once, for both.
PEOPLE_SQL = """
WITH pairs AS MATERIALIZED (
  SELECT department, location, count(*) AS people FROM person
  WHERE organization_id = %s AND state = 'active' GROUP BY 1, 2
)
SELECT 'department' AS kind, department AS place, sum(people) AS people
FROM pairs WHERE department <> '' GROUP BY 2
UNION ALL
SELECT 'location', location, sum(people) FROM pairs WHERE location <> '' GROUP BY 2
ORDER BY kind, place"""


@dataclass(frozen=True, slots=True)
class Places:
    """The departments and locations of those who work here, by name."""

    departments: list[str]
    locations: list[str]


def places_of_people() -> Places:
    """Both, in one statement."""
    found = read_together(departments=_names("department"), locations=_names("location"))
    return Places(**{kind: [row["name"] for row in rows] for kind, rows in found.items()})


def people_by_place() -> Statement:
    """Rows of `kind`, `place` and how many `people` work there, by name; for read_together."""
    return Statement(PEOPLE_SQL, [current_organization_id()])


def _names(column: str) -> Statement:
    return Statement(NAMES_SQL.format(column=column), [current_organization_id()] * 2)
