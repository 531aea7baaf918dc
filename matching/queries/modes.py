"""How pairs come about in a program."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from matching.models import Match, MatchModes, MatchRequest, MentorWish
from peerlearn.people.models import Person
from programs.models import Enrollment, Program

UNDER_WAY = (Program.State.OPEN, Program.State.RUNNING)
Choosing = MatchModes.Choosing


def modes_of(program: Program) -> MatchModes:
    """The program's modes; the usual ones, unsaved, where nobody has chosen any."""
    return MatchModes.objects.filter(program=program).first() or MatchModes(program=program)


def can_choose(modes: MatchModes, program: Program, *, today: date) -> bool:
    """Whether mentees can change their lists today."""
    is_open = modes.choose_until is None or today <= modes.choose_until
    return modes.choosing != Choosing.OFF and program.state in UNDER_WAY and is_open


def mentors_to_choose(person: Person, *, today: date) -> QuerySet[Enrollment]:
    """Where a mentee may choose, has no mentor, and has nobody on a list or asked."""
    program = OuterRef("program")
    of_theirs = Match.objects.filter(program=program, mentee=person, state__in=Match.TAKEN)
    asked = MatchRequest.objects.filter(program=program, mentee=person, state__in=MatchRequest.OPEN)
    return _parts_with_lists(
        person, Enrollment.Role.MENTEE, (Choosing.ASK, Choosing.RANK), today=today
    ).exclude(Exists(of_theirs) | Exists(asked))


def mentees_to_rank(person: Person, *, today: date) -> QuerySet[Enrollment]:
    """Where mentees have chosen a mentor who hasn't said how gladly of each."""
    said = MentorWish.objects.filter(
        program=OuterRef("program"), mentor=person, mentee=OuterRef("mentee")
    )
    chosen = MatchRequest.objects.filter(
        ~Exists(said),
        program=OuterRef("program"),
        mentor=person,
        state=MatchRequest.State.QUEUED,
    )
    return _parts_with_lists(person, Enrollment.Role.MENTOR, (Choosing.RANK,), today=today).filter(
        Exists(chosen)
    )


def _parts_with_lists(
    person: Person, role: str, choosing: tuple[str, ...], *, today: date
) -> QuerySet[Enrollment]:
    lists = MatchModes.objects.filter(
        Q(choose_until=None) | Q(choose_until__gte=today),
        program=OuterRef("program"),
        choosing__in=choosing,
    )
    parts = Enrollment.objects.filter(
        Exists(lists),
        person=person,
        role=role,
        state=Enrollment.State.ACTIVE,
        program__state__in=UNDER_WAY,
    )
    return parts.select_related("program").order_by("program__starts_on", "id")


def programs_to_choose_in(person: Person) -> list[Program]:
    """The programs under way in which a person is a mentee and can look at the mentors."""
    return ways_of(person).choosing


def programs_with_wishes(person: Person) -> list[Program]:
    """The programs under way in which a mentor can rank those who have chosen them."""
    return ways_of(person).wishes


@dataclass(frozen=True)
class Ways:
    """In which programs somebody chooses mentors, or says something of those who chose them, and
    whether they are a mentor at all.
    """

    choosing: list[Program]
    wishes: list[Program]
    is_mentor: bool


def ways_of(person: Person) -> Ways:
    """All of it in one query."""
    modes = MatchModes.objects.filter(program=OuterRef("program"))
    parts = (
        Enrollment.objects.filter(
            person=person, state=Enrollment.State.ACTIVE, program__state__in=UNDER_WAY
        )
        .annotate(choosing=Subquery(modes.values("choosing")))
        .select_related("program")
        .order_by("program__starts_on", "program__name", "id")
    )
    role, found = Enrollment.Role, list(parts)
    lists = {Choosing.ASK, Choosing.RANK}
    return Ways(
        choosing=[
            one.program for one in found if one.role == role.MENTEE and one.choosing in lists
        ],
        wishes=[
            one.program
            for one in found
            if one.role == role.MENTOR and one.choosing == Choosing.RANK
        ],
        is_mentor=any(one.role == role.MENTOR for one in found),
    )
