"""Reads about the roles of programs: one query for however many programs."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from peerlearn.tenancy.together import Rows
from programs.models import Enrollment, JoiningRule, Program, ProgramRole
from programs.rules.roles import CLOSED, HOLDS_PLACE, INVITATION, ROLES, RoleFacts, usual_role
from programs.rules.ways_in import NEW_HIRES

Roles = Mapping[str, RoleFacts]
MAIN_FIRST = (Enrollment.Role.MENTEE, Enrollment.Role.PARTICIPANT, Enrollment.Role.MENTOR)


def roles_of_program(program: Program) -> Roles:
    """The roles of a program by their key, in the order mentor, mentee, participant."""
    return roles_from(role_rows(program))


def role_rows(program: Program) -> QuerySet[ProgramRole]:
    """What the program itself says of its roles."""
    return ProgramRole.objects.filter(program=program)


def roles_from(rows: Iterable[ProgramRole]) -> Roles:
    """The roles of a program whose rows have been read."""
    said = {row.role: row for row in rows}
    return {role: _facts(said.get(role), role) for role in ROLES}


def roles_of_programs(program_ids: Collection[UUID]) -> dict[UUID, Roles]:
    """The same for several programs, in one query."""
    found = {
        (row.program_id, row.role): row
        for row in ProgramRole.objects.filter(program_id__in=program_ids)
    }
    return {
        program_id: {role: _facts(found.get((program_id, role)), role) for role in ROLES}
        for program_id in program_ids
    }


def role_of_program(program: Program, role: str) -> RoleFacts:
    """One role of a program."""
    return _facts(ProgramRole.objects.filter(program=program, role=role).first(), role)


def main_roles(program_ids: Collection[UUID]) -> dict[UUID, str]:
    """The role that most come into, of programs that say which roles they have (by their template,
    by HR's words for them, or by who is in them): two queries. A program that says none pairs.
    """
    has: dict[UUID, set[str]] = {program_id: set() for program_id in program_ids}
    for model in (ProgramRole, Enrollment):
        rows = model._default_manager.filter(program_id__in=program_ids).order_by()
        for program_id, role in rows.values_list("program_id", "role").distinct():
            has[program_id].add(role)
    return {program_id: main_of(roles) for program_id, roles in has.items()}


def main_of(roles: Collection[str]) -> str:
    """The main one of the roles that a program has."""
    return next((role.value for role in MAIN_FIRST if role in roles), MAIN_FIRST[0].value)


def main_role(program: Program) -> str:
    """The same of one program."""
    return main_roles([program.id])[program.id]


def ways_into(program: Program) -> frozenset[str]:
    """How people may come in although HR enrolls nobody: by what its roles say, by an invitation
    that was sent, by the rule for new hires.
    """
    roles = ProgramRole.objects.filter(program=program).exclude(way_in=CLOSED)
    ways = set(roles.order_by().values_list("way_in", flat=True))
    invited = Enrollment.objects.filter(program=program, state=Enrollment.State.INVITED)
    if invited.exists():
        ways.add(INVITATION)
    if JoiningRule.objects.filter(program=program, stopped_at=None).exists():
        ways.add(NEW_HIRES)
    return frozenset(ways)


def places_taken(program: Program) -> dict[str, int]:
    """How many hold a place in each role: who takes part, pauses, or is invited."""
    return taken_from(list(taken_rows(program)))


def taken_rows(program: Program) -> Rows:
    """The same, as rows of `role` and `taken`."""
    held = Enrollment.objects.filter(program=program, state__in=HOLDS_PLACE).order_by()
    return held.values("role").annotate(taken=Count("person_id"))


def taken_from(rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    """How many hold a place in each role, 0 where nobody does."""
    return dict.fromkeys(ROLES, 0) | {row["role"]: row["taken"] for row in rows}


def give_facts(enrollments: Iterable[Enrollment]) -> list[Enrollment]:
    """Give enrollments of any programs `facts`, what their role is there: one query."""
    rows = list(enrollments)
    facts = roles_of_programs({row.program_id for row in rows})
    for row in rows:
        row.facts = facts[row.program_id][row.role]
    return rows


def name_roles(enrollments: Iterable[Enrollment], roles: Roles) -> None:
    """Give enrollments of one program `role_label`: their role in the program's words."""
    for enrollment in enrollments:
        enrollment.role_label = roles[enrollment.role].label


def _facts(row: ProgramRole | None, role: str) -> RoleFacts:
    usual = usual_role(role)
    if row is None:
        return usual
    label, plural = usual.named(row.label_one, row.label_many)
    return RoleFacts(
        role=role,
        label=label,
        plural=plural,
        asked=row.asked or usual.asked,
        hours=row.hours_a_month,
        seats=row.seats,
        way_in=row.way_in,
        is_renamed=bool(row.label_one.strip()),
    )
