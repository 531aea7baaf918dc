"""What a rule for enrolling people can be made of."""

from dataclasses import dataclass
from typing import Any

from peerlearn.people.models import ImportJob
from peerlearn.people.queries.imports import finished_imports
from peerlearn.people.queries.places import people_by_place
from peerlearn.tenancy.context import current_organization_id
from peerlearn.tenancy.together import Statement, read_together
from programs.models import Enrollment, Program
from programs.queries.roles import Roles, main_of, role_rows, roles_from

GROUPS_OFFERED = 60
GROUPS_SQL = """
SELECT one.key, one.value FROM person, jsonb_each_text(attributes) AS one
WHERE organization_id = %s AND state = 'active' AND attributes <> '{}'
AND length(one.value) BETWEEN 1 AND 60
GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 1, 2 LIMIT %s"""


@dataclass(frozen=True)
class EnrollmentChoices:
    """Places with how many people work there; groups are further columns of the import with the
    values that several people share: teams, grades.
    """

    roles: Roles
    departments: list[tuple[str, int]]
    locations: list[tuple[str, int]]
    groups: list[tuple[str, str]]
    imports: list[ImportJob]
    main_role: str


def enrollment_choices(program: Program) -> EnrollmentChoices:
    """All of them, in one statement."""
    rows = read_together(
        roles=role_rows(program),
        places=people_by_place(),
        groups=Statement(GROUPS_SQL, [current_organization_id(), GROUPS_OFFERED]),
        imports=finished_imports(),
        held=Enrollment.objects.filter(program=program).order_by().values("role").distinct(),
    )
    own = {row.role for row in rows["roles"]} | {row["role"] for row in rows["held"]}
    return EnrollmentChoices(
        roles=roles_from(rows["roles"]),
        departments=_with_people(rows["places"], "department"),
        locations=_with_people(rows["places"], "location"),
        groups=[(row["key"], row["value"]) for row in rows["groups"]],
        imports=rows["imports"],
        main_role=main_of(own),
    )


def _with_people(rows: list[dict[str, Any]], kind: str) -> list[tuple[str, int]]:
    return [(row["place"], row["people"]) for row in rows if row["kind"] == kind]
