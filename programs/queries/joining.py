"""Reads about people's own programs: where they are, what they may join, who waits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from peerlearn.people.models import Person
from programs.models import Enrollment, EnrollmentChange, Program, ProgramRole
from programs.queries import leavers
from programs.queries.roles import roles_of_programs
from programs.rules.moves import UNDO_LASTS
from programs.rules.roles import HOLDS_PLACE, RoleFacts

State = Enrollment.State
SHOWN = (State.INVITED, State.APPLIED, State.ACTIVE, State.PAUSED, State.COMPLETED, State.REJECTED)
# Whom HR turned down may ask again.
IN_IT = (State.INVITED, State.APPLIED, State.ACTIVE, State.PAUSED, State.COMPLETED)
OVER = (Program.State.FINISHED, Program.State.ARCHIVED)
OPEN_WAYS = (ProgramRole.WayIn.APPLICATION, ProgramRole.WayIn.OPEN)


@dataclass(frozen=True)
class Chance:
    """A role that a person may ask for or join. `free` None: as many as like."""

    program: Program
    facts: RoleFacts
    free: int | None

    @property
    def is_full(self) -> bool:
        """Whether whoever comes now waits."""
        return self.free == 0


def enrollments_visible_to(person: Person) -> QuerySet[Enrollment]:
    """The door to one's own enrollments. A draft isn't anybody's yet, but for an invitation."""
    draft = Q(program__state=Program.State.DRAFT) & ~Q(state=State.INVITED)
    return (
        Enrollment.objects.filter(person=person).exclude(draft).select_related("program", "person")
    )


def own_enrollments(person: Person) -> list[Enrollment]:
    """Where a person is, or asked to be, the programs under way first."""
    return list(
        enrollments_visible_to(person)
        .filter(state__in=SHOWN)
        .exclude(program__state=Program.State.DRAFT)
        .exclude(program__state=Program.State.ARCHIVED)
        .order_by("-program__starts_on", "program__name", "role")
    )


def leavings_to_take_back(person: Person, *, now: datetime) -> list[Enrollment]:
    """What a person has left within the last day, and may be in again by their own hand."""
    last = EnrollmentChange.objects.filter(enrollment=OuterRef("pk")).order_by("-at", "-id")
    return list(
        enrollments_visible_to(person)
        .filter(state=State.WITHDRAWN)
        .exclude(program__state__in=OVER)
        .annotate(
            left_by=Subquery(last.values("by")[:1]),
            left_at=Subquery(last.values("at")[:1]),
            left_from=Subquery(last.values("from_state")[:1]),
        )
        .filter(left_by=person.id, left_at__gte=now - UNDO_LASTS)
        .filter(left_from__in=(State.ACTIVE, State.PAUSED))
        .order_by("program__name", "role")
    )


def chances_of(person: Person, *, today: date) -> list[Chance]:
    """What a person may join or apply for: three queries, however many there are."""
    held = Enrollment.objects.filter(
        person=person, role=OuterRef("role"), program=OuterRef("program_id"), state__in=IN_IT
    )
    open_roles = (
        ProgramRole.objects.filter(way_in__in=OPEN_WAYS)
        .filter(program__state__in=(Program.State.OPEN, Program.State.RUNNING))
        .exclude(program__ends_on__lt=today)
        .exclude(Exists(held))
        .select_related("program")
        .order_by("program__starts_on", "program__name", "role")
    )
    found = list(open_roles)
    ids = {row.program_id for row in found}
    facts, taken = roles_of_programs(ids), _taken(ids)
    return [
        Chance(row.program, one, one.free(taken.get((row.program_id, row.role), 0)))
        for row in found
        for one in [facts[row.program_id][row.role]]
    ]


def chance_of(person: Person, program_id: UUID, role: str, *, today: date) -> Chance | None:
    """One of them: the door to joining and applying."""
    found = chances_of(person, today=today)
    return next((c for c in found if c.program.id == program_id and c.facts.role == role), None)


def applications(program: Program) -> QuerySet[Enrollment]:
    """Who waits to be let in, in the order in which they asked; `words` is what they said."""
    waiting = Enrollment.objects.filter(program=program, state=State.APPLIED)
    return in_line(waiting.exclude(person_id__in=leavers()).select_related("person"))


def led_in(program: Program, people: Collection[UUID]) -> dict[UUID, int]:
    """How many who take part in a program report to each of some people; none for the others."""
    takes_part = Enrollment.objects.filter(program=program, state=State.ACTIVE)
    rows = (
        Person.objects.filter(manager__in=people, pk__in=takes_part.order_by().values("person"))
        .exclude(state=Person.State.LEFT)
        .order_by()
        .values_list("manager_id")
        .annotate(led=Count("pk"))
    )
    return {manager: led for manager, led in rows if manager is not None}


def in_line(waiting: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Applications in the order in which they were made, with `asked_at` and `words`."""
    asked = EnrollmentChange.objects.filter(
        enrollment=OuterRef("pk"), to_state=State.APPLIED
    ).order_by("-at")
    return waiting.annotate(
        asked_at=Subquery(asked.values("at")[:1]), words=Subquery(asked.values("words")[:1])
    ).order_by("asked_at", "id")


def turned_down(enrollments: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Those of whom HR's last word was a no: an open door doesn't let them in, HR does."""
    words = EnrollmentChange.objects.filter(
        enrollment=OuterRef("pk"), to_state__in=(State.REJECTED, State.INVITED, State.ACTIVE)
    ).order_by("-at", "-id")
    return enrollments.annotate(last_word=Subquery(words.values("to_state")[:1])).filter(
        last_word=State.REJECTED
    )


def places_in_line(mine: Collection[Enrollment]) -> dict[UUID, int]:
    """How many wait up to and with each of these applications, in one query."""
    waiting = Enrollment.objects.filter(
        program_id__in={one.program_id for one in mine}, state=State.APPLIED
    ).exclude(person_id__in=leavers())
    lines: dict[tuple[UUID, str], int] = {}
    places: dict[UUID, int] = {}
    for row_id, program_id, role in in_line(waiting).values_list("id", "program_id", "role"):
        key = (program_id, role)
        places[row_id] = lines[key] = lines.get(key, 0) + 1
    return {one.id: places[one.id] for one in mine if one.id in places}


def others_at_once(enrollment_of: Person, program: Program, role: str) -> list[Program]:
    """Other programs that overlap in time, in which the person has the same role."""
    mine = Enrollment.objects.filter(
        person=enrollment_of, role=role, state__in=(State.ACTIVE, State.PAUSED)
    ).exclude(program=program)
    found = Program.objects.filter(id__in=mine.values("program_id")).exclude(state__in=OVER)
    if program.ends_on:
        found = found.filter(starts_on__lte=program.ends_on)
    return list(found.exclude(ends_on__lt=program.starts_on))


def changes_of(enrollment_ids: Collection[UUID]) -> dict[UUID, EnrollmentChange]:
    """The latest change of each, by enrollment."""
    latest: dict[UUID, EnrollmentChange] = {}
    for change in EnrollmentChange.objects.filter(enrollment_id__in=enrollment_ids):
        latest.setdefault(change.enrollment_id, change)
    return latest


def _taken(program_ids: Collection[UUID]) -> dict[tuple[UUID, str], int]:
    rows = (
        Enrollment.objects.filter(program_id__in=program_ids, state__in=HOLDS_PLACE)
        .order_by()
        .values("program_id", "role")
        .annotate(taken=Count("pk"))
    )
    return {(row["program_id"], row["role"]): row["taken"] for row in rows}
