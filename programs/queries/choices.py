"""What a rule for enrolling people can be made of."""

from dataclasses import dataclass

from peerlearn.people.models import ImportJob
from peerlearn.people.queries.imports import finished_imports
from peerlearn.people.queries.places import names_of_places
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

# Each role is looked for once, however many hold it.
HELD_SQL = """
SELECT role FROM unnest(%s) AS role WHERE EXISTS (
  SELECT FROM enrollment
  WHERE organization_id = %s AND program_id = %s AND enrollment.role = role.role)"""


@dataclass(frozen=True)
class EnrollmentChoices:
    """Groups are further columns of the import with the values that several people share: teams,
    grades.
    """

    roles: Roles
    departments: list[str]
    locations: list[str]
    groups: list[tuple[str, str]]
    imports: list[ImportJob]
    main_role: str


def enrollment_choices(program: Program) -> EnrollmentChoices:
    """All of them, in one statement."""
    rows = read_together(
        roles=role_rows(program),
        **names_of_places(),
        groups=Statement(GROUPS_SQL, [current_organization_id(), GROUPS_OFFERED]),
        imports=finished_imports(),
        held=Statement(HELD_SQL, [Enrollment.Role.values, current_organization_id(), program.id]),
    )
    own = {row.role for row in rows["roles"]} | {row["role"] for row in rows["held"]}
    return EnrollmentChoices(
        roles=roles_from(rows["roles"]),
        departments=[row["name"] for row in rows["departments"]],
        locations=[row["name"] for row in rows["locations"]],
        groups=[(row["key"], row["value"]) for row in rows["groups"]],
        imports=rows["imports"],
        main_role=main_of(own),
    )
