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


@dataclass(frozen=True, slots=True)
class Places:
    """The departments and locations of those who work here, by name."""

    departments: list[str]
    locations: list[str]


def places_of_people() -> Places:
    """Both, in one statement."""
    found = read_together(**names_of_places())
    return Places(**{kind: [row["name"] for row in rows] for kind, rows in found.items()})


def names_of_places() -> dict[str, Statement]:
    """Both, for read_together: rows with the `name` of each, in order."""
    return {"departments": _names("department"), "locations": _names("location")}


def _names(column: str) -> Statement:
    return Statement(NAMES_SQL.format(column=column), [current_organization_id()] * 2)
