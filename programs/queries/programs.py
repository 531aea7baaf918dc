"""Reads for the list of programs and the last check before one opens."""

from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from peerlearn.people.models import Person
from programs.models import Enrollment, FacilitatorNomination, Program, ProgramTransition
from programs.queries import leavers
from programs.queries.conduct import conduct_in_force
from programs.queries.enrolled import role_counts
from programs.queries.facilitators import CheckedNomination
from programs.queries.roles import roles_of_programs, ways_into
from programs.rules.states import OpeningFacts


def with_people_count(programs: QuerySet[Program]) -> QuerySet[Program]:
    """Adds `people_count`: the people (not roles) who take part today."""
    people = (
        Enrollment.objects.filter(program=OuterRef("pk"), state=Enrollment.State.ACTIVE)
        .exclude(person_id__in=leavers())
        .order_by()
        .values("program_id")
        .annotate(people=Count("person_id", distinct=True))
        .values("people")
    )
    return programs.annotate(
        people_count=Coalesce(Subquery(people, output_field=IntegerField()), 0)
    )


def programs_like(
    programs: QuerySet[Program], *, search: str = "", state: str = ""
) -> QuerySet[Program]:
    """Those whose name or goal holds the words, in a state; without one the archive is left out."""
    if search:
        programs = programs.filter(Q(name__icontains=search) | Q(goal__icontains=search))
    if state:
        return programs.filter(state=state)
    return programs.exclude(state=Program.State.ARCHIVED)


def names_in_use() -> list[str]:
    """The names that a new program can't have."""
    programs = Program.objects.exclude(state=Program.State.ARCHIVED)
    return list(programs.order_by().values_list("name", flat=True))


def open_for_joining(programs: QuerySet[Program]) -> QuerySet[Program]:
    """Those that people can still be enrolled in, the latest first."""
    over = (Program.State.FINISHED, Program.State.ARCHIVED)
    return programs.exclude(state__in=over).order_by("-starts_on", "name", "id")


def roles_of(person: Person) -> dict[UUID, list[str]]:
    """The person's roles today in the words of each program, by program id: two queries."""
    mine = Enrollment.objects.filter(person=person, state=Enrollment.State.ACTIVE)
    held = list(mine.order_by("role").values_list("program_id", "role"))
    facts = roles_of_programs({program_id for program_id, _role in held})
    roles: dict[UUID, list[str]] = {}
    for program_id, role in held:
        roles.setdefault(program_id, []).append(facts[program_id][role].label)
    return roles


def opening_facts(program: Program, nominations: list[CheckedNomination]) -> OpeningFacts:
    """What the last check before opening looks at; `nominations` are those that stand."""
    states = [one.nomination.state for one in nominations]
    return OpeningFacts(
        ends_on=program.ends_on,
        has_goal=bool(program.goal.strip()),
        people=role_counts(program)["people"],
        ways_in=ways_into(program),
        accepted_facilitators=states.count(FacilitatorNomination.State.ACCEPTED),
        asked_facilitators=states.count(FacilitatorNomination.State.PROPOSED),
        facilitators_not_neutral=sum(one.is_accepted and one.needs_decision for one in nominations),
        has_conduct=conduct_in_force(program) is not None,
        left_out=program.steps_left_out,
    )


def state_before_archive(program: Program) -> str:
    """Where an archived program goes back to."""
    last = history_of(program).filter(to_state=Program.State.ARCHIVED).first()
    return last.from_state if last else Program.State.FINISHED


def history_of(program: Program) -> QuerySet[ProgramTransition]:
    """What happened to the program's state, newest first, with who did it."""
    return ProgramTransition.objects.filter(program=program).select_related("by")
